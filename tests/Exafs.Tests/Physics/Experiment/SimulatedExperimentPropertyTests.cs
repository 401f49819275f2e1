using Exafs.Physics.Experiment;
using Exafs.Signal;
using FsCheck;
using FsCheck.Fluent;
using static Exafs.Tests.Physics.Experiment.IronBeamtime;

namespace Exafs.Tests.Physics.Experiment;

public class SimulatedExperimentPropertyTests
{
    [Fact]
    public void Measure_AnyParametersInRange_GivesFinitePositiveCountsOfEqualLengths() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), number =>
        {
            var random = new Random(number);
            var (sample, state, beamline) = (Sample(random), StateOf(random), Beamline(random));
            var direction = random.Next(2) == 0 ? ScanDirection.Up : ScanDirection.Down;
            var scan = new SimulatedExperiment(sample, beamline).Measure(state, Start.AddSeconds(random.Next(100_000)), (ulong)number, direction);

            var n = scan.Energy.Length;
            return n == scan.PointsPlanned && scan.Time.Length == n && scan.EndTime > scan.StartTime
                && new[] { scan.I0, scan.ITrans, scan.IRefer }.All(channel => channel.Length == n && channel.All(x => double.IsFinite(x) && x > 0))
                && scan.IFluor.Single().Values.All(x => double.IsFinite(x) && x >= 0)
                && Absorption.Of(scan, new()).DroppedPoints == 0;
        }).QuickCheckThrowOnFailure();

    private static SampleModel Sample(Random random) => new()
    {
        Edge = AbsorptionEdge.Tabulated[random.Next(AbsorptionEdge.Tabulated.Length)],
        EdgeStep = In(random, 0.01, 2.5),
        Background = In(random, 0, 1),
        BackgroundExponent = In(random, 2, 4),
        AtomicExponent = In(random, 0, 4),
        Peaks = [new EdgePeak(In(random, -10, 10), In(random, 0, 1), In(random, 0.5, 10))],
        Pinholes = In(random, 0, 0.9),
        ThicknessSpread = In(random, 0, 0.8),
    };

    private static SampleState StateOf(Random random) => State with
    {
        S02 = In(random, 0, 1.5),
        ChiOrigin = In(random, -12, 12),
        EdgeShift = In(random, -5, 10),
        Temperature = In(random, 4, 3000),
        Thickness = In(random, 0.1, 1.3),
    };

    private static BeamlineModel Beamline(Random random) => new()
    {
        Grid = random.Next(2) == 0 ? new ContinuousGrid { Duration = 0.1 } : new StepGrid { KStep = 0.1, DwellExponent = In(random, 0, 3) },
        // So many photons that none of 100,000 readings has none, and amplifiers whose noise does not outweigh them.
        Flux = Math.Pow(10, In(random, 12, 14)),
        I0 = new() { Absorbed = In(random, 0.01, 0.9), Noise = 0, Gain = 1e5 },
        ITrans = new() { Absorbed = In(random, 0.05, 0.9), Noise = 0, Gain = 1e5 },
        IRefer = new() { Absorbed = In(random, 0.05, 0.9), Noise = 0, Gain = 1e5 },
        FluxSlope = In(random, -2, 2),
        Ring = new() { RefillInterval = In(random, 1, 1e5), Lifetime = In(random, 1e4, 1e6), DipDepth = In(random, 0, 0.9), DampingTime = In(random, 1e-3, 1) },
        Monochromator = new()
        {
            Resolution = In(random, 0, 5),
            CalibrationOffset = In(random, -10, 10),
            Drift = In(random, -1, 1),
            Jitter = In(random, 0, 0.5),
            Backlash = In(random, -2, 2),
            Harmonics = In(random, 0, 0.2),
            Glitches = [new BraggGlitch(7300, In(random, 0, 0.9), In(random, 0.5, 10), In(random, 0, 0.5))],
        },
        Fluorescence = new() { SolidAngle = In(random, 1e-5, 0.3), Geometry = In(random, 0.1, 10) },
        Events = [new TopUp(Start, 0.5, TimeSpan.FromMilliseconds(20)), new MonochromatorJump(Start, 1)],
    };

    private static double In(Random random, double from, double to) => from + ((to - from) * random.NextDouble());
}
