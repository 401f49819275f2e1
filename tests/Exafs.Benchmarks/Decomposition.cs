using System.Diagnostics;
using System.Globalization;
using Exafs.Inference.Calibration;
using Exafs.Inference.Decomposition;
using Exafs.Inference.Targets;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;
using Exafs.Tests.Reference;

namespace Exafs.Benchmarks;

/// <summary>The convex decomposition on simulated spectra of the iron library's held-out potentials: accuracy, coverage, phase fractions, speed.</summary>
internal static class Decomposition
{
    private const double EdgeEnergy = 7112;

    public static void Print(TextWriter to)
    {
        StructureLibrary library = StructureLibrary.Load(Path.Combine(RepositoryFolder.Path, "config", "packs", "fe", "library"));
        var parameters = DecompositionCalibration.Calibrate(library, new DecompositionParameters { EdgeEnergy = EdgeEnergy }, 400, 1);
        to.WriteLine("| held-out potentials, noise 1e-3 | N(3.2 Å), % | R1, Å | σ²1, % | N1 | g(R), R-factor 1.8-5.2 Å | fit, R-factor: median, 99 % | 68 % covers | 95 % covers |");
        to.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var other in new[] { false, true })
        {
            foreach (var (low, high) in new[] { (0.0, 700.0), (750, 1600) })
            {
                var spectra = new HeldOutSpectra(library, new(EdgeEnergy, parameters.AtomicExponent), other) { Mixed = 0, DeltaE0Sigma = 0.3, Temperature = (low, high) };
                Accuracy(to, $"{(other ? "another scattering" : "same scattering")}, {low:F0}-{high:F0} K", library, parameters, spectra);
            }
        }

        to.WriteLine();
        to.WriteLine("| bcc + fcc, held-out potentials, 900-1300 K | RMSE of the bcc fraction | of bcc in bcc + fcc + hcp |");
        to.WriteLine("|---|---:|---:|");
        foreach (var (name, e0, s02) in new[] { ("E0 and S0² exact", 0.0, 0.0), ("E0 ± 0.3 eV", 0.3, 0.0), ("E0 ± 2 eV, S0² ± 10 %", 2.0, 0.1) })
            Fractions(to, name, library, parameters, new HeldOutSpectra(library, new(EdgeEnergy, parameters.AtomicExponent), false) { Mixed = 1, DeltaE0Sigma = e0, S02Sigma = s02, Temperature = (900, 1300), KMax = (12, 12) });
        Time(to, library, parameters);
        var limits = DecompositionStatistics.Limits(library, parameters, new(), 400, 1);
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Limits from 400 simulated spectra: R-factor of the fit {limits.FitRFactor:F3}, melt beside crystals {limits.MeltBesideCrystal:F3}."));
    }

    private static void Accuracy(TextWriter to, string name, StructureLibrary library, DecompositionParameters parameters, HeldOutSpectra spectra)
    {
        var (sums, counts, fits, covered) = (new double[5], 0, new List<double>(), new List<double>());
        ConvexDecomposition? decomposition = null;
        foreach (var spectrum in spectra.Draw(150, 2))
        {
            if ((decomposition ??= new(library, new("", ""), spectrum.Calibration, parameters)).Estimate(spectrum.Measured).Estimate is not { } estimate || estimate.Shells.IsEmpty) continue;
            var truth = new double[Quantities.Count];
            Quantities.Of(spectra.Set).AsSpan(spectrum.Members[0] * Quantities.Count, Quantities.Count).CopyTo(truth);
            var shell = estimate.Shells[0];
            counts++;
            sums[0] += Square((estimate.Within32.Value / truth[Quantities.Within32]) - 1);
            sums[1] += Square(shell.Distance.Value - truth[Quantities.FirstShell + 1]);
            sums[2] += Square((shell.Sigma2.Value / truth[Quantities.FirstShell + 2]) - 1);
            sums[3] += Square(shell.CoordinationNumber.Value - truth[Quantities.FirstShell]);
            sums[4] += RFactor(estimate, TargetGrid.NeighboursOf(spectra.Set, spectrum.Members[0]));
            fits.Add(estimate.ConsistencyRFactor);
            foreach (var (found, at) in new[] { (estimate.Within32, Quantities.Within32), (shell.CoordinationNumber, Quantities.FirstShell), (shell.Distance, Quantities.FirstShell + 1), (shell.Sigma2, Quantities.FirstShell + 2) })
                covered.Add(Math.Abs(found.Value - truth[at]) / found.Sigma);
        }

        fits.Sort();
        double Rms(int i) => Math.Sqrt(sums[i] / counts);
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {100 * Rms(0):F2} | {Rms(1):F4} | {100 * Rms(2):F1} | {Rms(3):F2} | {sums[4] / counts:F4} | {fits[fits.Count / 2]:F4}, {fits[(int)(0.99 * fits.Count)]:F4} | {100.0 * covered.Count(miss => miss < 1) / covered.Count:F0} % | {100.0 * covered.Count(miss => miss < 1.96) / covered.Count:F0} % |"));
    }

    private static void Fractions(TextWriter to, string name, StructureLibrary library, DecompositionParameters parameters, HeldOutSpectra spectra)
    {
        var (plain, crystals, count) = (0.0, 0.0, 0);
        var phases = PhaseTargets.Of(spectra.Set);
        ConvexDecomposition? decomposition = null;
        foreach (var spectrum in spectra.Draw(100, 3))
        {
            if ((decomposition ??= new(library, new("", ""), spectrum.Calibration, parameters)).Estimate(spectrum.Measured).Estimate is not { } estimate) continue;
            var truth = spectrum.Members.Zip(spectrum.Weights, (member, weight) => weight * phases[member * PhaseTargets.Count]).Sum();
            var (bcc, rest) = (estimate.Phases[0].Fraction.Value, estimate.Phases[3].Fraction.Value);
            plain += Square(bcc - truth);
            crystals += Square((bcc / (1 - rest)) - truth);
            count++;
        }

        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {Math.Sqrt(plain / count):F3} | {Math.Sqrt(crystals / count):F3} |"));
    }

    private static void Time(TextWriter to, StructureLibrary library, DecompositionParameters parameters)
    {
        HeldOutSpectrum[] spectra = [.. new HeldOutSpectra(library, new(EdgeEnergy, parameters.AtomicExponent)) { KMax = (12.5, 12.5) }.Draw(200, 4)];
        var decomposition = new ConvexDecomposition(library, new("", ""), spectra[0].Calibration, parameters);
        ChiK[] batch = [.. spectra.Select(spectrum => spectrum.Measured)];
        var watch = Stopwatch.StartNew();
        decomposition.Estimate(batch[0]);
        var first = watch.Elapsed;
        double best = double.PositiveInfinity;
        for (var turn = 0; turn < 5; turn++)
        {
            watch.Restart();
            decomposition.Estimate(batch);
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds / batch.Length);
        }

        to.WriteLine();
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"One scan on one core: {best:F2} ms; the plan of a kmax: {first.TotalMilliseconds:F0} ms."));
    }

    private static double RFactor(StructureEstimate estimate, ReadOnlySpan<float> truth)
    {
        var (miss, all) = (0.0, 0.0);
        for (var i = 0; i < estimate.R.Length && estimate.R[i] <= 5.2; i++) (miss, all) = (miss + Square(estimate.NeighboursPerAngstrom[i] - truth[i]), all + Square(truth[i]));
        return miss / all;
    }

    private static double Square(double value) => value * value;
}
