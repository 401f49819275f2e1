using Exafs.Signal;

namespace Exafs.Benchmarks;

/// <summary>A foil-like µ(E) of any length: edge, smooth backgrounds and four shells; simulated, for timing only.</summary>
internal static class SyntheticFoil
{
    public const double E0 = 7112;

    public static Spectrum Spectrum(int points)
    {
        var (energy, mu) = (new double[points], new double[points]);
        for (var i = 0; i < points; i++)
        {
            // A tenth before the edge, the rest uniform in k up to 16 Å⁻¹, as step scans are.
            var t = (i - (points / 10.0)) / (points * 0.9);
            energy[i] = E0 + (t < 0 ? 1500 * t : Wavenumber.ToEnergy(16 * t) + (0.2 * i / points));
            var relative = energy[i] - E0;
            var k = Wavenumber.FromEnergy(Math.Max(relative, 0));
            var chi = 0.0;
            foreach (var (r, n, s2) in new[] { (2.48, 8.0, 0.005), (2.87, 6.0, 0.006), (4.06, 12.0, 0.008), (4.75, 24.0, 0.009) })
                chi += n / (r * r) * Math.Exp(-2 * s2 * k * k) * Math.Sin((2 * k * (r - 0.35)) + 1) / Math.Max(k, 1) * 0.8;
            mu[i] = (0.5 * Math.Exp(-relative / 3000)) + ((0.5 + (Math.Atan(relative / 1.5) / Math.PI)) * (1 + chi) * Math.Exp(-relative / 2500));
        }
        return new Spectrum([.. energy], [.. mu]);
    }

    public static Spectrum[] Noisy(Spectrum spectrum, int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => spectrum with { Mu = [.. spectrum.Mu.Select(m => m + (1e-4 * (random.NextDouble() - 0.5)))] })];
    }
}
