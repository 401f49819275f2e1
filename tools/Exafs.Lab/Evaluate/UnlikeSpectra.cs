using Exafs.Inference.Features;
using Exafs.Physics.Estimates;
using Exafs.Physics.Experiment;
using Exafs.Physics.Libraries;

namespace Exafs.Lab.Evaluate;

/// <summary>Simulated spectra that a pack has to call unlike its training set.</summary>
internal static class UnlikeSpectra
{
    private const double S02 = 0.8, Noise = 1e-3;

    /// <summary>χ halved at all k, as self-absorption in a thick sample does.</summary>
    public static IEnumerable<ChiK> Damped(IEnumerable<ChiK> spectra) => spectra.Select(chi => chi with { Chi = [.. chi.Chi.Select(value => 0.5 * value)] });

    /// <summary>The reference of another element's library, at its own edge, with noise.</summary>
    /// <param name="folder">Of the other pack.</param>
    /// <param name="count">So many.</param>
    public static IEnumerable<ChiK> OtherElement(string folder, int count)
    {
        var library = StructureLibrary.Load(Path.Combine(folder, "library"));
        var edge = AbsorptionEdge.Tabulated.First(tabulated => tabulated.Element == library.Manifest.Element && tabulated.Name == library.Manifest.Edge);
        var theory = library.Reference!.ChiOf(0).ToArray().Select(value => (double)value).ToArray();
        return Measured(theory, new TheoryScale(edge.Energy, BeamlineCalibration.AtomicExponent), edge.Energy, count);
    }

    /// <summary>A monoxide of rock salt, NaCl type: light neighbours at a/2, heavy ones at a/√2, with scattering of a likely form and nothing beyond.</summary>
    /// <param name="parameters">Of the pack: the spectra are of its edge.</param>
    /// <param name="count">So many, each of another lattice and disorder.</param>
    public static IEnumerable<ChiK> Oxides(FeatureParameters parameters, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var random = new RandomStream(1, $"oxide {i}");
            double lattice = 4.2 + (0.3 * random.Uniform()), sigma2 = 0.005 + (0.01 * random.Uniform());
            var theory = new double[TheoryScale.Points];
            for (var point = 1; point < theory.Length; point++)
            {
                var k = point * TheoryScale.KStep;
                // Light atoms scatter at low k; of heavy ones the backscattering has its maximum near 7 Å⁻¹.
                theory[point] = Shell(k, 6, lattice / 2, sigma2, 0.9 * Math.Exp(-k * k / 40), -1.2 - (0.35 * k)) + Shell(k, 12, lattice / Math.Sqrt(2), sigma2, 0.6 * Math.Exp(-Math.Pow((k - 7) / 5, 2)), 0.6 - (0.45 * k));
            }

            yield return Measured(theory, new TheoryScale(parameters), parameters.EdgeEnergy, 1, i).Single();
        }

        static double Shell(double k, double n, double r, double sigma2, double amplitude, double phase) =>
            n * amplitude / (k * r * r) * Math.Exp((-2 * sigma2 * k * k) - (2 * r / 8)) * Math.Sin((2 * k * r) + phase);
    }

    private static IEnumerable<ChiK> Measured(double[] theory, TheoryScale scale, double edgeEnergy, int count, int seed = 0)
    {
        for (var i = 0; i < count; i++)
        {
            var random = new RandomStream(2, $"unlike {seed + i}");
            var chi = new double[281];
            scale.ToMeasured(theory, TheoryScale.KStep, 8, S02, chi);
            for (var point = 0; point < chi.Length; point++) chi[point] += Noise * random.Normal();
            yield return new([.. chi]) { KStep = TheoryScale.KStep, E0 = edgeEnergy, EpsilonK = Noise };
        }
    }
}
