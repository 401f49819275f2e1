using System.Collections.Immutable;
using Exafs.Physics.Experiment;
using Exafs.Signal;
using static Exafs.Tests.Physics.Experiment.IronBeamtime;

namespace Exafs.Tests.Physics.Experiment;

/// <summary>An experiment without errors gives back what went in, through the reduction that measured scans go through.</summary>
public class IdealExperimentTests
{
    public static TheoryData<EnergyGrid, double> GridsAndExponents => new()
    {
        { Steps, 0 },
        { Steps, 2.6 },
        { Steps with { KStep = 0.03 }, 0 },
        { new ContinuousGrid { Duration = 1 }, 0 },
        { new ContinuousGrid { Duration = 1 }, 2.6 },
    };

    [Theory]
    [MemberData(nameof(GridsAndExponents))]
    public void Measure_Ideal_GivesBackChiThroughTheReducer(EnergyGrid grid, double exponent)
    {
        var reduction = (Ideal with { Grid = grid }).Measure(Foil with { AtomicExponent = exponent }).Mu().Reduce();
        double Falling(double k) => Math.Pow((E0 + Wavenumber.ToEnergy(k)) / E0, -exponent);

        var error = reduction.Between(3, 14, (k, chi) => chi - (Chi(k) * Falling(k)));
        var weighted = reduction.Between(3, 14, (k, chi) => k * k * (chi - (Chi(k) * Falling(k))));
        Assert.InRange(error.Rms() / reduction.Between(3, 14, (k, _) => Chi(k) * Falling(k)).Rms(), 0, 0.015);
        Assert.InRange(weighted.Rms() / reduction.Between(3, 14, (k, _) => k * k * Chi(k) * Falling(k)).Rms(), 0, 0.008);
        Assert.InRange(reduction.EdgeStep / Foil.EdgeStep, 0.993, 1.007);
    }

    /// <summary>Every edge, with the foil's χ and with one three times as strong.</summary>
    public static TheoryData<AbsorptionEdge, double> Edges
    {
        get
        {
            var edges = new TheoryData<AbsorptionEdge, double>();
            foreach (var edge in AbsorptionEdge.Tabulated)
            {
                edges.Add(edge, 1);
                edges.Add(edge, 3);
            }

            return edges;
        }
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Measure_AnyEdge_IsSmoothAndSteepestAtE0(AbsorptionEdge edge, double s02)
    {
        var beamline = Ideal with { Grid = Steps with { PreStep = 0.1, EdgeStep = 0.1, EdgeTo = 100 }, Monochromator = Ideal.Monochromator with { Resolution = 1.3 } };
        var (energy, mu) = beamline.Measure(Foil with { Edge = edge }, State with { S02 = s02 }).Mu() is var s ? (s.Energy, s.Mu) : default;
        var slopes = Enumerable.Range(1, energy.Length - 2).Where(i => energy[i] < edge.Energy + 95)
            .Select(i => (Energy: energy[i], Slope: (mu[i + 1] - mu[i - 1]) / (energy[i + 1] - energy[i - 1]))).ToArray();

        Assert.Equal(edge.Energy, slopes.MaxBy(p => p.Slope).Energy, 0.15);
        Assert.All(slopes.Zip(slopes.Skip(1)), pair => Assert.InRange(Math.Abs(pair.Second.Slope - pair.First.Slope), 0, 0.1 * slopes.Max(p => p.Slope)));
    }

    [Fact]
    public void Measure_SameChiOnAnotherGrid_IsTheSameScan()
    {
        ImmutableArray<double> k = [.. Enumerable.Range(0, 361).Select(i => 0.05 + (0.05 * i))];
        var other = Ideal.Measure(state: new() { K = k, Chi = [.. k.Select(Chi)] }).Mu();

        Assert.All(Ideal.Measure().Mu().Mu.Zip(other.Mu), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
    }

    [Fact]
    public void Measure_ChiOfAShortTable_DiesOutBeyondItsEnd()
    {
        var whole = Ideal.Measure().Mu();
        var cut = Ideal.Measure(state: State with { K = State.K[..200], Chi = State.Chi[..200] }).Mu();
        var none = Ideal.Measure(state: new()).Mu();
        var end = State.K[199];

        for (var i = 0; i < whole.Mu.Length; i++)
        {
            var k = Wavenumber.FromEnergy(whole.Energy[i] - E0);
            if (k < end - 0.2)
                Assert.Equal(whole.Mu[i], cut.Mu[i], 1e-6);
            else if (k > end + 2.5)
                Assert.Equal(none.Mu[i], cut.Mu[i], 1e-6);
        }
    }

    [Fact]
    public void Measure_ThickerSampleWithLessAmplitude_ScalesStepAndChi()
    {
        var (before, after) = (Ideal.Measure(Flat).Mu().Reduce(), Ideal.Measure(Flat, State with { S02 = 0.8, Thickness = 1.1 }).Mu().Reduce());

        Assert.Equal(1.1, after.EdgeStep / before.EdgeStep, 4e-3); // the post-edge fit takes part in χ
        Assert.Equal(0.8, after.Between(4, 12, (_, chi) => chi).Rms() / before.Between(4, 12, (_, chi) => chi).Rms(), 4e-3);
    }

    [Fact]
    public void Measure_OriginOfK_MovesChiAndNotTheEdge()
    {
        var moved = Ideal.Measure(Flat, State with { ChiOrigin = 5 }).Mu();
        var reduction = moved.Reduce();
        var error = reduction.Between(4, 12, (k, chi) => chi - Chi(Wavenumber.FromEnergy(Wavenumber.ToEnergy(k) - 5)));

        Assert.Equal(E0, EdgeEnergy.Find(moved.Energy.AsSpan(), moved.Mu.AsSpan(), Compatibility.None), 0.6);
        Assert.InRange(error.Rms() / reduction.Between(4, 12, (_, chi) => chi).Rms(), 0, 0.03);
    }

    [Fact]
    public void Measure_HotSample_IsThinnerByItsExpansion()
    {
        double Step(double? kelvin) => Ideal.Measure(state: State with { Temperature = kelvin }).Mu().Reduce().EdgeStep;

        Assert.Equal(Math.Pow(1 + (1.2e-5 * 900), -2), Step(1193) / Step(null), 1e-5);
    }

    [Fact]
    public void Measure_PreEdgePeakAndWhiteLine_StandWhereTheyBelong()
    {
        var sample = Foil with { Peaks = [new EdgePeak(-8, 0.1, 1), new EdgePeak(6, 0.8, 3)] };
        var (plain, peaked) = (Ideal.Measure(state: new()).Mu(), Ideal.Measure(sample, new()).Mu());
        var added = plain.Energy.Select((energy, i) => (energy, More: (peaked.Mu[i] - plain.Mu[i]) / Foil.EdgeStep)).ToArray();

        Assert.Equal(E0 + 6, added.MaxBy(p => p.More).energy, 0.3);
        Assert.Equal(0.8, added.Max(p => p.More), 0.03);
        Assert.Equal(0.1, added.Single(p => Math.Abs(p.energy - E0 + 8) < 1e-6).More, 0.03);
    }
}
