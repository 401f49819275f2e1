using System.Globalization;
using System.Text.RegularExpressions;
using Exafs.Adapters.Files;
using Exafs.Adapters.Storage;
using Exafs.Lab;
using Exafs.Pipeline.Changes;
using Exafs.SystemTests.Adapters;

namespace Exafs.SystemTests.Lab;

/// <summary>exafs-lab report: what is told, drawn and written, and what is refused.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private const string Injected = "<script>alert('x')</script>&\"*a*";
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-report-").FullName;
    private readonly StringWriter _people = new(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Report_HeatingRun_TellsItsChangesWithErrorsAndDrawsThem()
    {
        await HeatingStore.WriteAsync(In("run.db"), 120);

        Assert.Equal(ExitCode.Done, Run("report", In("run.db"), "--output", In("out/heat.html")));

        var page = File.ReadAllText(In("out/heat.html"));
        Assert.All(
            (string[])["Run fe-heating", "Fe K", "On heating, fcc is complete, Tc = 1190.3 ± 0.7 K, width (10 to 90 %) 26.1 ± 2.2 K", "On heating, fcc begins to form at 1176.2 ± 2.1 K",
                "Hysteresis: Tc on heating lies 29.9 ± 1.1 K above that on cooling.", "the beam was lost", "fe (eeeeeeee)", "2 events of the instrument were recognised",
                "N within 3.2 Å | 13.96 ± 0.20 | 12.04 ± 0.20 | −1.92 ± 0.28 | 6.8", "volume per atom"],
            words => Assert.Contains(words, Plain(page.Replace("</td><td>", " | ", StringComparison.Ordinal)), StringComparison.Ordinal));
        Assert.All((string[])["Radial distribution", "Phases on heating", "Phases on cooling", "Distance of the first shell", "Fraction of fcc", "Rejected scans by reason"], title => Assert.Contains(title, Plain(page), StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.Empty(Regex.Matches(page, "(src|url|href)\\s*[=(]\\s*[\"']?https?:"));
        Assert.Equal(Ids(page).Length, Ids(page).Distinct().Count());
        Assert.Contains("heat.html: run fe-heating, 120 scans, 6 events,", _people.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_Events_HaveTheirSpectraAsXdi()
    {
        await HeatingStore.WriteAsync(In("run.db"), 120);

        Run("report", In("run.db"), "--output", In("out"));

        var folder = In("out/report-xdi");
        FileScan mu = Assert.Single(ScanFile.Read(Directory.GetFiles(folder, "002-onset-fcc-before-*-mu.xdi").Single()));
        using var store = new StoreReader(In("run.db"));
        ChangeEvent onset = store.Events("fe-heating")[1];
        StoredScan before = store.Scan("fe-heating", onset.BeforeScanId!)!;
        Assert.Equal(("Fe", "K", before.StartTime), (mu.Scan.Element, mu.Scan.Edge, mu.Scan.StartTime));
        Assert.Equal(before.SampleTemperature!.Value, mu.Scan.SampleTemperature!.Value, 1e-3);
        Assert.Equal(store.Spectrum(before)!.Mu.ToArray(), mu.Scan.Mu.ToArray());
        FileChi chi = ChiFile.Read(Directory.GetFiles(folder, "003-completion-fcc-at-*-chi_k.xdi").Single())!;
        Assert.Equal(store.Spectrum(store.Scan("fe-heating", store.Events("fe-heating")[2].ScanId)!)!.Chi.ToArray(), chi.Chi.Chi.ToArray());
        Assert.Equal("i0", File.ReadAllText(Directory.GetFiles(folder, "001-instrument-i0_loss-at-*-counts.xdi").Single()).Split("Column.2: ")[1].Split('\n')[0]);
        var linked = Regex.Matches(File.ReadAllText(In("out/report.html")), "href=\"(report-xdi/[^\"]+)\"").Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(linked);
        Assert.All(linked, path => Assert.True(File.Exists(In($"out/{path}")), path));
    }

    [Fact]
    public async Task Report_SameRun_IsTheSamePage()
    {
        await HeatingStore.WriteAsync(In("run.db"), 60);

        Run("report", In("run.db"), "--output", In("a.html"));
        Run("report", In("run.db"), "--output", In("b.html"));

        Assert.Equal(File.ReadAllText(In("a.html")).Replace("a-xdi", "b-xdi", StringComparison.Ordinal), File.ReadAllText(In("b.html")));
    }

    [Fact]
    public async Task Report_NamesFromData_AreEscapedAndNameNoFolder()
    {
        ChangeEvent[] events = [.. HeatingStore.Events(40, Injected).Select(change => change with { Cause = "../" + Injected, Detail = Injected, Moved = [new(Injected, new(1, 0.1), new(2, 0.1))] })];
        await HeatingStore.WriteAsync(In("run.db"), 40, Injected, events: events);

        Assert.Equal(ExitCode.Done, Run("report", In("run.db"), "--output", In("page.html")));

        var page = File.ReadAllText(In("page.html"));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert", page, StringComparison.Ordinal);
        Assert.Equal(["page-xdi"], Directory.GetDirectories(_folder).Select(Path.GetFileName));
        Assert.All(Directory.GetFiles(In("page-xdi")), file => Assert.DoesNotContain('<', file));
    }

    [Fact]
    public async Task Report_RunWithoutPack_HasWhatThereIs()
    {
        await HeatingStore.WriteAsync(In("run.db"), 60, structures: false, events: []);

        Assert.Equal(ExitCode.Done, Run("report", In("run.db"), "--output", In("page.html")));

        var page = File.ReadAllText(In("page.html"));
        Assert.Contains("Height of the first peak", Plain(page), StringComparison.Ordinal);
        Assert.Contains("No change of the structure was announced.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Radial distribution d", Plain(page), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("page-xdi")));
    }

    [Fact]
    public async Task Report_RejectedScansAlone_HasTheirReasons()
    {
        using (var store = new SqliteStore(new SqliteStoreOptions { File = In("run.db") }))
            await store.WriteAsync([ReportExamples.Rejected(1), ReportExamples.Rejected(2)], default);

        Assert.Equal(ExitCode.Done, Run("report", In("run.db"), "--output", In("page.html")));

        var page = File.ReadAllText(In("page.html"));
        Assert.Contains("2: 0 analysed, 2 rejected", page, StringComparison.Ordinal);
        Assert.Contains("no_edge (2)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_RunOfEventsAlone_IsTold()
    {
        using (var store = new SqliteStore(new SqliteStoreOptions { File = In("run.db") }))
            await store.Events.WriteAsync(HeatingStore.Events(40, "lost"), default);

        Assert.Equal(ExitCode.Done, Run("report", In("run.db"), "--output", In("page.html")));

        Assert.Contains("No scan came.", File.ReadAllText(In("page.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_SeveralRuns_TakesTheLastOrTheOneThatIsNamed()
    {
        await HeatingStore.WriteAsync(In("run.db"), 20, "first");
        await HeatingStore.WriteAsync(In("run.db"), 20, "second");

        Run("report", In("run.db"), "--output", In("a.html"));
        Run("report", In("run.db"), "--run", "first", "--output", In("b.html"));

        Assert.Contains("<h1>Run second</h1>", File.ReadAllText(In("a.html")), StringComparison.Ordinal);
        Assert.Contains("<h1>Run first</h1>", File.ReadAllText(In("b.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_WrongUsage_IsRefusedAndNothingWritten()
    {
        await HeatingStore.WriteAsync(In("run.db"), 20);
        using (new SqliteStore(new SqliteStoreOptions { File = In("empty.db") }))
        {
        }

        File.WriteAllText(In("file"), "");
        Assert.Equal(ExitCode.WrongUsage, Run("report", In("run.db")));
        Assert.Equal(ExitCode.WrongUsage, Run("report", In("absent.db"), "--output", In("page.html")));
        Assert.Equal(ExitCode.WrongUsage, Run("report", In("empty.db"), "--output", In("page.html")));
        Assert.Equal(ExitCode.WrongUsage, Run("report", In("run.db"), "--run", "another", "--output", In("page.html")));
        Assert.Equal(ExitCode.WrongUsage, Run("report", In("run.db"), "--output", In("file/page.html")));

        Assert.Contains("has no run another; it has fe-heating", _people.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(In("page.html")));
    }

    [Fact]
    public void Report_Help_TellsItsOptions()
    {
        var results = new StringWriter(CultureInfo.InvariantCulture);

        Assert.Equal(ExitCode.Done, CommandLine.Run(["report", "--help"], results, People.On(_people, terminal: false), default));

        Assert.All((string[])["<store>", "--run", "--output", "absent: the last one"], word => Assert.Contains(word, results.ToString(), StringComparison.Ordinal));
    }

    /// <summary>Without elements: titles have italics in them.</summary>
    private static string Plain(string page) => Regex.Replace(page, "<[^>]+>", "");

    private static string[] Ids(string page) => [.. Regex.Matches(page, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];

    private string In(string name) => Path.Combine(_folder, name);

    private int Run(params string[] words) => CommandLine.Run(words, TextWriter.Null, People.On(_people, terminal: false), default);
}
