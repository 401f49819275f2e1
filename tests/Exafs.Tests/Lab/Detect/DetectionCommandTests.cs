using System.Text.Json;
using Exafs.Lab;
using Exafs.Lab.Detect;
using Exafs.Pipeline.Changes;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Lab.Detect;

public sealed class DetectionCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-detect-").FullName;

    private static readonly string Runs = Path.Combine(RepositoryFolder.Path, "config", "runs"), Pack = Path.Combine(RepositoryFolder.Path, "config", "packs", "fe");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>One seed of the run that the demo shows: both transitions found, in time and at the right temperature, and nothing else.</summary>
    [Fact]
    public void HeatingRun_OfOneSeed_MeetsWhatIsDemanded()
    {
        var output = Path.Combine(_folder, "report.json");
        var (code, _, said) = Run("evaluate-detection", "--seeds", "7", "--quick", "--runs", Runs, "--pack", Pack, "--output", output, "--markdown", Path.Combine(_folder, "report.md"));

        Assert.True(code == 0, said);
        using var json = JsonDocument.Parse(File.ReadAllText(output));
        var root = json.RootElement;
        Assert.Equal((0, 0), (root.GetProperty("onsets_missed").GetInt32(), root.GetProperty("false_alarms").GetInt32()));
        Assert.InRange(root.GetProperty("t_c_error_kelvin").GetDouble(), 0, 8);
        Assert.InRange(root.GetProperty("delay_scans").GetDouble(), -5, 3);
        Assert.InRange(root.GetProperty("phase_fraction_rmse").GetDouble(), 0, 0.04);
        Assert.Equal(7, root.GetProperty("seeds")[0].GetProperty("seed").GetInt32());
        var transitions = root.GetProperty("runs")[0].GetProperty("transitions");
        Assert.Equal(2, transitions.GetArrayLength());
        Assert.All(transitions.EnumerateArray(), transition => Assert.True(transition.GetProperty("tc_covered").GetBoolean()));
        Assert.Contains("| heating | 1e-3 | 1 (600) | 2 of 2 | 0 |", File.ReadAllText(Path.Combine(_folder, "report.md")));
    }

    [Theory]
    [InlineData("1-", "no list of numbers")]
    [InlineData("9-3", "no list of numbers")]
    [InlineData("one", "no list of numbers")]
    public void Seeds_ThatAreNone_AreWrongUsage(string seeds, string expected)
    {
        var (code, _, said) = Run("evaluate-detection", "--seeds", seeds, "--runs", Runs, "--pack", Pack);

        Assert.Equal(2, code);
        Assert.Contains(expected, said);
    }

    [Fact]
    public void Truth_OfAWayThereAndBack_HasBothTransitions()
    {
        static double Curve(double t, double tc) => 1 / (1 + Math.Exp(-(t - tc) / 7));
        SimulatedScan[] scans =
        [
            .. Enumerable.Range(0, 100).Select(i => Scan(1000 + (4 * i), Curve(1000 + (4 * i), 1200))),
            .. Enumerable.Range(0, 100).Select(i => Scan(1400 - (4 * i), Curve(1400 - (4 * i), 1150))),
        ];

        var found = TrueTransitions.Of(scans);

        Assert.Equal([("fcc", Branch.Heating), ("bcc", Branch.Cooling)], found.Select(transition => (transition.Cause, transition.Branch)));
        Assert.Equal(1200, found[0].Kelvin, 1);
        Assert.Equal(1150, found[1].Kelvin, 1);
        Assert.InRange(scans[found[0].TenPerCent].Fcc, 0.1, 0.2);
        Assert.All(found, transition => Assert.False(transition.GoesBack));
    }

    [Fact]
    public void Judge_CountsWhatWasNotThere_AndWhatWasMissed()
    {
        SimulatedScan[] scans = [.. Enumerable.Range(0, 100).Select(i => Scan(1000 + (4 * i), i < 50 ? 0 : 1) with { Trouble = i == 20 ? "glitch" : null })];
        SaidOfScan Said(int index, ChangeKind kind, string cause) => new(index, ScanFeatures.None.With("phase_fcc", new(scans[index].Fcc + 0.1, 0)), [Event(kind, cause)]);

        var good = new DetectionJudge(scans, [Said(20, ChangeKind.Instrument, "glitch"), Said(51, ChangeKind.Onset, "fcc")]).Judge("made up", 1, 1e-3, true, 0);
        var bad = new DetectionJudge(scans, [Said(20, ChangeKind.Onset, "fcc"), Said(51, ChangeKind.Onset, "hcp")]).Judge("made up", 1, 1e-3, true, 0);

        Assert.Equal((0, 0, 1, 1), (good.OnsetsMissed, good.FalseAlarms, good.InstrumentNamed, good.InstrumentEvents));
        Assert.Equal(1, good.Transitions[0].DelayScans);
        Assert.Equal(0.1, good.PhaseFractionRmse, 9);
        Assert.Equal((1, 2, 0), (bad.OnsetsMissed, bad.FalseAlarms, bad.InstrumentNamed));
    }

    [Fact]
    public void PlainDetectors_OnAStep_AlarmOnce()
    {
        double[] r1 = [.. Enumerable.Range(0, 100).Select(i => 2.5 + (i % 2 * 1e-3) + (i < 60 ? 0 : 0.06))];

        Assert.Equal([60], PlainDetectors.Threshold(r1, 0.03));
        Assert.Equal(60, PlainDetectors.Cusum(r1, 50).First());
        Assert.Empty(PlainDetectors.Threshold(r1, 0.1));
    }

    private static SimulatedScan Scan(double kelvin, double fcc) => new(kelvin, fcc, 0, 14 - (2 * fcc), 12, null);

    private static ChangeEvent Event(ChangeKind kind, string cause) => new() { Series = default, Kind = kind, Cause = cause, ScanId = "", FirstScanId = "", Confidence = 1, Detail = "" };

    private static (int Code, string Results, string Said) Run(params string[] words)
    {
        using StringWriter results = new(), said = new();
        var code = CommandLine.Run(words, results, People.On(said, terminal: false), default);
        return (code, results.ToString(), said.ToString());
    }
}
