using System.Collections.Immutable;

namespace Exafs.Signal;

/// <summary>Takes bad points out of a spectrum by hand, or by Larch's median filter; <see cref="GlitchFinder"/> finds them.</summary>
public static class Deglitch
{
    /// <summary>The spectrum without the points in given ranges.</summary>
    public static Spectrum Drop(Spectrum spectrum, IReadOnlyCollection<EnergyRange> ranges) =>
        Keep(spectrum, i => !ranges.Any(range => range.Contains(spectrum.Energy[i])));

    /// <summary>The spectrum without the point nearest to each given energy.</summary>
    /// <param name="spectrum">µ(E).</param>
    /// <param name="energies">Energies of glitches, eV.</param>
    /// <param name="tolerance">A point farther away than this stays, eV.</param>
    public static Spectrum DropNearest(Spectrum spectrum, IReadOnlyCollection<double> energies, double tolerance)
    {
        if (spectrum.Energy.IsEmpty) return spectrum;
        HashSet<int> drop = [];
        foreach (double energy in energies)
        {
            int nearest = Grid.IndexNearest(spectrum.Energy.AsSpan(), energy);
            if (Math.Abs(spectrum.Energy[nearest] - energy) <= tolerance) drop.Add(nearest);
        }

        return drop.Count == 0 ? spectrum : Keep(spectrum, i => !drop.Contains(i));
    }

    /// <summary>Larch's remove_spikes: values far from the running median are replaced by it.</summary>
    /// <remarks>
    /// Larch's σ is the rms of y − mean(median − y), thus of the spectrum itself and not of the deviations; the whole spectrum is
    /// treated alike, and a sharp white line is cut. For parity; see <see cref="GlitchFinder"/> for use.
    /// </remarks>
    /// <param name="y">Values [n].</param>
    /// <param name="window">Points of the median, odd (an even number is raised by one).</param>
    /// <param name="threshold">Deviation that makes a spike, in σ.</param>
    /// <returns>Values [n].</returns>
    public static double[] RemoveSpikes(ReadOnlySpan<double> y, int window = 3, double threshold = 3)
    {
        double[] median = RunningMedian(y, window | 1);
        double mean = 0, sum = 0;
        for (int i = 0; i < y.Length; i++) mean += (median[i] - y[i]) / y.Length;
        foreach (double value in y) sum += (value - mean) * (value - mean);
        double limit = threshold * Math.Sqrt(sum / y.Length);
        for (int i = 0; i < y.Length; i++)
            if (!(Math.Abs(median[i] - y[i]) > limit)) median[i] = y[i];
        return median;
    }

    /// <summary>Median of each value and its neighbours; beyond the ends the end values go on.</summary>
    private static double[] RunningMedian(ReadOnlySpan<double> y, int window)
    {
        double[] result = new double[y.Length], neighbours = new double[window];
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j < window; j++) neighbours[j] = y[Math.Clamp(i + j - (window / 2), 0, y.Length - 1)];
            Array.Sort(neighbours);
            result[i] = neighbours[window / 2];
        }

        return result;
    }

    private static Spectrum Keep(Spectrum spectrum, Func<int, bool> keep)
    {
        ImmutableArray<int> kept = [.. Enumerable.Range(0, spectrum.Energy.Length).Where(keep)];
        return new Spectrum([.. kept.Select(i => spectrum.Energy[i])], [.. kept.Select(i => spectrum.Mu[i])]);
    }
}
