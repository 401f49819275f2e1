using System.Collections.Immutable;
using Exafs.Pipeline.Changes;

namespace Exafs.Report;

/// <summary>A part of a run in which the temperature goes one way.</summary>
/// <param name="Branch">Which.</param>
/// <param name="First">Index of its first scan.</param>
/// <param name="Last">Index of its last scan.</param>
internal sealed record Leg(Branch Branch, int First, int Last)
{
    /// <summary>Less than this is no ramp, K.</summary>
    private const double LeastSpan = 5;

    /// <summary>A turn goes back by more than this part of the span, and by more than the noise of a thermocouple, K.</summary>
    private const double LeastTurn = 0.02, LeastTurnKelvin = 3;

    /// <summary>The legs of a run, each beginning behind the extreme that ends the one before.</summary>
    /// <param name="kelvin">Temperature of each scan; NaN where none came.</param>
    public static ImmutableArray<Leg> Of(ImmutableArray<double> kelvin)
    {
        if (kelvin.IsEmpty) return [];
        var known = kelvin.Where(double.IsFinite).ToArray();
        var span = known.Length > 0 ? known.Max() - known.Min() : 0;
        if (span < LeastSpan) return [new(Branch.Constant, 0, kelvin.Length - 1)];

        var turn = Math.Max(LeastTurnKelvin, LeastTurn * span);
        var legs = ImmutableArray.CreateBuilder<Leg>();
        var branch = Branch.Constant;
        int first = 0, lowest = -1, highest = -1;
        for (var i = 0; i < kelvin.Length; i++)
        {
            if (!double.IsFinite(kelvin[i])) continue;
            if (lowest < 0 || kelvin[i] < kelvin[lowest]) lowest = i;
            if (highest < 0 || kelvin[i] > kelvin[highest]) highest = i;
            if (branch != Branch.Heating && kelvin[i] > kelvin[lowest] + turn)
            {
                Turn(Branch.Heating, lowest);
                highest = i;
            }
            else if (branch != Branch.Cooling && kelvin[i] < kelvin[highest] - turn)
            {
                Turn(Branch.Cooling, highest);
                lowest = i;
            }
        }

        legs.Add(new(branch, first, kelvin.Length - 1));
        return legs.ToImmutable();

        void Turn(Branch next, int at)
        {
            if (branch != Branch.Constant)
            {
                legs.Add(new(branch, first, at));
                first = at + 1;
            }

            branch = next;
        }
    }
}
