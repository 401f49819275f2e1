using System.Collections.Immutable;

namespace Exafs.Inference.Targets;

/// <summary>Brings quantities to mean 0 and deviation 1, and back.</summary>
/// <param name="Mean">In each quantity's unit [14].</param>
/// <param name="Deviation">In each quantity's unit, above 0 [14].</param>
public sealed record QuantityScale(ImmutableArray<double> Mean, ImmutableArray<double> Deviation)
{
    /// <summary>No deviation is less than this share of the mean.</summary>
    public const double Least = 0.005;

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
            // What is the same in all structures, as the 6 neighbours of a second shell, is not to be learnt to the last digit.
            var least = Least * Math.Abs(mean);
            deviations[q] = Math.Max(squares > 0 ? Math.Sqrt(squares / count) : 0, least) is > 0 and var deviation ? deviation : 1;
        }

        return new([.. means], [.. deviations]);
    }

    /// <summary>Whether training has seen one value only, as of the 6 neighbours in a crystal's second shell.</summary>
    public bool IsConstant(int quantity) => Deviation[quantity] <= Least * Math.Abs(Mean[quantity]) * (1 + 1e-9);

    public double Normalised(int quantity, double value) => (value - Mean[quantity]) / Deviation[quantity];

    public double Restored(int quantity, double normalised) => Mean[quantity] + (Deviation[quantity] * normalised);
}
