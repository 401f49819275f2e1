using System.Globalization;
using System.Text.Json;
using Exafs.Adapters.Files;
using Exafs.Lab;
using Exafs.Tests.Reference;
using Spectre.Console;

namespace Exafs.Tests.Lab;

/// <summary>The command line as a caller sees it: words in, JSON, table and exit code out.</summary>
public sealed class ReduceCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-reduce-").FullName;
    private readonly StringWriter _results = new(CultureInfo.InvariantCulture), _people = new(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Reduce_OneSpectrum_IsOneObjectWithAllKeys()
    {
        Assert.Equal(ExitCode.Done, Run("reduce", Fixture("two_columns_ev.dat")));

        using JsonDocument json = JsonDocument.Parse(_results.ToString());
        JsonElement result = json.RootElement;
        Assert.Equal(
            "input label format columns parameters e0_ev edge_step energy_ev mu pre_edge post_edge norm flat bkg k_per_angstrom chi delta_chi r_angstrom chir_mag chir_re chir_im epsilon_k epsilon_r kmax_suggest_per_angstrom limit",
            string.Join(' ', result.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(7112, result.GetProperty("e0_ev").GetDouble(), 1.5);
        Assert.InRange(result.GetProperty("edge_step").GetDouble(), 0.8, 1.2);
        Assert.Equal(ScanFile.Read(Fixture("two_columns_ev.dat"))[0].Scan.Mu.ToArray(), result.GetProperty("mu").EnumerateArray().Select(v => v.GetDouble()).ToArray());
        foreach ((string key, string of) in new[] { ("norm", "energy_ev"), ("flat", "energy_ev"), ("bkg", "energy_ev"), ("chi", "k_per_angstrom"), ("chir_mag", "r_angstrom"), ("chir_re", "r_angstrom"), ("chir_im", "r_angstrom") })
            Assert.True(result.GetProperty(key).GetArrayLength() == result.GetProperty(of).GetArrayLength() && result.GetProperty(of).GetArrayLength() > 0, key);
        Assert.Contains("two_columns_ev.dat", _people.ToString(), StringComparison.Ordinal);
        Assert.Contains("energy = column 1; µ = column 2", _people.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reduce_OneBadInput_LeavesTheOthersUnharmed()
    {
        string empty = Path.Combine(_folder, "empty.dat"), output = Path.Combine(_folder, "out.json");
        File.WriteAllText(empty, "");

        Assert.Equal(ExitCode.SomeFailed, Run("reduce", Fixture("counts.xdi"), empty, Path.Combine(_folder, "absent.dat"), Fixture("spec.dat"), "--output", output));

        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(output));
        JsonElement[] results = [.. json.RootElement.EnumerateArray()];
        Assert.Equal(["counts.xdi", "empty.dat", "absent.dat", "spec.dat", "spec.dat"], results.Select(result => Path.GetFileName(result.GetProperty("input").GetString())));
        Assert.Equal([false, true, true, false, false], results.Select(result => result.TryGetProperty("error", out _)));
        Assert.Equal("empty.dat: the file is empty", results[1].GetProperty("error").GetString());
        Assert.All(results, result => Assert.Equal(result.TryGetProperty("error", out _), !result.TryGetProperty("chi", out _)));
        Assert.Equal("", _results.ToString());
        Assert.Equal([output], Directory.GetFiles(_folder, "out.json*"));
    }

    [Fact]
    public void Reduce_ScanThatEndsBeforeChi_SaysWhyAndIsNoFailure()
    {
        string path = Path.Combine(_folder, "short.dat");
        File.WriteAllLines(path, File.ReadLines(Fixture("two_columns_ev.dat")).Take(38));

        Assert.Equal(ExitCode.Done, Run("reduce", path));

        using JsonDocument json = JsonDocument.Parse(_results.ToString());
        Assert.Equal(JsonValueKind.String, json.RootElement.GetProperty("limit").ValueKind);
        Assert.Equal(0, json.RootElement.GetProperty("chi").GetArrayLength());
    }

    [Fact]
    public void Reduce_Parameters_AreUsedAndTold()
    {
        string parameters = Path.Combine(_folder, "parameters.json");
        File.WriteAllText(parameters, """{"e0": 7110, "rmax_out": 4}""");

        Assert.Equal(ExitCode.Done, Run("reduce", Fixture("counts.xdi"), "--parameters", parameters));

        using JsonDocument json = JsonDocument.Parse(_results.ToString());
        Assert.Equal(7110, json.RootElement.GetProperty("e0_ev").GetDouble());
        Assert.Equal(7110, json.RootElement.GetProperty("parameters").GetProperty("e0").GetDouble());
        Assert.InRange(json.RootElement.GetProperty("r_angstrom").EnumerateArray().Last().GetDouble(), 3.9, 4.1);
    }

    [Theory]
    [InlineData("""{"kweigth": 2}""", "kweigth: no such parameter")]
    [InlineData("""{"rbkg": 0}""", "rbkg: 0 is not")]
    public void Reduce_WrongParameters_AreOneLineNamingTheKey(string parameters, string message)
    {
        string path = Path.Combine(_folder, "parameters.json");
        File.WriteAllText(path, parameters);

        Assert.Equal(ExitCode.WrongUsage, Run("reduce", Fixture("counts.xdi"), "--parameters", path));

        Assert.StartsWith(message, _people.ToString(), StringComparison.Ordinal);
        Assert.Single(_people.ToString().TrimEnd().Split('\n'));
        Assert.Equal("", _results.ToString());
    }

    [Theory]
    [InlineData("reduce")]
    [InlineData("reduce", "a.dat", "--paramters", "p.json")]
    [InlineData("reduce", "a.dat", "--parameters", "/does/not/exist.json")]
    [InlineData("reduce", "a.dat", "--output", "/does/not/exist/out.json")]
    [InlineData("replay", "a.dat")]
    [InlineData("replay", "a.dat", "--bind", "tcp://127.0.0.1:5555", "--rate", "-1")]
    [InlineData("replay", "/does/not/exist", "--bind", "tcp://127.0.0.1:5555")]
    [InlineData("revert")]
    public void WrongUsage_OfAnyKind_IsExitCodeTwo(params string[] words) => Assert.Equal(ExitCode.WrongUsage, Run(words));

    [Fact]
    public void Help_NamesTheCommands()
    {
        Assert.Equal(ExitCode.Done, Run("--help"));

        Assert.Contains("reduce <input>", _results.ToString(), StringComparison.Ordinal);
        Assert.Contains("replay <source>", _results.ToString(), StringComparison.Ordinal);
    }

    private int Run(params string[] words) => CommandLine.Run(words, _results, People.On(_people, terminal: false), CancellationToken.None);

    private static string Fixture(string name) => Path.Combine(RepositoryFolder.Path, "tests", "reference", "formats", name);
}
