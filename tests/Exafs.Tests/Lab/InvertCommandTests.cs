using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Exafs.Lab;
using Exafs.Lab.Invert;
using Exafs.Physics.Estimates;
using Exafs.Tests.Pipeline;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Lab;

/// <summary>exafs-lab invert: words in, JSON, table, figure and exit code out.</summary>
public sealed class InvertCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-invert-").FullName;
    private readonly StringWriter _results = new(CultureInfo.InvariantCulture), _people = new(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_Spectra_AreOneObjectEachWithEveryKey()
    {
        string chi = WriteChi("foil.chi"), plot = In("out.svg");
        var estimator = new FakeEstimator();

        Assert.Equal(ExitCode.Done, Invert(estimator, [ExamplePack.WriteFoil(In("foil.dat")), chi], plot));

        using JsonDocument json = JsonDocument.Parse(_results.ToString());
        JsonElement[] results = [.. json.RootElement.EnumerateArray()];
        Assert.Equal(2, Assert.Single(estimator.Calls).Length);
        Assert.Equal(
            "input label columns e0_ev calibrated pack n_within_3_2_angstrom n_within_3_2_sigma density_per_angstrom3 density_sigma shells phases phases_sigma ood_score ood ood_reasons consistency_r_factor disagreements delta_e0_ev s02 kmax_per_angstrom trusted_r_max_angstrom r_angstrom g_per_angstrom g_sigma shell_covariance",
            Keys(results[0]));
        Assert.Equal("n n_sigma distance_angstrom distance_sigma sigma2_angstrom2 sigma2_sigma c3_angstrom3 c3_sigma skewness skewness_sigma n_ratio n_ratio_sigma", Keys(results[0].GetProperty("shells")[1]));
        Assert.Equal("bcc fcc hcp disordered", Keys(results[0].GetProperty("phases")));
        Assert.Equal((2.48, 0.031, false, 14.02), (results[0].GetProperty("shells")[0].GetProperty("distance_angstrom").GetDouble(), results[0].GetProperty("phases_sigma").GetProperty("bcc").GetDouble(), results[0].GetProperty("ood").GetBoolean(), results[0].GetProperty("n_within_3_2_angstrom").GetDouble()));
        Assert.All(new[] { "g_per_angstrom", "g_sigma" }, key => Assert.Equal(211, results[0].GetProperty(key).GetArrayLength()));
        Assert.Equal("k = column 1 'k'; χ = column 2 'chi'", results[1].GetProperty("columns").GetString());
        Assert.False(results[1].TryGetProperty("e0_ev", out _));
        Assert.Contains("2.480 ± 0.004", _people.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, XDocument.Parse(File.ReadAllText(plot)).Descendants().Count(element => element.Name.LocalName == "clipPath"));
    }

    [Fact]
    public void Run_OneSpectrum_IsOneObjectWithWhatIsDoubted()
    {
        var estimator = new Doubting();

        Assert.Equal(ExitCode.Done, Invert(estimator, [WriteChi("foil.chi")]));

        using JsonDocument json = JsonDocument.Parse(_results.ToString());
        Assert.True(json.RootElement.GetProperty("ood").GetBoolean());
        Assert.Equal("N1: 8 and 12", json.RootElement.GetProperty("disagreements")[0].GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("density_per_angstrom3").ValueKind);
        Assert.Equal(12, json.RootElement.GetProperty("second_opinion").GetProperty("shells")[2].GetProperty("n").GetDouble());
        Assert.Contains("0.80 !", _people.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhatCannotBeInverted_HasItsErrorAndLeavesTheOthersUnharmed()
    {
        string text = In("text.dat"), copper = WriteChi("copper.chi", "# Element.symbol: Cu\n# k chi"), weighted = WriteChi("weighted.chi", "# k chik");
        File.WriteAllText(text, "no numbers\n");
        var estimator = new FakeEstimator();

        Assert.Equal(ExitCode.SomeFailed, Invert(estimator, [text, copper, weighted, In("absent.dat"), ExamplePack.WriteFoil(In("cobalt.dat"), edge: 7709), WriteChi("good.chi")]));

        using JsonDocument json = JsonDocument.Parse(_results.ToString());
        JsonElement[] results = [.. json.RootElement.EnumerateArray()];
        foreach (var (result, error) in results.Zip(["text.dat: no numeric rows", "other_element: the spectrum is of Cu; the pack is of Fe", "weighted.chi: column 2 'chik' may or may not be weighted", "Could not find file", "other_element: E0 is 7709"]))
            Assert.StartsWith(error, result.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(results[5].TryGetProperty("error", out _));
        Assert.Single(Assert.Single(estimator.Calls));
    }

    [Fact]
    public void Invert_WithTheDecompositionOfAPack_TakesItsNominalCalibrationAndSaysSo()
    {
        var pack = ExamplePack.WriteWhole(In("pack"));
        string foil = ExamplePack.WriteFoil(In("foil.dat"), 0.8, 8), calibration = In("calibration.json");
        File.WriteAllText(calibration, """{ "format": "exafs-calibration-v1", "element": "Fe", "edge": "K", "pack": "fe", "pack_sha256": "00", "delta_e0_ev": 7.5, "delta_e0_sigma_ev": 0.1, "s02": 0.82, "s02_sigma": 0.01, "temperature_kelvin": 295, "time_utc": "1970-01-01T00:00:00Z", "foils": [ { "file": "fe.xmu", "delta_e0_ev": 7.5, "delta_e0_sigma_ev": 0.1, "s02": 0.82, "s02_sigma": 0.01, "r_factor": 0.01 } ] }""");

        Assert.Equal(ExitCode.Done, Run("invert", foil, "--pack", pack, "--engine", "decomposition", "--output", In("nominal.json")));
        Assert.Equal(ExitCode.Done, Run("invert", foil, "--pack", pack, "--engine", "decomposition", "--calibration", calibration, "--output", In("calibrated.json")));

        JsonElement nominal = RepositoryFolder.ReadJson(In("nominal.json")), calibrated = RepositoryFolder.ReadJson(In("calibrated.json"));
        Assert.Equal((false, 8.0, 0.8), (nominal.GetProperty("calibrated").GetBoolean(), nominal.GetProperty("delta_e0_ev").GetDouble(), nominal.GetProperty("s02").GetDouble()));
        Assert.Equal((true, 7.5, 0.82), (calibrated.GetProperty("calibrated").GetBoolean(), calibrated.GetProperty("delta_e0_ev").GetDouble(), calibrated.GetProperty("s02").GetDouble()));
        Assert.Equal("fe", nominal.GetProperty("pack").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("--pack", "/does/not/exist")]
    [InlineData("--pack", "PACK")]
    [InlineData("--pack", "PACK", "--engine", "jax")]
    [InlineData("--pack", "PACK", "--engine", "decomposition", "--calibration", "/does/not/exist.json")]
    [InlineData("--pack", "PACK", "--engine", "decomposition", "--output", "/does/not/exist/out.json")]
    [InlineData("--pack", "PACK", "--plott", "x.svg")]
    [InlineData()]
    public void Invert_WrongUsage_IsOneLine(params string[] words)
    {
        ExamplePack.WriteWhole(In("PACK"));

        Assert.Equal(ExitCode.WrongUsage, Run(["invert", WriteChi("foil.chi"), .. words.Select(word => word.All(char.IsUpper) ? In(word) : word)]));

        Assert.InRange(_people.ToString().TrimEnd().Split('\n').Length, 1, 2);
    }

    private int Invert(IStructureEstimator estimator, string[] files, string? plot = null) =>
        new InvertCommand(_results, People.On(_people, terminal: false)).Run(files, new EdgeGate("Fe", "K"), estimator, calibrated: true, "-", plot);

    private int Run(params string[] words) => CommandLine.Run(words, _results, People.On(_people, terminal: false), CancellationToken.None);

    private string In(string name) => Path.Combine(_folder, name);

    private string WriteChi(string name, string header = "# k chi")
    {
        File.WriteAllLines(In(name), ExamplePack.Grid(14).Select(k => string.Create(CultureInfo.InvariantCulture, $"{k:F2} {ExamplePack.Chi(k):F8}")).Prepend(header));
        return In(name);
    }

    private static string Keys(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(member => member.Name));

    private sealed class Doubting : IStructureEstimator
    {
        public IReadOnlyList<EstimateOutcome> Estimate(IReadOnlyList<ChiK> batch) => [.. batch.Select(_ => new EstimateOutcome(
            FakeEstimator.Of(0) with { OodScore = 0.8, SecondOpinion = FakeEstimator.Of(1), Disagreements = ["N1: 8 and 12"], Density = new(double.NaN, double.NaN) }, null))];
    }
}
