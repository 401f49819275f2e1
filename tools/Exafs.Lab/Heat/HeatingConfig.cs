using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Exafs.Lab.Heat;

/// <summary>A simulated heating run, as config/runs/*.json describe it; a file may name another as its base and tell what differs.</summary>
public sealed record HeatingConfig
{
    /// <summary>What the run is called: heating, constant, drift…</summary>
    public required string Scenario { get; init; }

    /// <summary>Folder of the library with the structures, from the folder of the configuration.</summary>
    public required string Structures { get; init; }

    /// <summary>Runs of the library whose names begin so are the structures at low temperature.</summary>
    public required string Bcc { get; init; }

    /// <summary>Those of the structures at high temperature; the seed draws one of them.</summary>
    public required ImmutableArray<string> Fcc { get; init; }

    /// <summary>χ(k) by self-consistent potentials, which no network has learnt from, instead of those of the training.</summary>
    public bool OtherScattering { get; init; } = true;

    public required double StartKelvin { get; init; }

    public required ImmutableArray<RampStep> Ramp { get; init; }

    /// <summary>From scan to scan, s.</summary>
    public double ScanSeconds { get; init; } = 10;

    /// <summary>Standard deviation of one reading of µ 400 eV above the edge, in edge steps: photons alone.</summary>
    public required double Noise { get; init; }

    /// <summary>Whether bcc turns into fcc and back.</summary>
    public bool Transforms { get; init; } = true;

    /// <summary>Half of bcc has turned so far above 1185 K, least and most.</summary>
    public ImmutableArray<double> SuperheatingKelvin { get; init; } = [5, 25];

    /// <summary>Half of fcc has turned back so far below 1185 K.</summary>
    public ImmutableArray<double> UndercoolingKelvin { get; init; } = [20, 50];

    /// <summary>w of 1/(1 + exp(−(T − T_c)/w)).</summary>
    public ImmutableArray<double> WidthKelvin { get; init; } = [5, 9];

    /// <summary>The foil turns into wüstite; null: it stays iron.</summary>
    public OxidationStep? Oxidation { get; init; }

    /// <summary>From this scan on, over ten scans, the sample slides out of the beam; null: it stays.</summary>
    public int? SampleLostFromScan { get; init; }

    /// <summary>Drift of the monochromator, eV/h.</summary>
    public double DriftEvPerHour { get; init; } = 0.2;

    /// <summary>Standard deviation of the thermometer, K.</summary>
    public double ThermometerSigmaKelvin { get; init; } = 0.3;

    /// <summary>Half width of the slow change of thickness over the run, relative.</summary>
    public double ThicknessWander { get; init; } = 0.01;

    public int MissingScans { get; init; }

    public int TornFrames { get; init; }

    public int BeamDumps { get; init; }

    public int TopUps { get; init; }

    public int Glitches { get; init; }

    public int E0Jumps { get; init; }

    public int EdgeStepJumps { get; init; }

    public int Scans => Ramp.Sum(step => step.Scans);

    /// <summary>The library's folder as a path.</summary>
    internal string Folder { get; init; } = "";

    /// <exception cref="UsageException">It cannot be read, or says what cannot be; the message names the file.</exception>
    public static HeatingConfig Load(string file) => ConfigurationJson.Load(file, text => Parse(text, Path.GetDirectoryName(Path.GetFullPath(file))!));

    private static HeatingConfig Parse(string text, string folder)
    {
        var config = ConfigurationJson.Parse<HeatingConfig>(Merged(text, folder, depth: 0).ToJsonString()).Checked();
        return config with { Folder = Path.Combine(folder, config.Structures) };
    }

    private static JsonObject Merged(string text, string folder, int depth)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(text, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false });
        }
        catch (JsonException wrong)
        {
            throw new UsageException($"line {wrong.LineNumber + 1}: {wrong.Message.Split(" LineNumber")[0]}");
        }

        if (node is not JsonObject own) throw new UsageException("this is no object");
        if (own["base"] is not { } named) return own;
        if (depth > 3) throw new UsageException("base: files name each other in a circle");
        var merged = Merged(ReadBase(Path.Combine(folder, named.GetValue<string>())), folder, depth + 1);
        foreach (var (key, value) in own)
        {
            if (key != "base") merged[key] = value?.DeepClone();
        }

        return merged;

        static string ReadBase(string file) => File.Exists(file) ? File.ReadAllText(file) : throw new UsageException($"base: there is no {file}");
    }

    private HeatingConfig Checked()
    {
        Demand(Ramp.Length > 0 && Ramp.All(step => step is { Scans: > 0, ToKelvin: > 0 and < 1800 }) && Scans <= 1_000_000, "ramp: each step has scans above 0 and to_kelvin from 0 to 1800; a million scans at most");
        Demand(StartKelvin is > 0 and < 1800, "start_kelvin: allowed is 0 to 1800");
        Demand(Noise is > 0 and <= 0.1, "noise: allowed is above 0 to 0.1");
        Demand(ScanSeconds is >= 0.01 and <= 3600, "scan_seconds: allowed is 0.01 to 3600");
        Demand(Fcc.Length > 0, "fcc: names no structures");
        foreach (var (key, range) in new[] { ("superheating_kelvin", SuperheatingKelvin), ("undercooling_kelvin", UndercoolingKelvin), ("width_kelvin", WidthKelvin) })
            Demand(range.Length == 2 && range[0] <= range[1] && range[0] > 0, $"{key}: two numbers above 0, the smaller first");
        foreach (var (key, count) in new[] { ("missing_scans", MissingScans), ("torn_frames", TornFrames), ("beam_dumps", BeamDumps), ("top_ups", TopUps), ("glitches", Glitches), ("e0_jumps", E0Jumps), ("edge_step_jumps", EdgeStepJumps) })
            Demand(count is >= 0 and <= 10_000, $"{key}: allowed is 0 to 10000");
        return this;

        static void Demand(bool holds, string what)
        {
            if (!holds) throw new UsageException(what);
        }
    }
}
