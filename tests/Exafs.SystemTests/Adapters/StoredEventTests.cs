using Exafs.Adapters.Storage;
using Exafs.Pipeline.Changes;
using Exafs.Tests.Adapters.Alerts;
using Exafs.Tests.Pipeline;
using Microsoft.Data.Sqlite;

namespace Exafs.SystemTests.Adapters;

/// <summary>Changes in the store.</summary>
public sealed class StoredEventTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-events-").FullName;

    private string FilePath => Path.Combine(_folder, "exafs.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Events_Written_ComeBackWholeAndInOrder()
    {
        await WriteAsync(ChangeExamples.Completion, ChangeExamples.Bare);

        IReadOnlyList<ChangeEvent> back = Read();
        Assert.Equal([Told(ChangeExamples.Completion), Told(ChangeExamples.Bare)], back.Select(Told));
        Assert.Empty(Read("another"));
    }

    [Fact]
    public async Task Events_NumbersThatAreNone_AreKnownToBeNone()
    {
        await WriteAsync(ChangeExamples.Completion with { TemperatureKelvin = new(1185, double.NaN), Confidence = double.NaN, Moved = [new("residual", new(double.NaN, 1), new(double.PositiveInfinity, double.NaN))] });

        ChangeEvent back = Assert.Single(Read());
        Assert.Equal((1185.0, double.NaN, double.NaN), (back.TemperatureKelvin!.Value.Value, back.TemperatureKelvin.Value.Sigma, back.Confidence));
        Assert.Equal(new MovedFeature("residual", new(double.NaN, 1), new(double.NaN, double.NaN)), Assert.Single(back.Moved));
    }

    [Fact]
    public async Task Alerts_Written_ComeBack_AndOneThatIsOver_ReplacesItself()
    {
        var fires = AlertJsonTests.Example;
        using (var store = new SqliteStore(new() { File = FilePath }))
        {
            await store.Alerts.WriteAsync([fires, fires with { IsRepeated = true }, fires with { StartsAt = fires.StartsAt.AddHours(1), IsSilenced = true }], default);
            await store.Alerts.WriteAsync([fires with { EndsAt = fires.StartsAt.AddMinutes(3) }], default);
        }

        using var reader = new StoreReader(FilePath);
        var back = reader.Alerts();

        Assert.Equal([(false, false), (true, true)], back.Select(alert => (alert.IsFiring, alert.IsSilenced)));
        Assert.Equal((fires.StartsAt, fires.StartsAt.AddMinutes(3)), (back[0].StartsAt, back[0].EndsAt!.Value));
        Assert.Equal(fires.Labels.AsEnumerable(), back[0].Labels);
        Assert.Equal(fires.Fingerprint, back[0].Fingerprint);
    }

    [Fact]
    public async Task Events_Replayed_ReplaceThemselvesInTheirPlaces()
    {
        await WriteAsync(ChangeExamples.Completion, ChangeExamples.Bare);
        ChangeEvent second = ChangeExamples.Completion with { Confidence = 0.75, Moved = ChangeExamples.Completion.Moved[1..] };

        await WriteAsync(second);
        await WriteAsync(ChangeExamples.Bare);

        Assert.Equal([Told(second), Told(ChangeExamples.Bare)], Read().Select(Told));
        Assert.Equal(1L, Number("SELECT count(*) FROM event_feature"));
    }

    [Fact]
    public async Task Events_OfTwoSeriesOnOneScan_StandBesideEachOther()
    {
        await WriteAsync(ChangeExamples.Completion, ChangeExamples.Completion with { Series = new("run", "Cu", "K") }, ChangeExamples.Completion with { Kind = ChangeKind.Onset });

        Assert.Equal(3, Read().Count);
    }

    [Fact]
    public async Task Events_BesideReports_ShareTheRun()
    {
        using (var store = new SqliteStore(new SqliteStoreOptions { File = FilePath }))
        {
            await Task.WhenAll(
                store.WriteAsync([.. Enumerable.Range(0, 50).Select(i => ReportExamples.Analyzed(i))], default),
                store.Events.WriteAsync([ChangeExamples.Completion], default));
        }

        using var reader = new StoreReader(FilePath);
        Assert.Equal(new StoredRun("run", 50, 0), Assert.Single(reader.Runs()));
        Assert.Single(reader.Events("run"));
    }

    [Fact]
    public async Task Events_OneThatIsRefused_LeavesNothingOfItsBatch()
    {
        await WriteAsync();
        Number("CREATE TRIGGER refuse BEFORE INSERT ON event WHEN NEW.scan_id = 'scan-9' BEGIN SELECT RAISE(ABORT, 'no'); END; SELECT 0");

        await Assert.ThrowsAsync<StoreException>(() => WriteAsync(ChangeExamples.Completion, ChangeExamples.Bare));

        Assert.Empty(Read());
        Assert.Equal(0L, Number("SELECT count(*) FROM run"));
    }

    [Theory]
    [InlineData(2, "DROP TABLE phase; DROP TABLE shell; DROP TABLE estimate;")]
    [InlineData(3, "")]
    public async Task Events_StoreOfAVersionBefore_HasNoneAndTakesThemWhenWritten(int version, string also)
    {
        using (var store = new SqliteStore(new SqliteStoreOptions { File = FilePath }))
            await store.WriteAsync([ReportExamples.Analyzed(1)], default);
        Number($"DROP TABLE outbox; DROP TABLE dead_letter; DROP TABLE dropped; DROP TABLE target; DROP TABLE alert; DROP TABLE event_feature; DROP TABLE event; {also} PRAGMA user_version = {version}; SELECT 0");
        Assert.Empty(Read());
        Assert.Equal(version, Number("PRAGMA user_version"));

        await WriteAsync(ChangeExamples.Completion);

        Assert.Equal(5, Number("PRAGMA user_version"));
        Assert.Equal(Told(ChangeExamples.Completion), Told(Assert.Single(Read())));
        using var reader = new StoreReader(FilePath);
        Assert.NotNull(reader.Spectrum(reader.Scan("run", "scan-1")!));
    }

    private static string Told(ChangeEvent change) => $"{change with { Moved = [] }} {string.Join(',', change.Moved)} {change.Time?.Ticks} {change.Time?.Kind}";

    private IReadOnlyList<ChangeEvent> Read(string run = "run")
    {
        using var reader = new StoreReader(FilePath);
        return reader.Events(run);
    }

    private long Number(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private async Task WriteAsync(params ChangeEvent[] batch)
    {
        using var store = new SqliteStore(new SqliteStoreOptions { File = FilePath });
        await store.Events.WriteAsync(batch, default);
    }
}
