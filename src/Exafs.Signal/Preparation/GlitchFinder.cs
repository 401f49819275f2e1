using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Exafs.Signal;

/// <summary>Finds point glitches (Bragg glitches, electronic spikes) and bridges them, without touching the edge and the white line.</summary>
/// <remarks>
/// Method: a group of one to three points is compared with the cubic through the two points on either side of it, in E before the
/// edge and in k behind it, where EXAFS is equally smooth everywhere. The mean deviation of the group counts in units of the local
/// 1.4826·median|deviation| of all groups of that size near by, each divided by its own noise gain, so that the noise and the sampling
/// of each part of the scan set its own limit. Where steps are too wide for a cubic to know the curve, nothing is judged. The worst group is bridged by its cubic and the search repeated, since a glitch spoils its neighbours' prediction.
/// </remarks>
public static class GlitchFinder
{
    private const int HalfWindow = 30;

    // Å⁻¹; half a period of a shell at 4.5 Å, beyond which a cubic says nothing about EXAFS.
    private const double MaxSpan = 0.35;

    // Where steps change abruptly the cubic leans on points far away; √(1 + 34/36) on a uniform grid.
    private const double MaxGain = 2;

    /// <summary>The repaired spectrum, and the indices of the points that were replaced, ascending.</summary>
    /// <param name="spectrum">µ(E), energies strictly ascending.</param>
    /// <param name="e0">Edge energy, eV.</param>
    /// <param name="parameters">What counts as a glitch.</param>
    public static (Spectrum Repaired, ImmutableArray<int> Replaced) Repair(Spectrum spectrum, double e0, GlitchParameters parameters)
    {
        ReadOnlySpan<double> energy = spectrum.Energy.AsSpan();
        if (energy.Length == 0) return (spectrum, []);
        int below = 0, above = energy.Length;
        while (below < energy.Length && energy[below] < e0 + parameters.EdgeFrom) below++;
        while (above > below && energy[above - 1] > e0 + Math.Max(0, parameters.EdgeTo)) above--;

        double[] mu = [.. spectrum.Mu];
        (double low, double high) = (mu.Min(), mu.Max());
        double least = parameters.MinimumFraction * (high - low);
        SortedSet<int> replaced = [];
        RepairSegment(energy[..below], mu.AsSpan(..below), 0, least, double.MaxValue, parameters, replaced);
        double[] k = [.. spectrum.Energy.Skip(above).Select(e => Wavenumber.FromEnergy(e - e0))];
        RepairSegment(k, mu.AsSpan(above..), above, least, MaxSpan, parameters, replaced);
        return replaced.Count == 0 || replaced.Count > parameters.MaxFraction * mu.Length
            ? (spectrum, [])
            : (spectrum with { Mu = ImmutableCollectionsMarshal.AsImmutableArray(mu) }, [.. replaced]);
    }

    private static void RepairSegment(ReadOnlySpan<double> x, Span<double> y, int offset, double least, double maxSpan, GlitchParameters parameters, SortedSet<int> replaced)
    {
        int widest = Math.Clamp(parameters.MaxWidth, 1, 3);
        if (x.Length < HalfWindow / 2) return;
        double[][] limits = new double[widest + 1][];
        for (int width = 1; width <= widest; width++) limits[width] = Limits(x, y, width, least, maxSpan, parameters.Threshold);

        Span<double> bridge = stackalloc double[3];
        for (int repairs = 0; repairs < x.Length / 4; repairs++)
        {
            (double worst, int start, int length) = (1, 0, 0);
            for (int width = 1; width <= widest; width++)
            {
                for (int i = 2; i + width + 1 < x.Length; i++)
                {
                    double excess = Math.Abs(Deviation(x, y, i, width, bridge)) / limits[width][i];
                    if (excess > worst) (worst, start, length) = (excess, i, width);
                }
            }

            if (length == 0) return;
            Deviation(x, y, start, length, bridge);
            for (int j = 0; j < length; j++)
            {
                y[start + j] = bridge[j];
                replaced.Add(offset + start + j);
            }
        }
    }

    /// <summary>Deviation from which on a group that starts at i is a glitch; infinite where no cubic can tell [n].</summary>
    private static double[] Limits(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int width, double least, double maxSpan, double threshold)
    {
        int groups = x.Length - width - 3;
        double[] deviations = new double[groups], gains = new double[groups], limits = new double[x.Length];
        Span<double> bridge = stackalloc double[3];
        for (int g = 0; g < groups; g++)
        {
            gains[g] = x[g + width + 3] - x[g] <= maxSpan ? NoiseGain(x, g + 2, width) : double.PositiveInfinity;
            deviations[g] = Math.Abs(Deviation(x, y, g + 2, width, bridge)) / gains[g];
        }

        Array.Fill(limits, double.PositiveInfinity);
        for (int block = 0; block < groups; block += HalfWindow)
        {
            double[] near = deviations[Math.Max(0, block - (HalfWindow / 2))..Math.Min(groups, block + (3 * HalfWindow / 2))];
            Array.Sort(near);
            double limit = threshold * 1.4826 * near[near.Length / 2];
            for (int g = block; g < Math.Min(groups, block + HalfWindow); g++)
                if (gains[g] <= MaxGain) limits[g + 2] = Math.Max(least, limit * gains[g]);
        }

        return limits;
    }

    /// <summary>Standard deviation of a group's mean deviation when every point has noise of one.</summary>
    private static double NoiseGain(ReadOnlySpan<double> x, int start, int width)
    {
        ReadOnlySpan<int> nodes = [start - 2, start - 1, start + width, start + width + 1];
        double variance = 1.0 / width;
        foreach (int node in nodes)
        {
            double weight = 0;
            for (int j = start; j < start + width; j++)
            {
                double product = 1.0 / width;
                foreach (int other in nodes)
                    if (other != node) product *= (x[j] - x[other]) / (x[node] - x[other]);
                weight += product;
            }

            variance += weight * weight;
        }

        return Math.Sqrt(variance);
    }

    /// <summary>Mean deviation of a group from the cubic through its neighbours; the cubic's values at the group go to the bridge.</summary>
    private static double Deviation(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int start, int width, Span<double> bridge)
    {
        int a = start - 2, b = start - 1, c = start + width, d = c + 1;
        // Newton's divided differences.
        double ab = (y[b] - y[a]) / (x[b] - x[a]), bc = (y[c] - y[b]) / (x[c] - x[b]), cd = (y[d] - y[c]) / (x[d] - x[c]);
        double abc = (bc - ab) / (x[c] - x[a]), bcd = (cd - bc) / (x[d] - x[b]), abcd = (bcd - abc) / (x[d] - x[a]);
        double sum = 0;
        for (int j = 0; j < width; j++)
        {
            double at = x[start + j];
            bridge[j] = y[a] + ((at - x[a]) * (ab + ((at - x[b]) * (abc + ((at - x[c]) * abcd)))));
            sum += y[start + j] - bridge[j];
        }

        return sum / width;
    }
}
