using System.Collections.Immutable;
using Exafs.Physics.Estimates;

namespace Exafs.Inference.Trust;

/// <summary>Where two estimates of one spectrum contradict each other.</summary>
public static class Disagreement
{
    /// <summary>Combined errors, 1 σ each, beyond which two values contradict each other: of a thousand that agree three do so by chance.</summary>
    public const double Sigmas = 3;

    /// <summary>In words; empty where the two agree within their errors.</summary>
    public static ImmutableArray<string> Between(StructureEstimate one, StructureEstimate other)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        Compare("neighbours within 3.2 Å", one.Within32, other.Within32, "F2", "");
        if (!one.Shells.IsEmpty && !other.Shells.IsEmpty)
        {
            Compare("R1", one.Shells[0].Distance, other.Shells[0].Distance, "F4", " Å");
            Compare("σ²1", one.Shells[0].Sigma2, other.Shells[0].Sigma2, "F5", " Å²");
        }
        else if (one.Shells.IsEmpty != other.Shells.IsEmpty)
        {
            found.Add("only one of the two finds shells of neighbours");
        }

        foreach (var phase in one.Phases)
            if (other.Phases.FirstOrDefault(candidate => candidate.Name == phase.Name) is { } same) Compare($"part of {phase.Name}", phase.Fraction, same.Fraction, "F2", "");
        return found.ToImmutable();

        void Compare(string what, Uncertain a, Uncertain b, string format, string unit)
        {
            var apart = Math.Abs(a.Value - b.Value);
            if (apart > Sigmas * Math.Sqrt((a.Sigma * a.Sigma) + (b.Sigma * b.Sigma)))
                found.Add($"{what}: {a.Value.ToString(format, null)} ± {a.Sigma.ToString(format, null)}{unit} against {b.Value.ToString(format, null)} ± {b.Sigma.ToString(format, null)}{unit}");
        }
    }
}
