using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exafs.Physics.Structures;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>What came of a run; written last, as outcome.json in the run's folder.</summary>
public sealed record DynamicsOutcome
{
    public const string File = "outcome.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    public required DynamicsRun Run { get; init; }

    /// <summary>What it turned out to be.</summary>
    public required DynamicsPhase Phase { get; init; }

    /// <summary>Null where its frames may be used; else why not.</summary>
    public string? Dropped { get; init; }

    /// <summary>Mean temperature of the classical dynamics over the frames, K.</summary>
    public double MeanKelvin { get; init; }

    /// <summary>Mean pressure over the frames, bar.</summary>
    public double MeanBar { get; init; }

    public int Atoms { get; init; }

    public int Frames { get; init; }

    /// <summary>Root mean square distance of the atoms' mean positions from where they started, Å: small in a crystal that stayed what it was.</summary>
    public double DriftAngstrom { get; init; }

    /// <summary>What common neighbours say of the mean positions.</summary>
    public required PhaseLabel Label { get; init; }

    /// <summary>Share of atoms in some crystal (of a particle: of those inside).</summary>
    public required double CrystallineShare { get; init; }

    /// <summary>Null where there is none, or none that can be read.</summary>
    public static DynamicsOutcome? Load(string folder)
    {
        try
        {
            var file = Path.Combine(folder, File);
            return System.IO.File.Exists(file) ? JsonSerializer.Deserialize<DynamicsOutcome>(System.IO.File.ReadAllText(file), Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>At once: a reader sees all of it or nothing.</summary>
    public void Save(string folder)
    {
        var file = Path.Combine(folder, File);
        System.IO.File.WriteAllText(file + ".part", JsonSerializer.Serialize(this, Json) + "\n");
        System.IO.File.Move(file + ".part", file, overwrite: true);
    }
}
