using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Exafs.Signal;

/// <summary>Makes µ(E) fit for reduction: finite, ascending, no energy twice.</summary>
public static class EnergyCleanup
{
    /// <summary>Energies closer than this are one point, eV (Larch 2026.3.1's smallest step).</summary>
    public const double SmallestStep = 0.0005;

    /// <summary>The spectrum without its non-finite points, in ascending order, duplicates resolved as <paramref name="compatibility"/> says.</summary>
    /// <remarks>Ours averages the points of one energy. Larch moves them apart, by 1e-7 eV (0.9.58) or 0.0005 eV (2026.3.1), and interpolates noise as structure.</remarks>
    public static Spectrum Apply(Spectrum spectrum, Compatibility compatibility) => ResolveDuplicates(Sort(spectrum), compatibility);

    /// <summary>The finite points, in ascending order (a stable sort).</summary>
    internal static Spectrum Sort(Spectrum spectrum)
    {
        if (IsClean(spectrum.Energy.AsSpan(), spectrum.Mu.AsSpan(), 0)) // the usual case
            return spectrum;
        spectrum = RemoveNonFinite(spectrum);
        var energy = spectrum.Energy.AsSpan();
        var ascending = true;
        for (var i = 1; i < energy.Length && ascending; i++)
            ascending = energy[i] >= energy[i - 1];
        if (ascending)
            return spectrum;

        var order = Enumerable.Range(0, energy.Length).OrderBy(i => spectrum.Energy[i]).ToArray();
        return new Spectrum([.. order.Select(i => spectrum.Energy[i])], [.. order.Select(i => spectrum.Mu[i])]);
    }

    /// <summary>All finite, each step at least <paramref name="leastStep"/>: most scans are, and one pass is enough to see it.</summary>
    private static bool IsClean(ReadOnlySpan<double> energy, ReadOnlySpan<double> mu, double leastStep)
    {
        // A NaN fails every comparison, and x − x of what is not finite is one.
        var before = double.NegativeInfinity;
        for (var i = 0; i < energy.Length; i++)
        {
            if (!(energy[i] - before >= leastStep) || mu[i] - mu[i] != 0)
                return false;
            before = energy[i];
        }
        return energy.Length == 0 || double.IsFinite(energy[^1]);
    }

    internal static Spectrum ResolveDuplicates(Spectrum sorted, Compatibility compatibility) => compatibility switch
    {
        Compatibility.Larch0_9_58 => sorted with { Energy = Separate0958(sorted.Energy) },
        Compatibility.Larch2026_3_1 => sorted with { Energy = Separate2026(sorted.Energy) },
        _ => AverageDuplicates(sorted),
    };

    private static Spectrum RemoveNonFinite(Spectrum spectrum)
    {
        var energy = spectrum.Energy.AsSpan();
        var mu = spectrum.Mu.AsSpan();
        var bad = 0;
        for (var i = 0; i < energy.Length; i++)
            if (!double.IsFinite(energy[i]) || !double.IsFinite(mu[i]))
                bad++;
        if (bad == 0)
            return spectrum;

        var keptEnergy = ImmutableArray.CreateBuilder<double>(energy.Length - bad);
        var keptMu = ImmutableArray.CreateBuilder<double>(energy.Length - bad);
        for (var i = 0; i < energy.Length; i++)
        {
            if (!double.IsFinite(energy[i]) || !double.IsFinite(mu[i]))
                continue;
            keptEnergy.Add(energy[i]);
            keptMu.Add(mu[i]);
        }
        return new Spectrum(keptEnergy.MoveToImmutable(), keptMu.MoveToImmutable());
    }

    private static Spectrum AverageDuplicates(Spectrum spectrum)
    {
        var energy = spectrum.Energy.AsSpan();
        if (IsClean(energy, spectrum.Mu.AsSpan(), SmallestStep))
            return spectrum;

        var mu = spectrum.Mu.AsSpan();
        var meanEnergy = ImmutableArray.CreateBuilder<double>(energy.Length);
        var meanMu = ImmutableArray.CreateBuilder<double>(energy.Length);
        for (var start = 0; start < energy.Length;)
        {
            var (end, sumEnergy, sumMu) = (start, 0.0, 0.0);
            while (end < energy.Length && energy[end] - energy[start] < SmallestStep)
            {
                sumEnergy += energy[end];
                sumMu += mu[end++];
            }
            meanEnergy.Add(sumEnergy / (end - start));
            meanMu.Add(sumMu / (end - start));
            start = end;
        }
        return new Spectrum(meanEnergy.ToImmutable(), meanMu.ToImmutable());
    }

    /// <summary>remove_dups of 0.9.58: a step under 1e-7 eV (a backward one, too) becomes max(1e-7, 1e-6·|step|).</summary>
    private static ImmutableArray<double> Separate0958(ImmutableArray<double> energy)
    {
        const double Tiny = 1e-7;
        var result = energy.ToArray();
        for (var i = 1; i < result.Length; i++)
        {
            var step = result[i] - result[i - 1];
            if (step < Tiny)
                result[i] = result[i - 1] + Math.Max(Tiny, 1e-6 * Math.Abs(step));
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(result);
    }

    /// <summary>remove_dups of 2026.3.1: every point nearer than <see cref="SmallestStep"/> to its predecessor is moved up by it, on top of what the predecessor was.</summary>
    internal static ImmutableArray<double> Separate2026(ImmutableArray<double> energy)
    {
        var smallest = double.PositiveInfinity;
        for (var i = 1; i < energy.Length; i++)
            smallest = Math.Min(smallest, energy[i] - energy[i - 1]);
        if (smallest > 10 * SmallestStep)
            return energy;

        var result = energy.ToArray();
        var added = 0.0;
        for (var i = 1; i < result.Length; i++)
        {
            added = Math.Abs(energy[i] - energy[i - 1]) < SmallestStep ? added + SmallestStep : 0;
            result[i] = energy[i] + added;
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(result);
    }
}
