using Exafs.Physics.Experiment;
using Exafs.Signal;
using static Exafs.Tests.Physics.Experiment.IronBeamtime;

namespace Exafs.Tests.Physics.Experiment;

/// <summary>What the encoder says is not what the crystal does.</summary>
public class EnergyErrorTests
{
    private static readonly BeamlineModel Fine = Ideal with { Grid = Steps with { EdgeStep = 0.1 } };

    [Theory]
    [InlineData(-2.5)]
    [InlineData(0)]
    [InlineData(0.8)]
    public void Measure_CalibrationOffset_MovesE0ByThatMuch(double offset)
    {
        var scan = Off(m => m with { CalibrationOffset = offset }).Measure();
        Assert.Equal(E0 + offset, Find(scan, MeasurementMode.Transmission), 0.11);
        Assert.Equal(E0 + offset, Find(scan, MeasurementMode.Reference), 0.11);
    }

    [Fact]
    public void Measure_CalibrationOffset_IsWhatTheAlignmentOfTheFoilTakesBack()
    {
        var first = new Alignment(Fine.Measure().Mu(MeasurementMode.Reference), E0, new AlignmentParameters());
        var shift = first.Align(Off(m => m with { CalibrationOffset = 0.7 }).Measure().Mu(MeasurementMode.Reference)).Shift;
        Assert.Equal(-0.7, shift, 0.01);
    }

    [Fact]
    public void Measure_ChemicalShift_LeavesTheFoilWhereItIs()
    {
        var scan = Fine.Measure(state: State with { EdgeShift = 4 });
        Assert.Equal(E0 + 4, Find(scan, MeasurementMode.Transmission), 0.11);
        Assert.Equal(E0, Find(scan, MeasurementMode.Reference), 0.11);
    }

    [Fact]
    public void Measure_ReferenceChannel_HasTheFoilsOwnFineStructure()
    {
        var beamline = Ideal with { Reference = new ReferenceFoil(Flat, State) };
        var reduction = beamline.Measure(state: new()).Mu(MeasurementMode.Reference).Reduce();
        Assert.InRange(reduction.Between(3, 14, (k, chi) => k * k * (chi - Chi(k))).Rms() / reduction.Between(3, 14, (k, _) => k * k * Chi(k)).Rms(), 0, 0.006);
    }

    [Fact]
    public void Measure_HoursAfterCalibration_HasDrifted()
    {
        var beamline = Off(m => m with { Drift = 0.25, CalibratedAt = Start.AddHours(-8) });
        Assert.Equal(E0 + 2, Find(beamline.Measure(), MeasurementMode.Transmission), 0.16);
    }

    [Fact]
    public void Measure_DownwardSweep_HasBacklashAndDescendingEnergies()
    {
        var experiment = new SimulatedExperiment(Foil, Off(m => m with { Backlash = 1.5 }));
        var (up, down) = (experiment.Measure(State, Start, 1), experiment.Measure(State, Start, 1, ScanDirection.Down));

        Assert.Equal([.. up.Energy], down.Energy.Reverse().ToArray());
        Assert.True(down.Time[^1] > down.Time[0]);
        Assert.Equal(ScanDirection.Down, down.Direction);
        Assert.NotEqual(up.ScanId, down.ScanId);
        Assert.Equal(E0, Find(up, MeasurementMode.Transmission), 0.11);
        Assert.Equal(E0 + 1.5, Find(down, MeasurementMode.Transmission), 0.11);
    }

    [Fact]
    public void Measure_Jitter_ScattersTheEnergiesAsItSays()
    {
        var flat = new SampleModel { EdgeStep = 1e-12, Background = 1, BackgroundExponent = 20 }; // µ is a ruler of the true energy
        var chambers = Clean with { Flux = 1e18, Monochromator = Clean.Monochromator with { Jitter = 0.3 } };
        var (straight, jittered) = ((chambers with { Noise = false }).Measure(flat).Mu(), chambers.Measure(flat).Mu());
        var scatter = straight.Energy.Select((energy, i) => (straight.Mu[i] - jittered.Mu[i]) / (20 / E0 * Math.Pow(energy / E0, -21))).Rms();

        Assert.Equal(0.3, scatter, 0.05);
    }

    [Fact]
    public void Measure_MonochromatorJump_MovesEverythingFromThenOn()
    {
        var jump = new MonochromatorJump(Start.AddMinutes(-5), 1.2);
        Assert.Equal(E0 + 1.2, Find((Fine with { Events = [jump] }).Measure(), MeasurementMode.Transmission), 0.11);
        Assert.Equal(E0, Find((Fine with { Events = [jump with { At = Start.AddHours(5) }] }).Measure(), MeasurementMode.Transmission), 0.11);
    }

    [Theory]
    [InlineData(ScanDirection.Up)]
    [InlineData(ScanDirection.Down)]
    public void Sweep_StepGrid_HasEveryEnergyOnceInThreeRegions(ScanDirection direction)
    {
        var sweep = Steps.Sweep(E0, direction);
        var ascending = direction == ScanDirection.Up ? sweep : [.. sweep.Reverse()];

        Assert.All(ascending.Zip(ascending.Skip(1)), pair => Assert.InRange(pair.Second.Energy - pair.First.Energy, 1e-3, 7));
        Assert.Equal(E0 - 150, ascending[0].Energy, 1e-9);
        Assert.Equal(16, Wavenumber.FromEnergy(ascending[^1].Energy - E0), 0.05);
        Assert.All(sweep.Zip(sweep.Skip(1)), pair => Assert.Equal(0.6, pair.Second.Time - pair.First.Time, 1e-9));
    }

    [Fact]
    public void Sweep_ContinuousGrid_TurnsTheCrystalEvenly()
    {
        var sweep = new ContinuousGrid { Duration = 0.5 }.Sweep(E0, ScanDirection.Up);
        var angles = sweep.Select(point => Monochromator.Angle(point.Energy, 3.1356)).ToArray();
        var step = (angles[^1] - angles[0]) / (angles.Length - 1);

        Assert.Equal(1000, sweep.Length);
        Assert.All(angles.Zip(angles.Skip(1)), pair => Assert.Equal(step, pair.Second - pair.First, 1e-9));
        Assert.Equal(0.5, sweep.Sum(point => point.Interval), 1e-9);
    }

    private static BeamlineModel Off(Func<MonochromatorModel, MonochromatorModel> change) => Fine with { Monochromator = change(Fine.Monochromator) };

    private static double Find(Scan scan, MeasurementMode mode)
    {
        var sorted = EnergyCleanup.Apply(scan.Mu(mode), Compatibility.None);
        return EdgeEnergy.Find(sorted.Energy.AsSpan(), sorted.Mu.AsSpan(), Compatibility.None);
    }
}
