using Exafs.Inference.Features;
using Exafs.Inference.Networks;

namespace Exafs.Lab.Train;

/// <summary>The part network of a configuration: a <see cref="NetworkShape"/> but for what features and targets decide.</summary>
public sealed record NetworkSection
{
    public NetworkKind Kind { get; init; } = NetworkKind.Mlp;

    /// <inheritdoc cref="NetworkShape.Hidden"/>
    public int Hidden { get; init; } = 512;

    /// <inheritdoc cref="NetworkShape.Depth"/>
    public int Depth { get; init; } = 1;

    public Activation Activation { get; init; } = Activation.Silu;

    /// <inheritdoc cref="NetworkShape.Dropout"/>
    public double Dropout { get; init; }

    /// <inheritdoc cref="NetworkShape.Width"/>
    public int Width { get; init; } = 32;

    /// <inheritdoc cref="NetworkShape.Kernel"/>
    public int Kernel { get; init; } = 7;

    /// <inheritdoc cref="NetworkShape.Patch"/>
    public int Patch { get; init; } = 8;

    /// <inheritdoc cref="NetworkShape.Heads"/>
    public int Heads { get; init; } = 4;

    /// <summary>The network for these features.</summary>
    /// <exception cref="InvalidDataException">There is no such network.</exception>
    public NetworkShape For(FeaturePlan plan)
    {
        var channels = plan.Parameters.Kind == FeatureKind.Wavelet ? plan.Parameters.WaveletDistances : 1;
        var along = Kind != NetworkKind.Mlp;
        var shape = new NetworkShape
        {
            Kind = Kind,
            Inputs = plan.Inputs,
            Outputs = OutputLayout.Standard.Count,
            Hidden = Hidden,
            Depth = Depth,
            Activation = Activation,
            Dropout = Dropout,
            Points = along ? plan.SpectralInputs / channels : 0,
            Channels = along ? channels : 1,
            Width = Width,
            Kernel = Kernel,
            Patch = Patch,
            Heads = Heads,
        };
        return shape.Faults() is [var fault, ..] ? throw new InvalidDataException($"network: {fault}") : shape;
    }
}
