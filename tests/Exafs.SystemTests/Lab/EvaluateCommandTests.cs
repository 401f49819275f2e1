using System.Globalization;
using System.Text.Json;
using Exafs.Inference.Networks;
using Exafs.Inference.Packs;
using Exafs.Lab;
using Exafs.Tests.Inference.Packs;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Lab;

/// <summary>exafs-lab evaluate: what a pack can do, held against what is demanded.</summary>
public sealed class EvaluateCommandTests : IDisposable
{
    private const string Debian = "/usr/share/doc/ifeffit/examples/data";

    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-evaluate-").FullName;
    private readonly StringWriter _results = new(CultureInfo.InvariantCulture), _people = new(CultureInfo.InvariantCulture);

    /// <summary>The repository's packs, and one that has learnt nothing.</summary>
    public static TheoryData<string> Packs =>
        ["", .. Directory.GetDirectories(Path.Combine(RepositoryFolder.Path, "config", "packs")).Where(folder => File.Exists(Path.Combine(folder, PackManifest.FileName))).Select(folder => Path.GetFileName(folder)!)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Packs))]
    public void EvaluateQuick_Pack_HoldsUnlessItHasLearntNothing(string name)
    {
        if (name.Length == 0) RandomPack.Save(In("pack"));
        var learnt = name.Length > 0;

        var code = Run("evaluate", "--quick", "--pack", learnt ? Config(name) : In("pack"), "--data", Path.Combine(Config(learnt ? name : "fe"), "library"), "--output", In("out.json"));

        var values = Values(In("out.json"));
        bool Holds(string test, string quantity, double low, double high) => values.TryGetValue((test, quantity), out var value) && value >= low && value <= high;
        Assert.Equal(learnt, Holds("Held-out potentials, noise 1e-3", "N(0–3.2 Å)", 0, 4));
        Assert.Equal(learnt, Holds("Held-out potentials, noise 1e-3", "R1", 0, 0.02));
        Assert.Equal(learnt, Holds("Held-out potentials, noise 1e-3", "σ²1", 0, 20));
        Assert.Equal(learnt, Holds("Held-out potentials, other scattering", "R-factor of g(R), 1.8–5.2 Å", 0, 0.03));
        Assert.Equal(learnt, Holds("Error bars, held-out potentials", "68 % interval holds", 50, 90) && Holds("Error bars, held-out potentials", "95 % interval holds", 85, 100));
        // A pack that says a quarter of each phase is, of mixtures, not far enough off to tell.
        if (name == "fe") Assert.True(Holds("bcc beside fcc, held-out potentials, 900–1300 K, E0 ± 0.3 eV", "part of bcc, RMSE", 0, 0.1));
        if (!learnt) Assert.Equal(ExitCode.SomeFailed, code);
    }

    [Fact]
    public void Evaluate_FoilsAndWhatIsNone_AreInTheReport()
    {
        var manifest = RandomPack.Manifest(16, 1, 1);
        manifest = manifest with { Element = "Cu", Features = manifest.Features with { EdgeEnergy = 8979 }, Forward = null };
        ModelPack.Save(In("pack"), manifest, [NetworkWeights.Random(manifest.Network, 1)]);

        Run("evaluate", "--pack", In("pack"), "--data", Path.Combine(Config("cu"), "library"), "--foils", Path.Combine(Debian, "cu_rt01.xmu"), $"{Path.Combine(Debian, "cu.xmu")}=10", "--unlike", Path.Combine(Debian, "feo.xmu"), "--output", In("out.json"), "--markdown", "-");

        JsonElement report = RepositoryFolder.ReadJson(In("out.json"));
        JsonElement[] foils = [.. report.GetProperty("foils").EnumerateArray()];
        Assert.Equal(["cu_rt01.xmu", "cu.xmu", "cu_rt01.xmu", "cu.xmu"], foils.Select(foil => foil.GetProperty("label").GetString()));
        Assert.Equal([295.0, 10, 295, 10], foils.Select(foil => foil.GetProperty("kelvin").GetDouble()));
        var values = Values(In("out.json"));
        // Iron oxide is refused at the door of a copper pack: as unlike as can be.
        Assert.Equal(1, values[("Unlike the training set, measured", "AUROC: feo.xmu")]);
        Assert.Equal(0, values[("A scan that grows, at 149 lengths", "exceptions")]);
        Assert.True(values[("Networks alone", "managed, one scan")] > 0);
        Assert.Contains("σ²1 at 10 K, worst error", values.Keys.Select(key => key.Quantity));
        Assert.Contains(values.Keys, key => key.Test.StartsWith("kmax 10, 11, 12, 13, 14", StringComparison.Ordinal) && key.Test.EndsWith("cu_rt01.xmu", StringComparison.Ordinal));
        Assert.Contains("| cu.xmu | 10 | networks, calibrated by the first |", _results.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluateCompare_TwoPacks_StandSideBySide()
    {
        RandomPack.Save(In("one"), members: 1);
        RandomPack.Save(In("two"), hidden: 16, members: 1);

        Assert.Equal(ExitCode.Done, Run("evaluate", "--compare", In("one"), In("two"), "--data", Path.Combine(Config("fe"), "library"), "--quick", "--output", In("out.json"), "--markdown", "-"));

        Assert.Equal(2, RepositoryFolder.ReadJson(In("out.json")).GetArrayLength());
        Assert.StartsWith("| test | quantity | random | random |", _results.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--pack", "/does/not/exist")]
    [InlineData("--pack", "PACK")]
    [InlineData("--pack", "PACK", "--data", "/does/not/exist")]
    [InlineData("--pack", "PACK", "--compare", "PACK")]
    public void Evaluate_WhatCannotBe_IsOneLine(params string[] words)
    {
        RandomPack.Save(In("PACK"), members: 1);

        Assert.Equal(ExitCode.WrongUsage, Run(["evaluate", .. words.Select(word => word == "PACK" ? In(word) : word)]));

        Assert.Single(_people.ToString().TrimEnd().Split('\n'));
    }

    private static Dictionary<(string Test, string Quantity), double> Values(string file) => RepositoryFolder.ReadJson(file).GetProperty("findings").EnumerateArray().ToDictionary(
        finding => (finding.GetProperty("test").GetString()!, finding.GetProperty("quantity").GetString()!),
        finding => finding.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : double.NaN);

    private static string Config(string pack) => Path.Combine(RepositoryFolder.Path, "config", "packs", pack);

    private string In(string name) => Path.Combine(_folder, name);

    private int Run(params string[] words) => CommandLine.Run(words, _results, People.On(_people, terminal: false), CancellationToken.None);
}
