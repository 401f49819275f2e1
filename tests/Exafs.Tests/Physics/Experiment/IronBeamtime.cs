using System.Collections.Immutable;
using Exafs.Physics.Experiment;
using Exafs.Signal;

namespace Exafs.Tests.Physics.Experiment;

/// <summary>An iron foil whose χ(k) is a sum of four analytic shells, and beamlines that look at it.</summary>
internal static class IronBeamtime
{
    public const double E0 = 7112;

    private static readonly (double R, double N, double Sigma2)[] Shells =
        [(2.48, 8, 0.005), (2.87, 6, 0.006), (4.06, 12, 0.009), (4.75, 24, 0.010)];

    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 7, TimeSpan.Zero);

    /// <summary>Irregular and not the reduction's own, as a caller's may be.</summary>
    public static readonly ImmutableArray<double> K = [.. Enumerable.Range(0, 420).Select(i => 0.2 + (0.04 * i) + (0.003 * Math.Sin(i)))];

    public static readonly SampleState State = new() { K = K, Chi = [.. K.Select(Chi)] };

    public static readonly SampleModel Foil = new();

    /// <summary>The same foil, but its atomic absorption does not fall, so that χ keeps its amplitude when divided by the edge step.</summary>
    public static readonly SampleModel Flat = Foil with { AtomicExponent = 0 };

    public static readonly StepGrid Steps = new() { KMax = 16 };

    public static readonly BeamlineModel Ideal = new BeamlineModel { Grid = Steps }.Ideal();

    /// <summary>No errors but those that a test adds; noise of photons alone.</summary>
    public static readonly BeamlineModel Clean = Ideal with
    {
        Noise = true,
        Monochromator = Ideal.Monochromator with { Jitter = 0 },
        I0 = Ideal.I0 with { Noise = 0 },
        ITrans = Ideal.ITrans with { Noise = 0 },
        IRefer = Ideal.IRefer with { Noise = 0 },
    };

    public static double Chi(double k) => Shells.Sum(shell =>
        0.8 * shell.N / (k * shell.R * shell.R) * (k * k / (9 + (k * k))) * Math.Exp(-0.12 * k)
        * Math.Exp((-2 * shell.Sigma2 * k * k) - (2 * shell.R / 8)) * Math.Sin((2 * k * shell.R) - (0.7 * k) + 2));

    public static Scan Measure(this BeamlineModel beamline, SampleModel? sample = null, SampleState? state = null, ulong seed = 1) =>
        new SimulatedExperiment(sample ?? Foil, beamline).Measure(state ?? State, Start, seed);

    public static Spectrum Mu(this Scan scan, MeasurementMode mode = MeasurementMode.Transmission) =>
        Absorption.Of(scan, new() { Mode = mode }).Spectrum!;

    public static Reduction Reduce(this Spectrum spectrum, double? e0 = E0) =>
        new Reducer(new ReductionParameters { E0 = e0, KWeight = 2 }).Reduce(spectrum).Reduction!;

    /// <summary>χ at the reduction's k of a range.</summary>
    public static double[] Between(this Reduction reduction, double from, double to, Func<double, double, double> select) =>
        [.. reduction.K.Zip(reduction.Chi).Where(p => p.First >= from - 1e-9 && p.First <= to + 1e-9).Select(p => select(p.First, p.Second))];

    public static double Rms(this IEnumerable<double> values) => Math.Sqrt(values.Average(x => x * x));
}
