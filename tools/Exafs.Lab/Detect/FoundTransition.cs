using System.Text.Json.Serialization;

namespace Exafs.Lab.Detect;

/// <summary>A true transition and what was announced of it; NaN and null where nothing was.</summary>
public sealed record FoundTransition
{
    public required string Cause { get; init; }

    public required string Branch { get; init; }

    public required bool OnsetFound { get; init; }

    /// <summary>From 10 % transformed to the announcement; negative: before.</summary>
    public int? DelayScans { get; init; }

    public double? DelayKelvin { get; init; }

    public double TrueTcKelvin { get; init; } = double.NaN;

    public double TcKelvin { get; init; } = double.NaN;

    public double TcSigmaKelvin { get; init; } = double.NaN;

    [JsonIgnore]
    public double TcError => TcKelvin - TrueTcKelvin;

    /// <summary>The 95 % interval holds the truth.</summary>
    public bool? TcCovered => double.IsFinite(TcError) ? Math.Abs(TcError) <= 1.96 * TcSigmaKelvin : null;

    public double ScanKelvin { get; init; } = double.NaN;

    public double Within32Before { get; init; } = double.NaN;

    public double Within32After { get; init; } = double.NaN;

    public double TrueWithin32Before { get; init; } = double.NaN;

    public double TrueWithin32After { get; init; } = double.NaN;

    /// <summary>Volume after over before at one temperature, less 1, %.</summary>
    public double VolumeStepPercent { get; init; } = double.NaN;

    public double TrueVolumeStepPercent { get; init; } = double.NaN;

    public bool? ReversalFound { get; init; }
}
