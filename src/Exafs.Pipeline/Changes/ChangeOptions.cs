using System.ComponentModel.DataAnnotations;

namespace Exafs.Pipeline.Changes;

/// <summary>When a change is announced. The limits hold for iron at a quick-scanning beamline as for any other metal: they are in units of noise, or of what a structure is.</summary>
public sealed record ChangeOptions
{
    /// <summary>So many quiet scans are learnt before anything can be announced.</summary>
    [Range(6, 1000)]
    public int BaselineScans { get; init; } = 12;

    /// <summary>What a feature would be had nothing changed comes from so many quiet scans…</summary>
    [Range(8, 1000)]
    public int TrendScans { get; init; } = 40;

    /// <summary>… but not from the latest: a slow change must not become its own baseline.</summary>
    [Range(0, 200)]
    public int TrendLagScans { get; init; } = 8;

    /// <summary>Expected number of scans between two changes: 1/hazard of the change-point detection.</summary>
    [Range(10.0, 1e9)]
    public double ScansBetweenChanges { get; init; } = 1000;

    /// <summary>A feature has moved where the probability of a change since the trend's scans began is above this…</summary>
    [Range(0.5, 1.0)]
    public double ProbabilityMinimum { get; init; } = 0.95;

    /// <summary>… and its deviation is above so many standard errors of the prediction…</summary>
    [Range(1.0, 100.0)]
    public double DeviationsMinimum { get; init; } = 4;

    /// <summary>… and, of a phase, its part has changed by more than this; other features in proportion.</summary>
    [Range(0.001, 1.0)]
    public double FractionMinimum { get; init; } = 0.03;

    /// <summary>Of so many usable scans running…</summary>
    [Range(1, 100)]
    public int ConfirmOf { get; init; } = 3;

    /// <summary>… so many must show the change.</summary>
    [Range(1, 100)]
    public int ConfirmScans { get; init; } = 2;

    /// <summary>The part of a spectrum that the subspace of the quiet scans does not have, relative to the spectrum, that is worth a word.</summary>
    [Range(0.001, 1.0)]
    public double ResidualMinimum { get; init; } = 0.06;

    /// <summary>Reference value k of the CUSUM of that residual, in its standard deviations.</summary>
    [Range(0.1, 10.0)]
    public double CusumReference { get; init; } = 1;

    /// <summary>Threshold h of that CUSUM.</summary>
    [Range(1.0, 1000.0)]
    public double CusumThreshold { get; init; } = 15;

    /// <summary>For so many scans a spectrum that departs waits for a phase that explains it; then it is called unknown.</summary>
    [Range(0, 100)]
    public int ExplanationScans { get; init; } = 5;

    /// <summary>A change is complete where over so many usable scans…</summary>
    [Range(4, 1000)]
    public int SettledScans { get; init; } = 8;

    /// <summary>… it goes on by less than this part of itself.</summary>
    [Range(0.001, 0.5)]
    public double SettledPart { get; init; } = 0.02;

    /// <summary>A change goes back where it has lost this part of the most that it had come to.</summary>
    [Range(0.05, 0.95)]
    public double ReversalPart { get; init; } = 0.25;

    /// <summary>The same trouble of the instrument within so many scans is one event.</summary>
    [Range(0, 1000)]
    public int CooldownScans { get; init; } = 3;

    /// <summary>Einstein temperature of the σ² that is expected, K; amplitude and offset are fitted to the quiet scans.</summary>
    [Range(1.0, 5000.0)]
    public double EinsteinKelvin { get; init; } = 325;

    /// <summary>Error of one reading of the temperature, K.</summary>
    [Range(0.0, 100.0)]
    public double TemperatureSigmaKelvin { get; init; } = 0.5;

    /// <summary>Energy shift from one scan to the next that is a jump, eV.</summary>
    [Range(0.01, 100.0)]
    public double E0JumpEv { get; init; } = 0.4;

    /// <summary>Relative change of the edge step from one scan to the next that is a jump.</summary>
    [Range(0.001, 1.0)]
    public double EdgeStepJump { get; init; } = 0.03;

    /// <summary>Part of I0 that is suddenly missing, and comes back, in a top-up.</summary>
    [Range(0.001, 1.0)]
    public double TopUpDip { get; init; } = 0.04;
}
