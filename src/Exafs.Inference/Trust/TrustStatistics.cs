namespace Exafs.Inference.Trust;

/// <summary>What tells whether a spectrum is like those that a pack knows; null where it was not found out.</summary>
public sealed record TrustStatistics
{
    /// <summary>R-factor of the convex decomposition, less what noise explains: how far the spectrum lies from all mixtures of the library.</summary>
    public double? FitRFactor { get; init; }

    /// <summary>Part that a melt takes beside crystals far too cold for it, 0 to 1: the shape of an amplitude that is damped alike at all k.</summary>
    public double? MeltBesideCrystal { get; init; }

    /// <summary>R-factor of the spectrum that belongs to the network's structure.</summary>
    public double? ConsistencyRFactor { get; init; }

    /// <summary>Spread of the ensemble's members' g(R), rms over R, relative to the rms of g(R).</summary>
    public double? EnsembleSpread { get; init; }

    /// <summary>Distance of the network's inputs from those of its training, in standard deviations.</summary>
    public double? FeatureDistance { get; init; }

    /// <summary>|E0 − E0 of the edge|, eV.</summary>
    public double? EdgeOffset { get; init; }
}
