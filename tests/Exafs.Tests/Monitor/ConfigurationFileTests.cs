using System.Text.Json;
using System.Text.Json.Nodes;
using Exafs.Monitor.Options;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Monitor;

/// <summary>config/monitor.json and what may be done to it.</summary>
public class ConfigurationFileTests
{
    private static readonly string Shipped = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "config", "monitor.json"));

    /// <summary>Every key of the shipped file, with its full path.</summary>
    public static TheoryData<string> Keys => [.. Leaves(Parsed(), "").Select(leaf => leaf.Key)];

    [Fact]
    public void Parse_ShippedFile_HasEveryKeyWithItsDefault()
    {
        var (options, problems) = ConfigurationFile.Parse(Shipped);

        Assert.Empty(problems);
        var inForce = JsonNode.Parse(ConfigurationFile.Format(options!))!.AsObject();
        Assert.Equal(Leaves(inForce, ""), Leaves(Parsed(), ""));
        Assert.Equal(ConfigurationFile.Format(new MonitorOptions()), ConfigurationFile.Format(options!));
    }

    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "config"), "*.json"),
        Path.Combine(RepositoryFolder.Path, "config", "compose", "monitor.json"),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Parse_EveryFileOfConfig_Binds(string file) => Assert.Empty(ConfigurationFile.Parse(File.ReadAllText(file)).Problems);

    [Theory]
    [MemberData(nameof(Keys))]
    public void Parse_KeyLeftOut_TakesTheDefault(string key)
    {
        var file = Parsed();
        Parent(file, key).Remove(Name(key));
        var (options, problems) = ConfigurationFile.Parse(file.ToJsonString());

        Assert.Empty(problems);
        Assert.Equal(ConfigurationFile.Format(new MonitorOptions()), ConfigurationFile.Format(options!));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Parse_KeyMisspelt_IsNamedWithItsFullPath(string key)
    {
        var file = Parsed();
        Parent(file, key)[Name(key) + "x"] = 1;

        Assert.StartsWith($"{key}x: unknown key; allowed are ", Assert.Single(ConfigurationFile.Parse(file.ToJsonString()).Problems));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Parse_ValueOfAnImpossibleType_IsNamedWithItsFullPath(string key)
    {
        var file = Parsed();
        Parent(file, key)[Name(key)] = new JsonObject();

        Assert.StartsWith($"{key} = {{}}: allowed is ", Assert.Single(ConfigurationFile.Parse(file.ToJsonString()).Problems));
    }

    [Theory]
    [InlineData("reduction.rbkg_angstrom", "50", "reduction.rbkg_angstrom = 50: allowed is a number from 0.1 to 5")]
    [InlineData("reduction.rbkg_angstrom", "\"1\"", "reduction.rbkg_angstrom = \"1\": allowed is a number from 0.1 to 5")]
    [InlineData("reduction.rbkg_angstrom", "null", "reduction.rbkg_angstrom = null: allowed is a number from 0.1 to 5")]
    [InlineData("reduction.nknots", "4", "reduction.nknots = 4: allowed is a whole number from 5 to 128, or null")]
    [InlineData("reduction.nclamp", "2.5", "reduction.nclamp = 2.5: allowed is a whole number from 0 to 100")]
    [InlineData("reduction.e0_policy", "\"guess\"", "reduction.e0_policy = \"guess\": allowed is one of first_scan, fixed, reference, per_scan")]
    [InlineData("reduction.e0_policy", "1", "reduction.e0_policy = 1: allowed is one of first_scan, fixed, reference, per_scan")]
    [InlineData("reduction.e0_policy", "\"fixed\"", "reduction.e0_ev: must be given where e0_policy is fixed")]
    [InlineData("reduction.e0_ev", "7112", "reduction.e0_ev: must be null unless e0_policy is fixed")]
    [InlineData("reduction.compatibility", "\"larch\"", "reduction.compatibility = \"larch\": allowed is one of none, larch-2026.3.1, larch-0.9.58")]
    [InlineData("reduction.kmax_per_angstrom", "1e999", "reduction.kmax_per_angstrom = 1e999: allowed is a number from 1 to 40, or null")]
    [InlineData("reduction.fourier.kmin_per_angstrom", "13", "reduction.fourier.kmin_per_angstrom: 13 must be below kmax_per_angstrom, 12")]
    [InlineData("reduction", "3", "reduction: allowed is an object with the keys e0_policy, e0_ev")]
    [InlineData("quality.i0_loss_fraction", "1.5", "quality.i0_loss_fraction = 1.5: allowed is a number from 0 to 1")]
    [InlineData("zeromq.connect", "[\"beamline:5555\"]", "zeromq.connect: \"beamline:5555\" is no endpoint")]
    [InlineData("zeromq.connect", "[]", "zeromq.connect: give endpoints either to connect to or to bind")]
    [InlineData("zeromq.connect", "null", "zeromq.connect = null: allowed is a list of texts")]
    [InlineData("store.path", "\" \"", "store.path: must name a file")]
    [InlineData("store.path", "null", "store.path = null: allowed is a text")]
    [InlineData("influxdb.url", "\"influx\"", "influxdb.url: \"influx\" is no address")]
    [InlineData("inference.engine", "\"jax\"", "inference.engine: \"jax\" is none; allowed are managed, torch:cpu, torch:cuda:0 and decomposition")]
    [InlineData("inference.s02", "0.8", "inference.delta_e0_ev: delta_e0_ev and s02 belong together: give both or neither")]
    [InlineData("inference.s02", "3", "inference.s02 = 3: allowed is a number from 0.1 to 2, or null")]
    [InlineData("inference.calibrate_from", "\"foil\"", "inference.calibrate_from = \"foil\": allowed is one of configuration, reference")]
    [InlineData("deglitch.enabled", "\"yes\"", "deglitch.enabled = \"yes\": allowed is true or false")]
    public void Parse_ImpossibleValue_SaysWhatIsAllowed(string key, string value, string problem)
    {
        var file = Parsed();
        Parent(file, key)[Name(key)] = JsonNode.Parse(value);

        Assert.StartsWith(problem, Assert.Single(ConfigurationFile.Parse(file.ToJsonString()).Problems));
    }

    [Fact]
    public void Parse_RangesUpsideDown_NamesTheKey()
    {
        var problems = ConfigurationFile.Parse("""{"reduction": {"pre1_ev": -50, "pre2_ev": -100, "norm1_ev": 500, "norm2_ev": 150}}""").Problems;

        Assert.Equal(["reduction.pre1_ev: -50 must be below pre2_ev, -100", "reduction.norm1_ev: 500 must be below norm2_ev, 150"], problems.AsEnumerable());
    }

    [Theory]
    [InlineData("""{"inference": {"calibrate_from": "reference", "delta_e0_ev": 8, "s02": 0.8}}""", "inference.calibrate_from: reference: calibration_file, delta_e0_ev and s02 must be null")]
    [InlineData("""{"inference": {"calibration_file": "x.json", "delta_e0_ev": 8, "s02": 0.8}}""", "inference.calibration_file: must be null where delta_e0_ev and s02 are given")]
    [InlineData("""{"inference": {"engine": "decomposition", "second_opinion": true}}""", "inference.second_opinion: is that of the decomposition, which is the engine already")]
    [InlineData("""{"inference": {"calibrate_from": "reference"}, "reduction": {"e0_policy": "per_scan"}}""", "inference.calibrate_from: reference needs scans that are held to one E0")]
    [InlineData("""{"alerts": {"webhooks": [{"url": "http://h", "name": "influxdb"}]}}""", "alerts.webhooks: the name influxdb is another target's")]
    [InlineData("""{"alerts": {"webhooks": [{"url": "http://h", "name": "command"}], "commands": [{"program": "tell"}]}}""", "alerts.webhooks: the name command is another target's")]
    [InlineData("""{"inference": {"enabled": true}}""", "inference.enabled: needs the reduction of the training: kweight 2, not 1")]
    [InlineData("""{"inference": {"enabled": true}, "reduction": {"kweight": 2, "rbkg_angstrom": 1.2, "nknots": 9}}""", "inference.enabled: needs the reduction of the training: rbkg 1, not 1.2, nknots null, not 9")]
    [InlineData("""{"inference": {"enabled": true, "calibration_file": "/no/such.json"}, "reduction": {"kweight": 2}}""", "inference.calibration_file: there is no file /no/such.json")]
    public void Parse_InferenceThatContradictsItself_NamesTheKey(string text, string problem) =>
        Assert.StartsWith(problem, Assert.Single(ConfigurationFile.Parse(text).Problems));

    [Fact]
    public void Parse_SeveralProblems_TellsAllAtOnce() =>
        Assert.Equal(3, ConfigurationFile.Parse("""{"stor": 1, "view": {"frames_per_second": 60}, "intake": {"queue_scans": 0}}""").Problems.Length);

    [Fact]
    public void Parse_KeyGivenTwice_IsAProblem() =>
        Assert.Contains("view.frames_per_second: given twice", ConfigurationFile.Parse("""{"view": {"frames_per_second": 1, "frames_per_second": 2}}""").Problems);

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"view\": }")]
    public void Parse_NoJson_SaysWhere(string text) =>
        Assert.Contains("this is not JSON", Assert.Single(ConfigurationFile.Parse(text).Problems));

    private static JsonObject Parsed() => JsonNode.Parse(Shipped, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();

    private static IEnumerable<(string Key, string Value)> Leaves(JsonObject node, string path) => node.SelectMany(pair =>
        pair.Value is JsonObject inner ? Leaves(inner, $"{path}{pair.Key}.") : [($"{path}{pair.Key}", JsonSerializer.Serialize(pair.Value))]);

    private static JsonObject Parent(JsonObject file, string key) =>
        key.Split('.').SkipLast(1).Aggregate(file, (node, name) => node[name]!.AsObject());

    private static string Name(string key) => key.Split('.')[^1];
}
