using Exafs.Signal;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Signal;

/// <summary>What must hold of the reduction whatever the spectrum.</summary>
public sealed class ReducerTests
{
    private const double E0 = 7112;
    private static readonly ReductionParameters Fixed = new() { E0 = E0, Fourier = new FourierParameters { KMin = 3, KMax = 12, Dk = 4 } };

    public static TheoryData<Compatibility> Modes => new(Enum.GetValues<Compatibility>());

    [Fact]
    public void Reduce_OfScaledShiftedTiltedMu_GivesTheSameNormAndChi()
    {
        var foil = Foil(400);
        var changed = foil with { Mu = [.. foil.Mu.Select((mu, i) => (250 * mu) - 3 + (0.002 * foil.Energy[i]))] };

        var (a, b) = (Reduce(foil, Fixed), Reduce(changed, Fixed));

        Assert.Equal(250 * a.EdgeStep, b.EdgeStep, 1e-7);
        AssertEqual(a.Norm, b.Norm, 1e-9);
        AssertEqual(a.Flat, b.Flat, 1e-9);
        AssertEqual(a.Chi, b.Chi, 1e-7); // E0 is a grid point, so that the line is in the space of the spline
        AssertEqual(a.DeltaChi, b.DeltaChi, 1e-7);
    }

    [Fact]
    public void Reduce_WithLarchClamp_DependsOnTheUnitOfMu()
    {
        var foil = Foil(400);
        var larch = Fixed with { Compatibility = Compatibility.Larch0_9_58 };
        var changed = foil with { Mu = [.. foil.Mu.Select(mu => 100 * mu)] };

        var difference = Reduce(foil, larch).Chi.Zip(Reduce(changed, larch).Chi, (a, b) => Math.Abs(a - b)).Max();

        Assert.True(difference > 1e-4, "then the README's reason for a clamp of our own is gone");
    }

    [Fact]
    public void Reduce_InAnyBatch_GivesTheSameBits()
    {
        var spectra = Enumerable.Range(0, 37).Select(seed => Foil(300, seed)).ToArray();
        var together = new Reducer(Fixed).Reduce(spectra);

        for (var i = 0; i < spectra.Length; i++)
        {
            var alone = Reduce(spectra[i], Fixed);
            Assert.Equal(alone.Chi.ToArray(), together[i].Reduction!.Chi.ToArray()); // of arrays, since xunit asks an ImmutableArray whether it is the same one
            Assert.Equal(alone.ChiRMag.ToArray(), together[i].Reduction!.ChiRMag.ToArray());
            Assert.Equal(alone.Noise, together[i].Reduction!.Noise);
        }
    }

    [Fact]
    public void Reduce_OfReversedAndDoubledPoints_GivesWhatTheCleanScanGives()
    {
        var foil = Foil(400);
        var order = Enumerable.Range(0, 400).SelectMany(i => new[] { i, i }).Reverse().ToArray();
        var messy = new Spectrum([.. order.Select(i => foil.Energy[i])], [.. order.Select((i, n) => foil.Mu[i] + (n % 2 == 0 ? 0.01 : -0.01))]);

        var (a, b) = (Reduce(foil, Fixed), Reduce(messy, Fixed));

        AssertEqual(a.Energy, b.Energy, 1e-9);
        AssertEqual(a.Chi, b.Chi, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Reduce_OfAScanThatGrows_GoesAsFarAsItsPointsAllow(Compatibility mode)
    {
        var foil = Foil(400);
        var reducer = new Reducer(Fixed with { Compatibility = mode });
        var reached = new List<int>();
        for (var n = 0; n <= 400; n += 5)
        {
            var outcome = reducer.Reduce(new Spectrum(foil.Energy[..n], foil.Mu[..n]));
            if (outcome.Reduction is not { } reduction)
                Assert.NotNull(outcome.Defect);
            else
                reached.Add(reduction.Norm.IsEmpty ? 0 : reduction.ChiRMag.IsEmpty ? 1 : 2);
        }

        Assert.Contains(2, reached);
        if (mode == Compatibility.None) // Larch looks for another E0 while the given one is still ahead
            Assert.Equal(reached.Order(), reached);
    }

    [Fact]
    public void Reduce_OfAnything_NeverThrows()
    {
        var value = Gen.OneOf(Gen.Choose(-5, 30).Select(i => 7000.0 + (20 * i)), ArbMap.Default.GeneratorFor<double>(), Gen.Elements(double.NaN, double.PositiveInfinity, 0.0, 1e300, -1e300, 7112.0));
        var cases = from n in Gen.Choose(0, 60)
                    from energy in value.ArrayOf(n)
                    from mu in Gen.OneOf(value, Gen.Choose(-100, 100).Select(i => i / 50.0)).ArrayOf(n)
                    from sorted in ArbMap.Default.GeneratorFor<bool>()
                    from mode in Gen.Elements(Enum.GetValues<Compatibility>())
                    from fixedE0 in ArbMap.Default.GeneratorFor<bool>()
                    select (Spectrum: new Spectrum([.. sorted ? energy.Order().ToArray() : energy], [.. mu]), Parameters: Fixed with { Compatibility = mode, E0 = fixedE0 ? E0 : null });

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var outcome = new Reducer(c.Parameters).Reduce(c.Spectrum);
            return (outcome.Reduction is null) != (outcome.Defect is null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    /// <summary>A simulated foil with E0 on the grid: an edge, smooth backgrounds and two shells.</summary>
    internal static Spectrum Foil(int points, int seed = 0)
    {
        var random = new Random(seed);
        var (energy, mu) = (new double[points], new double[points]);
        var before = points / 8;
        for (var i = 0; i < points; i++)
        {
            energy[i] = i < before ? E0 + (4.0 * (i - before)) : E0 + Wavenumber.ToEnergy(15.0 * (i - before) / (points - before));
            var k = Wavenumber.FromEnergy(Math.Max(0, energy[i] - E0));
            var chi = (Math.Exp(-0.01 * k * k) * Math.Sin((2 * k * 2.1) + 1)) + (0.5 * Math.Exp(-0.015 * k * k) * Math.Sin((2 * k * 3.6) + 2));
            var edge = 0.5 + (Math.Atan((energy[i] - E0) / 1.5) / Math.PI);
            mu[i] = 0.4 - (1e-4 * (energy[i] - E0)) + (edge * (1 + (0.5 * chi / (1 + k))) * Math.Exp((E0 - energy[i]) / 4000)) + (1e-5 * random.NextDouble());
        }
        return new Spectrum([.. energy], [.. mu]);
    }

    private static Reduction Reduce(Spectrum spectrum, ReductionParameters parameters) => new Reducer(parameters).Reduce(spectrum).Reduction!;

    private static void AssertEqual(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
