using System.Collections.Immutable;

namespace Exafs.Signal;

/// <summary>Repeats of one measurement to their mean (Larch's merge_groups).</summary>
/// <remarks>
/// Method: every repeat is interpolated to the energies of the first by a not-a-knot cubic; mean and population standard deviation
/// point by point. Where the cubic overshoots (the largest step of the mean is over 50 times that of the first), linear interpolation
/// is taken instead. Ours keeps the range that all repeats have. Larch extrapolates below a repeat that begins later, and drops
/// the last common point; <see cref="Compatibility"/> other than none gives that.
/// Accuracy: Larch to 1e-9 (reference cases).
/// </remarks>
public static class Merge
{
    /// <summary>Merges repeats.</summary>
    /// <param name="spectra">Repeats, energies strictly ascending, at least one.</param>
    /// <param name="weights">Weight of each repeat, such as 1/σ²; empty: equal weights, as Larch.</param>
    /// <param name="compatibility">Whose range.</param>
    /// <exception cref="ArgumentException">There is no repeat, or weights do not fit, or the repeats have no common range.</exception>
    public static MergeResult Spectra(IReadOnlyList<Spectrum> spectra, ImmutableArray<double> weights = default, Compatibility compatibility = Compatibility.None)
    {
        if (spectra.Count == 0) throw new ArgumentException("There is nothing to merge.", nameof(spectra));
        if (weights.IsDefaultOrEmpty) weights = [.. Enumerable.Repeat(1.0, spectra.Count)];
        if (weights.Length != spectra.Count || weights.Any(w => !(w > 0 && double.IsFinite(w))))
            throw new ArgumentException("Each repeat needs one weight above zero.", nameof(weights));
        ReadOnlySpan<double> energy = spectra[0].Energy.AsSpan();
        double lowest = spectra.Max(s => s.Energy[0]), highest = spectra.Min(s => s.Energy[^1]);
        int first = 0, end = energy.Length;
        while (compatibility == Compatibility.None && first < end && energy[first] < lowest) first++;
        while (end > first && energy[end - 1] > highest) end--;
        if (compatibility != Compatibility.None) end--;
        if (end - first < 2) throw new ArgumentException("The repeats have no common range.", nameof(spectra));

        ReadOnlySpan<double> common = energy[first..end];
        MergeResult cubic = Average(spectra, weights, common, Cubic);
        return LargestStep(cubic.Mean.Mu.AsSpan()) > 50 * LargestStep(spectra[0].Mu.AsSpan()) ? Average(spectra, weights, common, Linear) : cubic;
    }

    private delegate double[] Interpolation(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> at);

    private static MergeResult Average(IReadOnlyList<Spectrum> spectra, ImmutableArray<double> weights, ReadOnlySpan<double> energy, Interpolation interpolate)
    {
        double total = weights.Sum();
        double[] mean = new double[energy.Length], variance = new double[energy.Length];
        double[][] values = new double[spectra.Count][];
        for (int s = 0; s < values.Length; s++)
        {
            values[s] = interpolate(spectra[s].Energy.AsSpan(), spectra[s].Mu.AsSpan(), energy);
            for (int i = 0; i < mean.Length; i++) mean[i] += weights[s] / total * values[s][i];
        }

        for (int s = 0; s < values.Length; s++)
            for (int i = 0; i < mean.Length; i++)
                variance[i] += weights[s] / total * (values[s][i] - mean[i]) * (values[s][i] - mean[i]);
        return new MergeResult(new Spectrum([.. energy], [.. mean]), [.. variance.Select(Math.Sqrt)]);
    }

    /// <summary>Outside the nodes the cubic spline through the five end nodes goes on, not that through all: Larch's choice.</summary>
    private static double[] Cubic(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> at)
    {
        double[] result = new double[at.Length];
        int first = 0, end = at.Length, few = Math.Min(5, x.Length);
        while (first < end && at[first] < x[0]) first++;
        while (end > first && at[end - 1] > x[^1]) end--;
        new CubicSplineInterpolation(x, at[first..end]).Evaluate(y, result.AsSpan(first..end));
        if (first > 0) new CubicSplineInterpolation(x[..few], at[..first]).Evaluate(y[..few], result.AsSpan(..first));
        if (end < at.Length) new CubicSplineInterpolation(x[^few..], at[end..]).Evaluate(y[^few..], result.AsSpan(end..));
        return result;
    }

    private static double[] Linear(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> at)
    {
        double[] result = new double[at.Length];
        int j = 0;
        for (int i = 0; i < at.Length; i++)
        {
            while (j < x.Length - 2 && x[j + 1] <= at[i]) j++;
            result[i] = y[j] + ((y[j + 1] - y[j]) / (x[j + 1] - x[j]) * (at[i] - x[j]));
        }

        return result;
    }

    private static double LargestStep(ReadOnlySpan<double> y)
    {
        double largest = double.NegativeInfinity;
        for (int i = 1; i < y.Length; i++) largest = Math.Max(largest, y[i] - y[i - 1]);
        return largest;
    }
}
