using System.Collections.Immutable;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Boards;

/// <summary>The measurements, and what every dashboard asks of them.</summary>
internal static class Asked
{
    public const string Scan = "exafs_scan";
    public const string Event = "exafs_event";
    public const string Rdf = "exafs_rdf";
    public const string ChiR = "exafs_chir";

    /// <summary>What an event is called that tells of the sample, not of the instrument.</summary>
    public static ImmutableArray<string> StructuralKinds { get; } = ["onset", "completion", "reversal", "unknown_structure"];

    public static ImmutableArray<Choice> Choices { get; } = [new("beamline", IsTag: true, "beamline"), new("element", IsTag: true, "element"), new("run_id", IsTag: false, "run")];

    public static LastOfInterval Last(params ImmutableArray<Quantity> quantities) => new(Scan, quantities) { Choices = Choices };

    public static CountOfInterval Count(string label, Condition only) => new(Scan, label) { Choices = Choices, Only = only };

    public static Panels.Trend Temperature() => new("Sample temperature", "As the beamline sends it with each scan.", Last(new Quantity("sample_temperature_kelvin", "T"))) { Unit = Panels.Units.Kelvin };
}
