using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Exafs.Inference.Targets;

namespace Exafs.Inference.Packs;

/// <summary>What the outputs of a pack's networks are, so that a pack of other targets is refused and not misread.</summary>
/// <param name="RStart">Å.</param>
/// <param name="RStep">Å.</param>
/// <param name="RCount">Points of g(R).</param>
/// <param name="Quantities">Names in order.</param>
/// <param name="Phases">Names in order.</param>
public sealed record PackTargets(
    [property: JsonPropertyName("r_start_angstrom")] double RStart,
    [property: JsonPropertyName("r_step_angstrom")] double RStep,
    int RCount,
    ImmutableArray<string> Quantities,
    ImmutableArray<string> Phases)
{
    /// <summary>Those of this program.</summary>
    public static PackTargets Standard { get; } = new(TargetGrid.Grid.Start, TargetGrid.Grid.Step, TargetGrid.Count, Inference.Targets.Quantities.Names, PhaseTargets.Names);

    /// <exception cref="InvalidDataException">They are others than this program's.</exception>
    public void Check()
    {
        var same = Math.Abs(RStart - Standard.RStart) < 1e-9 && Math.Abs(RStep - Standard.RStep) < 1e-9 && RCount == Standard.RCount;
        if (!same) throw new InvalidDataException($"g(R) has {RCount} points from {RStart} Å in steps of {RStep} Å, not {Standard.RCount} from {Standard.RStart} Å in steps of {Standard.RStep} Å");
        if (Quantities.IsDefault || !Quantities.SequenceEqual(Standard.Quantities)) throw new InvalidDataException($"the quantities are not {string.Join(", ", Standard.Quantities)}");
        if (Phases.IsDefault || !Phases.SequenceEqual(Standard.Phases)) throw new InvalidDataException($"the phases are not {string.Join(", ", Standard.Phases)}");
    }
}
