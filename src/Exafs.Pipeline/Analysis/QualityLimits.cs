using System.ComponentModel.DataAnnotations;

namespace Exafs.Pipeline;

/// <summary>What a scan must be to give a result. Each limit stands here once, with its range, its default and the reason under which a scan that breaks it is rejected.</summary>
public sealed record QualityLimits
{
    /// <summary>"too_few_points": fewer points than this.</summary>
    [Range(8, 100_000)]
    public int PointsMinimum { get; init; } = 30;

    /// <summary>"energy_unit": an energy below this, eV, is taken for one in keV.</summary>
    [Range(0.0, 10_000.0)]
    public double EnergyMinimumEv { get; init; } = 200;

    /// <summary>"energy_unit": an energy above this, eV, is taken for one in meV or for nonsense.</summary>
    [Range(1_000.0, 10_000_000.0)]
    public double EnergyMaximumEv { get; init; } = 200_000;

    /// <summary>"saturated_channel": so many points running stand at the channel's highest reading.</summary>
    [Range(3, 100_000)]
    public int SaturatedPoints { get; init; } = 8;

    /// <summary>"i0_loss": I0 stays below this fraction of what it usually is (the beam was dumped, a shutter closed)…</summary>
    [Range(0.0, 1.0)]
    public double I0LossFraction { get; init; } = 0.1;

    /// <summary>… for so many points running.</summary>
    [Range(1, 100_000)]
    public int I0LossPoints { get; init; } = 4;

    /// <summary>"too_short": the data end below this, Å⁻¹.</summary>
    [Range(0.0, 30.0)]
    public double KMaxMinimumPerAngstrom { get; init; } = 3;

    /// <summary>"no_edge": the edge step is less than so many times the noise from point to point.</summary>
    [Range(0.0, 1000.0)]
    public double EdgeStepToNoiseMinimum { get; init; } = 5;

    /// <summary>"no_edge": normalised µ rises at the edge by less than this more than it changes beyond.</summary>
    [Range(0.0, 1.0)]
    public double EdgeRiseMinimum { get; init; } = 0.5;

    /// <summary>"too_noisy": the noise ε_k of χ(k) is more than this.</summary>
    [Range(1e-6, 1000.0)]
    public double EpsilonKMaximum { get; init; } = 0.1;
}
