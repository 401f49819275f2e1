using System.Runtime.InteropServices;
using Exafs.Inference.Calibration;
using Exafs.Inference.Targets;
using Exafs.Inference.Training;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Decomposition;

/// <summary>Finds how far the errors of a decomposition have to be stretched to hold on potentials that it does not know.</summary>
/// <remarks>For each output the floor is half of what 68 % of the errors stay below; the factor then makes 68 % of them lie within σ. Of outputs whose propagated error is next to nothing the floor alone holds 68 % and 95 %.</remarks>
public static class DecompositionCalibration
{
    private const double Covered = 0.683, Covered95 = 0.95, Sigmas95 = 1.96, Blind = 0.05;

    /// <summary>The parameters with <see cref="DecompositionParameters.ErrorFactor"/> and <see cref="DecompositionParameters.ErrorFloor"/> found.</summary>
    /// <param name="library">With structures of held-out potentials.</param>
    /// <param name="parameters">Ranges.</param>
    /// <param name="spectra">How many are simulated.</param>
    /// <param name="seed">Of all chance.</param>
    /// <param name="half">Of which structures.</param>
    /// <exception cref="InvalidDataException">The library holds no potential back.</exception>
    public static DecompositionParameters Calibrate(StructureLibrary library, DecompositionParameters parameters, int spectra, int seed, HeldOutHalf half = HeldOutHalf.Both)
    {
        parameters = parameters with { ErrorFactor = [], ErrorFloor = [] };
        var heldOut = new HeldOutSpectra(library, new(parameters.EdgeEnergy, parameters.AtomicExponent)) { Half = half };
        var truths = new Mixtures(heldOut.Set, library.Manifest.Phases, [.. Enumerable.Range(0, heldOut.Set.Count)]);
        ConvexDecomposition? decomposition = null;
        var (misses, sigmas, quantities) = (new List<double[]>(), new List<double[]>(), new List<double>());
        foreach (var spectrum in heldOut.Draw(spectra, seed))
        {
            decomposition ??= new(library, new("", ""), spectrum.Calibration, parameters);
            if (decomposition.Fit(spectrum.Measured).Fit is not { } fit) continue;
            var (found, truth) = (new double[Mixtures.Outputs], new double[Mixtures.Outputs]);
            decomposition.Mixtures.Mix(fit.Members, fit.Weights, found);
            truths.Mix(spectrum.Members, spectrum.Weights, truth);
            quantities.AddRange(truth.AsSpan(Mixtures.FirstQuantity, Quantities.Count));
            misses.Add([.. found.Zip(truth, (a, b) => Math.Abs(a - b))]);
            sigmas.Add(decomposition.Errors(spectrum.Measured, fit).Propagated);
        }

        var scale = QuantityScale.Of(CollectionsMarshal.AsSpan(quantities));
        var (factors, floors) = (new double[Mixtures.Outputs], new double[Mixtures.Outputs]);
        for (var i = 0; i < Mixtures.Outputs; i++)
        {
            (double Miss, double Sigma)[] pairs = [.. misses.Zip(sigmas, (miss, sigma) => (miss[i], sigma[i])).Where(pair => double.IsFinite(pair.Item1 + pair.Item2))];
            var typical = Quantile(pairs.Select(pair => pair.Miss));
            if (!(Quantile(pairs.Select(pair => pair.Sigma), 0.5) > Blind * typical))
            {
                // Propagation sees nothing of what goes wrong: which part prevails, or what all structures have in common.
                (factors[i], floors[i]) = (1, Math.Max(Math.Max(typical, Quantile(pairs.Select(pair => pair.Miss), Covered95) / Sigmas95), Least(i)));
                continue;
            }

            floors[i] = Math.Max(typical / 2, Least(i));
            // |miss| ≤ √(factor²σ² + floor²), solved for the factor.
            factors[i] = Quantile(pairs.Select(pair => Math.Sqrt(Math.Max(0, (pair.Miss * pair.Miss) - (floors[i] * floors[i]))) is var rest and > 0 ? rest / Math.Max(pair.Sigma, 1e-12 + (1e-3 * floors[i])) : 0));
        }

        return parameters with { ErrorFactor = [.. factors], ErrorFloor = [.. floors] };

        // Where all structures agree no error was seen: not that there is none.
        double Least(int output) => output - Mixtures.FirstQuantity is >= 0 and < Quantities.Count and var quantity && scale.IsConstant(quantity) ? scale.Deviation[quantity] : 0;
    }

    private static double Quantile(IEnumerable<double> values, double part = Covered)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(part * sorted.Length))];
    }
}
