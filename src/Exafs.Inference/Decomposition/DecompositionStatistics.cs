using Exafs.Inference.Calibration;
using Exafs.Inference.Training;
using Exafs.Inference.Trust;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Decomposition;

/// <summary>Of a decomposition, what tells whether the spectrum is like the library; and the limits, from simulated measurements of held-out potentials.</summary>
public static class DecompositionStatistics
{
    /// <summary>The limits of the statistics that a decomposition gives; those of a network stay as they are. A melt's part needs no margin: errors of S0² are in the simulation.</summary>
    /// <param name="library">With structures of held-out potentials.</param>
    /// <param name="parameters">Of the decomposition.</param>
    /// <param name="limits">With the quantile and the margin.</param>
    /// <param name="spectra">How many are simulated.</param>
    /// <param name="seed">Of all chance.</param>
    /// <param name="half">Of which structures.</param>
    /// <exception cref="InvalidDataException">The library holds no potential back.</exception>
    public static TrustLimits Limits(StructureLibrary library, DecompositionParameters parameters, TrustLimits limits, int spectra, int seed, HeldOutHalf half = HeldOutHalf.Both)
    {
        ConvexDecomposition? decomposition = null;
        var statistics = new List<TrustStatistics>();
        foreach (var spectrum in new HeldOutSpectra(library, new(parameters.EdgeEnergy, parameters.AtomicExponent)) { Half = half }.Draw(spectra, seed))
        {
            decomposition ??= new(library, new("", ""), spectrum.Calibration, parameters);
            if (decomposition.Fit(spectrum.Measured).Fit is { } fit) statistics.Add(Of(decomposition.Mixtures, fit, (spectrum.Measured.EpsilonK ?? 0) / spectrum.Calibration.S02, null));
        }

        return limits with { FitRFactor = limits.Of(statistics.Select(each => each.FitRFactor!.Value)), MeltBesideCrystal = limits.Of(statistics.Select(each => each.MeltBesideCrystal!.Value), margin: 1) };
    }

    /// <param name="mixtures">Structures.</param>
    /// <param name="fit">The spectrum.</param>
    /// <param name="noise">σ of a point of χ(k) on theory's scale; 0: not known.</param>
    /// <param name="edgeOffset">eV; null: not known.</param>
    internal static TrustStatistics Of(Mixtures mixtures, DecompositionFit fit, double noise, double? edgeOffset) => new()
    {
        FitRFactor = Math.Max(0, fit.Rest - (noise * noise * fit.Plan.Metric.Trace)) / fit.Norm,
        MeltBesideCrystal = Melt(mixtures, fit),
        EdgeOffset = edgeOffset,
    };

    /// <summary>4·wₗ·w_c·(1 − T_c/Tₗ) of the melts' part and mean temperature and the crystals': 0 of either alone, 1 of half a melt beside crystals at 0 K.</summary>
    private static double Melt(Mixtures mixtures, DecompositionFit fit)
    {
        var (melt, meltHeat, crystal, crystalHeat) = (0.0, 0.0, 0.0, 0.0);
        for (var p = 0; p < fit.Members.Length; p++)
        {
            var (weight, temperature, ordered) = (fit.Weights[p], mixtures.Temperature(fit.Members[p]), 1 - mixtures.Disorder(fit.Members[p]));
            if (mixtures.IsMelt(fit.Members[p])) (melt, meltHeat) = (melt + weight, meltHeat + (weight * temperature));
            else (crystal, crystalHeat) = (crystal + (weight * ordered), crystalHeat + (weight * ordered * temperature));
        }

        return melt > 0 && crystal > 0 ? Math.Max(0, 4 * melt * crystal * (1 - (crystalHeat / crystal * melt / meltHeat))) : 0;
    }
}
