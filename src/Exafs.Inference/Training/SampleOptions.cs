using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Exafs.Inference.Training;

/// <summary>What samples a network learns from: mixtures of structures, what theory does not know, what a beamline does to a spectrum.</summary>
public sealed record SampleOptions
{
    /// <summary>Of the library's phases only these; empty: all.</summary>
    public ImmutableArray<string> Phases { get; init; } = [];

    /// <summary>Of the library's potentials only these, by name; empty: all.</summary>
    public ImmutableArray<string> Potentials { get; init; } = [];

    /// <summary>Samples of more than one structure.</summary>
    public double MixtureShare { get; init; } = 0.5;

    /// <summary>Of these, samples of three.</summary>
    public double TripleShare { get; init; } = 0.1;

    /// <summary>Of the others, samples of bcc beside fcc of about one temperature.</summary>
    public double CoexistenceShare { get; init; } = 0.5;

    /// <summary>About one temperature, K.</summary>
    public double CoexistenceKelvin { get; init; } = 200;

    /// <summary>The paths 0-A-B-C-0 count.</summary>
    public bool Generic { get; init; } = true;

    /// <summary>By this factor.</summary>
    public Interval GenericScale { get; init; } = new(0.6, 1.3);

    /// <summary>Error of theory: χ(R) times 1 + ε(R), rms of the complex ε; both 0: none.</summary>
    public Interval TheoryError { get; init; } = new(0.05, 0.2);

    /// <summary>ε is independent over this distance, Å.</summary>
    [JsonPropertyName("theory_error_knot_angstrom")]
    public double TheoryErrorKnot { get; init; } = 0.6;

    /// <summary>Beyond 2 Å ε grows as R, up to this factor.</summary>
    public double TheoryErrorGrowth { get; init; } = 2;

    /// <summary>In half of the samples χ(k) and g(R) are broadened alike, by up to this, Å².</summary>
    [JsonPropertyName("extra_sigma2_angstrom2")]
    public double ExtraSigma2 { get; init; }

    /// <summary>Smooth error of the amplitude over k, 1 σ.</summary>
    public double AmplitudeError { get; init; } = 0.03;

    /// <summary>By how much theory's k = 0 lies above E0 of the reduction, eV: mean and spread.</summary>
    [JsonPropertyName("delta_e0_ev")]
    public double DeltaE0 { get; init; } = 8;

    /// <inheritdoc cref="DeltaE0"/>
    [JsonPropertyName("delta_e0_spread_ev")]
    public double DeltaE0Spread { get; init; } = 1.5;

    /// <summary>Error of the calibration, eV: of one half of the samples, and of the other, 1 σ.</summary>
    [JsonPropertyName("delta_e0_error_ev")]
    public Interval DeltaE0Error { get; init; } = new(0.4, 2);

    /// <summary>S0²: mean and spread.</summary>
    public double S02 { get; init; } = 0.8;

    /// <inheritdoc cref="S02"/>
    public double S02Spread { get; init; } = 0.1;

    /// <summary>Relative error of the calibration: of one half of the samples, and of the other, 1 σ.</summary>
    public Interval S02Error { get; init; } = new(0.03, 0.1);

    /// <summary>And never more.</summary>
    public double S02ErrorLimit { get; init; } = 0.2;

    /// <summary>The edge's absorption falls as E to the minus this; the correction knows of one value only.</summary>
    public Interval AtomicExponent { get; init; } = new(2.3, 2.8);

    /// <summary>Energy grids in use.</summary>
    public int Grids { get; init; } = 60;

    /// <summary>Where their data end, Å⁻¹.</summary>
    [JsonPropertyName("data_kmax_per_angstrom")]
    public Interval DataKMax { get; init; } = new(9.2, 16.6);

    /// <summary>Samples that are used as far as their data go; the others to some kmax below.</summary>
    public double FullRangeShare { get; init; } = 0.5;

    /// <summary>Of χ, 1 σ of a reading, as many in each decade; both 0: none.</summary>
    public Interval Noise { get; init; } = new(1e-4, 5e-3);

    /// <summary>Samples with a glitch.</summary>
    public double GlitchShare { get; init; } = 0.1;

    /// <summary>Of a glitch, in edge steps, 1 σ.</summary>
    public double GlitchHeight { get; init; } = 0.05;

    /// <summary>Waves of less than 1 Å on the absorption, in edge steps, 1 σ.</summary>
    public double Background { get; init; } = 0.02;

    /// <summary>Bend of the absorption over 1000 eV, in edge steps, 1 σ.</summary>
    public double Curvature { get; init; } = 0.05;

    /// <summary>White line, in edge steps, at most.</summary>
    public double WhiteLine { get; init; } = 0.2;

    /// <summary>Nothing but pure structures on a perfect beamline whose calibration is right.</summary>
    public static SampleOptions Exact { get; } = new()
    {
        MixtureShare = 0,
        GenericScale = new(1, 1),
        TheoryError = default,
        AmplitudeError = 0,
        DeltaE0Spread = 0,
        DeltaE0Error = default,
        S02Spread = 0,
        S02Error = default,
        AtomicExponent = new(2.6, 2.6),
        FullRangeShare = 1,
        Noise = default,
        GlitchShare = 0,
        Background = 0,
        Curvature = 0,
        WhiteLine = 0,
    };

    /// <exception cref="InvalidDataException">Something in it cannot be.</exception>
    public void Check()
    {
        foreach (var (name, share) in new[] { ("mixture_share", MixtureShare), ("triple_share", TripleShare), ("coexistence_share", CoexistenceShare), ("full_range_share", FullRangeShare), ("glitch_share", GlitchShare) })
            Require(share is >= 0 and <= 1, name, share, "is not between 0 and 1");
        foreach (var (name, value) in new[] { ("coexistence_kelvin", CoexistenceKelvin), ("extra_sigma2_angstrom2", ExtraSigma2), ("amplitude_error", AmplitudeError), ("delta_e0_spread_ev", DeltaE0Spread), ("s02_spread", S02Spread), ("glitch_height", GlitchHeight), ("background", Background), ("curvature", Curvature), ("white_line", WhiteLine) })
            Require(value >= 0 && double.IsFinite(value), name, value, "is not at least 0");
        foreach (var (name, range) in new[] { ("generic_scale", GenericScale), ("theory_error", TheoryError), ("delta_e0_error_ev", DeltaE0Error), ("s02_error", S02Error), ("atomic_exponent", AtomicExponent), ("data_kmax_per_angstrom", DataKMax), ("noise", Noise) })
            Require(range.Low >= 0 && range.High >= range.Low && double.IsFinite(range.High), name, range.Low, $"to {range.High} is no range");
        Require(Noise.Low > 0 || Noise.High == 0, "noise", Noise.Low, "is not above 0");
        Require(TheoryErrorKnot is >= 0.2 and <= 3, "theory_error_knot_angstrom", TheoryErrorKnot, "is not between 0.2 and 3");
        Require(TheoryErrorGrowth >= 1, "theory_error_growth", TheoryErrorGrowth, "is not at least 1");
        Require(S02 > 0, "s02", S02, "is not above 0");
        Require(Grids is >= 1 and <= 1000, "grids", Grids, "is not between 1 and 1000");
    }

    private static void Require(bool holds, string name, double value, string why)
    {
        if (!holds) throw new InvalidDataException($"{name}: {value} {why}");
    }
}
