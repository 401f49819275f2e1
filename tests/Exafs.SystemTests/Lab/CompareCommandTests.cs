using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Exafs.Lab;
using Exafs.Tests.Lab;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Lab;

/// <summary>exafs-lab compare: words in, JSON, table, figure and exit code out.</summary>
public sealed class CompareCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-compare-").FullName;
    private readonly StringWriter _results = new(CultureInfo.InvariantCulture), _people = new(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Compare_Foils_FindsWhatTheyWereMadeWith()
    {
        string pack = ExamplePack.Write(In("pack")), output = In("out.json"), plot = In("out.svg");

        Assert.Equal(ExitCode.Done, Run("compare", ExamplePack.WriteFoil(In("a.dat"), 0.8, 6), ExamplePack.WriteFoil(In("b.dat"), 1, -4, edge: 7106), "--pack", pack, "--output", output, "--plot", plot));

        JsonElement[] foils = [.. RepositoryFolder.ReadJson(output).EnumerateArray()];
        Assert.Equal("file label e0_ev r_factor first_shell_r_factor s02 s02_sigma delta_e0_ev delta_e0_sigma_ev", string.Join(' ', foils[0].EnumerateObject().Select(member => member.Name)));
        foreach (var (foil, s02, deltaE0, e0) in new[] { (foils[0], 0.8, 6, 7112), (foils[1], 1, -4, 7106) })
        {
            // The curve through the post-edge follows the oscillation a little, and with it the edge step.
            Assert.InRange(foil.GetProperty("s02").GetDouble() / s02, 0.95, 1.05);
            Assert.InRange(foil.GetProperty("delta_e0_ev").GetDouble(), deltaE0 - 0.3, deltaE0 + 0.3);
            Assert.InRange(foil.GetProperty("e0_ev").GetDouble(), e0 - 1, e0 + 1);
            Assert.InRange(foil.GetProperty("r_factor").GetDouble(), 0, 0.005);
        }

        Assert.Contains("a.dat", _people.ToString(), StringComparison.Ordinal);
        Assert.Equal(6, XDocument.Parse(File.ReadAllText(plot)).Descendants().Count(element => element.Name.LocalName == "clipPath"));
    }

    /// <summary>Pack, foil, largest R-factor: what is there of the measured foils and of the packs with a reference, and the example.</summary>
    public static TheoryData<string, string, double> Foils
    {
        get
        {
            TheoryData<string, string, double> foils = new() { { "example", "example", 0.005 } };
            string shared = Path.Combine(RepositoryFolder.Path, "..", "shared", "spectra"), debian = "/usr/share/doc/ifeffit/examples/data";
            foreach (var (pack, foil, largest) in new[]
            {
                ("fe", Path.Combine(shared, "iron", "Fe_Foil_rt_2016Foils.xdi"), 0.02), ("fe", Path.Combine(shared, "iron", "fe.300.xmu"), 0.02),
                ("cu", Path.Combine(shared, "copper", "cu_metal_rt.xdi"), 0.03), ("cu", Path.Combine(debian, "cu_rt01.xmu"), 0.03), ("cu", "/usr/share/pymca/EXAFS_Cu.dat", 0.03),
            })
                if (File.Exists(foil) && File.Exists(Path.Combine(PackFolder(pack), "library", "reference.safetensors"))) foils.Add(pack, foil, largest);
            return foils;
        }
    }

    [Theory]
    [MemberData(nameof(Foils))]
    public void Compare_MeasuredFoil_AgreesWithItsPack(string pack, string foil, double largest)
    {
        var (packFolder, file) = pack == "example" ? (ExamplePack.Write(In("pack")), ExamplePack.WriteFoil(In("foil.dat"))) : (PackFolder(pack), foil);

        Assert.Equal(ExitCode.Done, Run("compare", file, "--pack", packFolder, "--output", In("out.json")));

        JsonElement result = Assert.Single(RepositoryFolder.ReadJson(In("out.json")).EnumerateArray());
        Assert.InRange(result.GetProperty("r_factor").GetDouble(), 0, largest);
        Assert.InRange(result.GetProperty("s02").GetDouble(), 0.65, 0.95);
        Assert.InRange(result.GetProperty("delta_e0_ev").GetDouble(), 4, 11);
    }

    [Fact]
    public void Compare_WhatIsNoFoil_HasItsErrorAndLeavesTheOthersUnharmed()
    {
        string pack = ExamplePack.Write(In("pack")), text = In("text.dat");
        File.WriteAllText(text, "no numbers\n");
        string[] foils =
        [
            ExamplePack.WriteFoil(In("oxide.dat"), chi: k => ExamplePack.Shell(k, 6, 1.95, 0.004) + ExamplePack.Shell(k, 12, 3.05, 0.006)),
            ExamplePack.WriteFoil(In("cobalt.dat"), edge: 7709), ExamplePack.WriteFoil(In("half.dat"), end: 250), text, In("absent.dat"), ExamplePack.WriteFoil(In("foil.dat")),
        ];

        Assert.Equal(ExitCode.SomeFailed, Run(["compare", .. foils, "--pack", pack]));

        using var json = JsonDocument.Parse(_results.ToString());
        JsonElement[] results = [.. json.RootElement.EnumerateArray()];
        Assert.Equal(foils, results.Select(result => result.GetProperty("file").GetString()));
        Assert.Equal(["other_material: R-factor", "other_edge: E0 is 7709", "short_range: χ(k) ends at 8", "text.dat", "Could not find"], results[..5].Zip([24, 22, 27, 8, 14], (result, length) => result.GetProperty("error").GetString()![..length]));
        Assert.False(results[5].TryGetProperty("error", out _));
    }

    [Fact]
    public void Compare_NothingComparable_DrawsNothing()
    {
        Assert.Equal(ExitCode.SomeFailed, Run("compare", In("absent.dat"), "--pack", ExamplePack.Write(In("pack")), "--plot", In("out.svg")));

        Assert.False(File.Exists(In("out.svg")));
        Assert.Contains("no foil was compared", _people.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--pack", "/does/not/exist")]
    [InlineData("--pack", "SHORT")]
    [InlineData("--pack", "DAMAGED")]
    [InlineData("--pack", "GOOD", "--output", "/does/not/exist/out.json")]
    [InlineData("--pack", "GOOD", "--plott", "x.svg")]
    [InlineData()]
    public void Compare_WrongUsage_IsOneLine(params string[] words)
    {
        ExamplePack.Write(In("GOOD"));
        ExamplePack.Write(In("SHORT"), kmax: 12);
        File.WriteAllBytes(Path.Combine(ExamplePack.Write(In("DAMAGED")), "library", "reference.safetensors"), [1, 2, 3]);

        Assert.Equal(ExitCode.WrongUsage, Run(["compare", ExamplePack.WriteFoil(In("foil.dat")), .. words.Select(word => word.All(char.IsUpper) ? In(word) : word)]));

        Assert.InRange(_people.ToString().TrimEnd().Split('\n').Length, 1, 2);
    }

    private static string PackFolder(string pack) => Path.Combine(RepositoryFolder.Path, "config", "packs", pack);

    private string In(string name) => Path.Combine(_folder, name);

    private int Run(params string[] words) => CommandLine.Run(words, _results, People.On(_people, terminal: false), CancellationToken.None);
}
