namespace Exafs.Inference.Features;

/// <summary>What a network is shown of χ(k).</summary>
public enum FeatureKind
{
    /// <summary>k²χ(k), filtered.</summary>
    K2Chi,

    /// <summary>Its wavelet transform, filtered alike: where in k which distance scatters.</summary>
    Wavelet,
}
