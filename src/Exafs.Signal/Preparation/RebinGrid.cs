namespace Exafs.Signal;

/// <summary>The nominal energies that a dense scan is rebinned to.</summary>
/// <remarks>
/// Method: three regions, uniform in E, in E and in k (Larch's rebin_xafs). Larch 2026.3.1 starts every region on its first
/// energy; 0.9.58 starts one step later, so that its true step is stretched a little.
/// </remarks>
public static class RebinGrid
{
    /// <summary>Nominal energies, eV [m], ascending.</summary>
    /// <param name="energy">Photon energy of the scan, not descending, eV [n].</param>
    /// <param name="e0">Edge energy, eV.</param>
    /// <param name="parameters">Regions and steps.</param>
    public static double[] Of(ReadOnlySpan<double> energy, double e0, RebinParameters parameters) =>
        parameters.Compatibility == Compatibility.Larch0_9_58 ? Of0958(energy, e0, parameters) : Of2026(energy, e0, parameters);

    private static double[] Of2026(ReadOnlySpan<double> energy, double e0, RebinParameters p)
    {
        double first = energy[0] - e0, last = energy[^1] - e0;
        double preStep = Math.Abs(p.PreStep), xanesStep = Math.Abs(p.XanesStep ?? (0.05 * Math.Max(1, (int)(e0 / 1250)))), leastExafs = 20 * Math.Abs(p.ExafsKStep);
        double pre1 = Math.Max(p.Pre1 ?? (p.PreStep * (int)(first / p.PreStep)), first);
        double pre2 = Math.Min(Math.Max(p.Pre2, pre1 + preStep), last);
        double exafs1 = Math.Min(Math.Max(p.Exafs1, pre2 + xanesStep), last);
        double exafs2 = Math.Min(Math.Max(p.Exafs2 ?? last, exafs1 + leastExafs), last);

        List<double> grid = [];
        Append(pre1, pre2, p.PreStep, value => value);
        Append(pre2, exafs1, xanesStep, value => value);
        if (exafs1 >= 0) Append(ToK(exafs1), ToK(exafs2), p.ExafsKStep, ToEnergy);
        return [.. grid];

        void Append(double start, double stop, double step, Func<double, double> toEnergy)
        {
            int intervals = (int)(0.1 + (Math.Abs(stop - start) / step));
            if (stop <= start) return;
            for (int i = 0; i < intervals; i++) grid.Add(e0 + toEnergy(start + (i * ((stop - start) / intervals))));
        }
    }

    private static double[] Of0958(ReadOnlySpan<double> energy, double e0, RebinParameters p)
    {
        double pre1 = p.Pre1 ?? (p.PreStep * (int)((energy[0] - e0) / p.PreStep));
        double leastStep = Math.Max(0.1, 0.05 * (1 + (int)(MeanStep(energy) / 0.05)));

        List<double> grid = [];
        Append(pre1, p.Pre2, p.PreStep, value => value);
        Append(p.Pre2, p.Exafs1, Math.Max(p.XanesStep ?? 0, leastStep), value => value);
        Append(ToK(p.Exafs1), ToK(p.Exafs2 ?? (energy[^1] - e0)), p.ExafsKStep, ToEnergy);
        return [.. grid];

        void Append(double start, double stop, double step, Func<double, double> toEnergy)
        {
            int count = (int)(0.1 + (Math.Abs(stop - start) / step));
            double from = start + step, stretched = count > 1 ? (stop - from) / (count - 1) : 0;
            for (int i = 0; i < count; i++) grid.Add(e0 + toEnergy(i > 0 && i == count - 1 ? stop : from + (i * stretched)));
        }
    }

    /// <summary>Mean energy step without the first and last hundredth of the points.</summary>
    private static double MeanStep(ReadOnlySpan<double> energy)
    {
        int skip = Math.Max(2, energy.Length / 100);
        double sum = 0;
        for (int i = skip + 1; i < energy.Length - skip; i++) sum += energy[i] - energy[i - 1];
        return sum / Math.Max(1, energy.Length - (2 * skip) - 1);
    }

    // Larch's order of operations: a nominal energy that is a data point must be so to the last bit.
    private static double ToK(double relativeEnergy) => Math.Sqrt(relativeEnergy / Wavenumber.EnergyPerKSquared);

    private static double ToEnergy(double k) => k * k * Wavenumber.EnergyPerKSquared;
}
