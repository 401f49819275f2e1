using System.ComponentModel.DataAnnotations;
using Exafs.Signal;

namespace Exafs.Monitor.Options;

/// <summary>Bridging of glitches.</summary>
internal sealed record DeglitchSection
{
    private static readonly GlitchParameters Default = new();

    public bool Enabled { get; init; }

    [Range(3.0, 1000.0)]
    public double ThresholdSigma { get; init; } = Default.Threshold;

    [Range(0.0, 1.0)]
    public double StepFractionMinimum { get; init; } = Default.MinimumFraction;

    [Range(1, 3)]
    public int WidthMaximumPoints { get; init; } = Default.MaxWidth;

    [Range(0.0, 0.5)]
    public double PointsFractionMaximum { get; init; } = Default.MaxFraction;

    public GlitchParameters? ToParameters() => !Enabled ? null : Default with
    {
        Threshold = ThresholdSigma,
        MinimumFraction = StepFractionMinimum,
        MaxWidth = WidthMaximumPoints,
        MaxFraction = PointsFractionMaximum,
    };
}
