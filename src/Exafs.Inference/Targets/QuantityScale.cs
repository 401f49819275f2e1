using System.Collections.Immutable;

namespace Exafs.Inference.Targets;

/// <summary>Brings quantities to mean 0 and deviation 1, and back.</summary>
/// <param name="Mean">In each quantity's unit [14].</param>
/// <param name="Deviation">In each quantity's unit, above 0 [14].</param>
public sealed record QuantityScale(ImmutableArray<double> Mean, ImmutableArray<double> Deviation)
{
    // All crystals have six neighbours in their second shell, to a thousandth: nothing to learn in such units.
    private const double LeastShare = 0.01;

    /// <summary>Of what training sees; NaN is left out.</summary>
    /// <param name="rows">Row after row [n, 14].</param>
    public static QuantityScale Of(ReadOnlySpan<double> rows)
    {
        var (means, deviations) = (new double[Quantities.Count], new double[Quantities.Count]);
        for (var q = 0; q < Quantities.Count; q++)
        {
            double count = 0, mean = 0, squares = 0;
            for (var i = q; i < rows.Length; i += Quantities.Count)
            {
                if (!double.IsFinite(rows[i])) continue;
                // Welford's way: the spread of a distance is a thousandth of its square.
                var delta = rows[i] - mean;
                mean += delta / ++count;
                squares += delta * (rows[i] - mean);
            }

            means[q] = mean;
            var deviation = Math.Max(squares > 0 ? Math.Sqrt(squares / count) : 0, LeastShare * Math.Abs(mean));
            deviations[q] = deviation > 0 ? deviation : 1;
        }

        return new([.. means], [.. deviations]);
    }

    /// <summary>Whether training has seen one value only, as of the 6 neighbours in a crystal's second shell.</summary>
    public bool IsConstant(int quantity) => Deviation[quantity] <= LeastShare * Math.Abs(Mean[quantity]) * (1 + 1e-9);

    public double Normalised(int quantity, double value) => (value - Mean[quantity]) / Deviation[quantity];

    public double Restored(int quantity, double normalised) => Mean[quantity] + (Deviation[quantity] * normalised);
}
