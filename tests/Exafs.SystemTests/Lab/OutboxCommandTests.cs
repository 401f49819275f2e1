using System.Text.Json;
using Exafs.Adapters.Storage;
using Exafs.Lab;
using Exafs.SystemTests.Adapters;

namespace Exafs.SystemTests.Lab;

/// <summary>exafs-lab outbox on a store, also on one that somebody writes to.</summary>
public sealed class OutboxCommandTests : IDisposable
{
    private static readonly OutboxTarget s_target = new() { Name = "influxdb", Reports = report => [new(OutboxRank.Scan, $"exafs_scan {report.Scan.ScanId}", report.Scan.ScanId)] };

    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-outbox-").FullName;
    private readonly SqliteStore _store;

    public OutboxCommandTests() => _store = new(new SqliteStoreOptions { File = FilePath }, [s_target]);

    private string FilePath => Path.Combine(_folder, "x.sqlite");

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task List_Export_Retry_TellWhatIsOwed_AndGiveItAnotherChance()
    {
        await DieAsync();

        var (code, said) = Lab("list", FilePath);
        Assert.Equal(0, code);
        Assert.Contains("influxdb: 2 dead letters, refused, the last: 400 field type conflict", said);
        var file = Path.Combine(_folder, "dead.jsonl");
        Assert.Equal(0, Lab("export", FilePath, "--output", file).Code);
        var letters = (await File.ReadAllLinesAsync(file)).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["exafs_scan scan-1", "exafs_scan scan-2"], letters.Select(letter => letter.GetProperty("body").GetString()));
        Assert.All(letters, letter => Assert.Equal("refused", letter.GetProperty("reason").GetString()));

        await _store.WriteAsync([ReportExamples.Analyzed(2)], default); // a newer form of the second
        Assert.Contains("0 dead letters", Lab("retry", FilePath, "--target", "nobody").Said);
        Assert.Contains("2 dead letters wait for delivery again", Lab("retry", FilePath).Said);

        var counts = _store.Outboxes[0].Counts;
        Assert.Equal((4, 3, 1, 0, null), (counts.Accepted, counts.Waiting, counts.Superseded, counts.DeadLetterTotal, counts.Violation()));
    }

    [Fact]
    public void Anything_ThatIsNoStore_IsWrongUsage()
    {
        foreach (var words in new[] { new[] { "list", "none" }, ["retry", "none"], ["export", "none", "--output", Path.Combine(_folder, "x")] })
            Assert.Equal((2, true), (Lab(words).Code, Lab(words).Said.Contains("none", StringComparison.Ordinal)));
    }

    private async Task DieAsync()
    {
        await _store.WriteAsync([ReportExamples.Analyzed(1), ReportExamples.Analyzed(2), ReportExamples.Analyzed(3)], default);
        foreach (var item in _store.Outboxes[0].Take(2, newest: false))
            _store.Outboxes[0].SetAside(item, "refused", "400 field type conflict");
    }

    private static (int Code, string Said) Lab(params string[] words)
    {
        using StringWriter results = new(), said = new();
        var code = CommandLine.Run(["outbox", .. words], results, People.On(said, terminal: false), default);
        return (code, said.ToString());
    }
}
