using System.Collections.Immutable;

namespace Exafs.Signal;

/// <summary>E0 as the steepest point of µ(E), by the rules of either Larch version (find_e0).</summary>
/// <remarks>
/// Both answers are points of the energy grid, so E0 found on each scan of a series jumps by a step and, with noise, by many: fix it for a series.
/// A spectrum without an edge gets an answer, too.
/// </remarks>
public static class EdgeEnergy
{
    /// <summary>E0 in eV.</summary>
    /// <param name="energy">Ascending, eV [n], n ≥ 8.</param>
    /// <param name="mu">µ [n].</param>
    /// <param name="compatibility">0.9.58 takes the raw derivative; 2026.3.1, and ours, look a second time at a smoothed one around the first answer.</param>
    /// <exception cref="ArgumentException">Fewer than 8 points.</exception>
    public static double Find(ReadOnlySpan<double> energy, ReadOnlySpan<double> mu, Compatibility compatibility)
    {
        if (energy.Length < 8 || energy.Length != mu.Length)
            throw new ArgumentException($"E0 needs at least 8 points; there are {energy.Length}", nameof(energy));
        return compatibility == Compatibility.Larch0_9_58 ? Find0958(energy, mu) : Find2026(energy, mu);
    }

    private static double Find0958(ReadOnlySpan<double> energy, ReadOnlySpan<double> mu)
    {
        var derivative = Finite(Derivative(energy, mu));
        var margin = Math.Max(3, (int)(derivative.Length * 0.05));
        var largest = Largest(derivative.AsSpan()[margin..^margin]);
        return energy[Steepest(derivative, 0.1 * largest, margin)];
    }

    private static double Find2026(ReadOnlySpan<double> energy, ReadOnlySpan<double> mu)
    {
        var n = energy.Length;
        var (e1, i1, step1) = Pass(energy, mu, null);
        var (start, stop) = (Math.Max(3, i1 - 75), Math.Min(i1 + 75, n - 3));
        if (i1 < 0.05 * n)
        {
            e1 = 0;
            foreach (var e in energy)
                e1 += e / n;
            (start, stop) = (Math.Max(3, i1 - 20), n - 3);
        }
        if (stop - start < 8)
            return e1;
        var step = 0.5 * (Limit(step1) + Limit(e1 / 25000));
        var (e0, i, _) = Pass(energy[start..stop], mu[start..stop], step);
        return i < 1 ? energy[start + 2] : e0;
    }

    /// <summary>max(0.01, min(1, value)), where a NaN (no step could be told) counts as 1, as in Python.</summary>
    private static double Limit(double value) => double.IsNaN(value) ? 1 : Math.Clamp(value, 0.01, 1);

    /// <summary>One look: the steepest point, its index among the points kept, and the energy step.</summary>
    private static (double Energy, int Index, double Step) Pass(ReadOnlySpan<double> energyIn, ReadOnlySpan<double> muIn, double? smoothing)
    {
        var (energy, mu) = KeepOrdered(energyIn, muIn);
        var step = smoothing ?? SmallSteps(energy);
        var margin = Math.Max(3, (int)(energy.Length * 0.02));
        var derivative = Derivative(energy, mu);
        if (smoothing is { } sigma)
            derivative = LorentzianSmoothing.Apply(energy, derivative, sigma);
        Finite(derivative);

        var inner = derivative.AsSpan()[margin..^margin];
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var d in inner)
            (low, high) = (Math.Min(low, d), Math.Max(high, d));
        var range = Math.Max(1e-10, high - low);
        for (var i = 0; i < derivative.Length; i++)
            derivative[i] = (derivative[i] - low) / range;

        var threshold = energy.Length > 20 ? 0.6 : 0.3;
        var found = CountAbove(derivative, threshold);
        for (var (halvings, few) = (0, found < 3); few && halvings < 2; halvings++)
        {
            found = CountAbove(derivative, threshold *= 0.5);
            few = found <= 3;
        }
        if (found < 3)
            threshold = double.NegativeInfinity;

        var best = Steepest(derivative, threshold, margin);
        return (energy[best], best, step);
    }

    /// <summary>The points of <paramref name="energy"/> that Larch keeps: i when i and i+1 stand next to each other in the sorted order. So the last one always goes.</summary>
    private static int[] Ordered(double[] energy)
    {
        var order = Enumerable.Range(0, energy.Length).OrderBy(i => energy[i]).ToArray();
        return [.. Enumerable.Range(0, energy.Length - 1).Where(i => order[i + 1] - order[i] == 1)];
    }

    private static (double[] Energy, double[] Mu) KeepOrdered(ReadOnlySpan<double> energyIn, ReadOnlySpan<double> muIn)
    {
        var energy = EnergyCleanup.Separate2026(ImmutableArray.Create(energyIn)).AsSpan().ToArray();
        if (Grid.IsStrictlyAscending(energy)) // the usual case
            return (energy[..^1], muIn[..^1].ToArray());
        var mu = muIn.ToArray();
        var kept = Ordered(energy);
        return ([.. kept.Select(i => energy[i])], [.. kept.Select(i => mu[i])]);
    }

    /// <summary>Mean of the ten smallest steps, the very smallest hundredth left out; NaN under 100 points, as in Larch.</summary>
    private static double SmallSteps(double[] energy)
    {
        var skip = (int)(0.01 * energy.Length);
        var kept = Grid.IsStrictlyAscending(energy) ? energy[..^1] : [.. Ordered(energy).Select(i => energy[i])];
        if (skip == 0 || kept.Length - (2 * skip) < 2)
            return double.NaN;
        var inner = kept.AsSpan()[skip..^skip];
        var steps = new double[inner.Length - 1];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = inner[i + 1] - inner[i];
        Array.Sort(steps);
        var chosen = steps.AsSpan(skip, Math.Min(10, steps.Length - skip));
        var sum = 0.0;
        foreach (var s in chosen)
            sum += s;
        return sum / chosen.Length;
    }

    /// <summary>The steepest point above the threshold whose two neighbours are above it, too; 0 when there is none.</summary>
    private static int Steepest(ReadOnlySpan<double> derivative, double threshold, int margin)
    {
        var (best, steepest) = (0, 0.0);
        for (var i = margin; i <= derivative.Length - margin; i++)
        {
            if (derivative[i] > threshold && derivative[i] > steepest
                && i + 1 < derivative.Length && derivative[i + 1] > threshold && derivative[i - 1] > threshold)
            {
                (best, steepest) = (i, derivative[i]);
            }
        }
        return best;
    }

    private static double[] Derivative(ReadOnlySpan<double> energy, ReadOnlySpan<double> mu)
    {
        var derivative = new double[energy.Length];
        Grid.Derivative(energy, mu, derivative);
        return derivative;
    }

    private static double[] Finite(double[] values)
    {
        for (var i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i]))
                values[i] = -1;
        return values;
    }

    private static int CountAbove(ReadOnlySpan<double> values, double threshold)
    {
        var count = 0;
        foreach (var v in values)
            if (v > threshold)
                count++;
        return count;
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = double.NegativeInfinity;
        foreach (var v in values)
            largest = Math.Max(largest, v);
        return largest;
    }
}
