using Exafs.Pipeline.Changes;
using Exafs.Signal;
using static Exafs.Tests.Pipeline.Changes.FoldTests;

namespace Exafs.Tests.Pipeline.Changes;

public sealed class SpectrumTests
{
    [Fact]
    public void Dot_IsTheSame_WhereverItLies()
    {
        var random = new Random(1);
        var memory = new double[200];
        double[] a = [.. Enumerable.Range(0, 62).Select(_ => Normal(random))], b = [.. Enumerable.Range(0, 62).Select(_ => Normal(random))];
        var expected = Subspace.Dot(a, b);
        for (var offset = 0; offset < 16; offset++)
        {
            a.CopyTo(memory.AsSpan(offset));
            Assert.Equal(expected, Subspace.Dot(memory.AsSpan(offset, 62), b));
        }

        Assert.Equal(a.Zip(b, (x, y) => x * y).Sum(), expected, 12);
    }

    [Fact]
    public void Subspace_OfVectorsInAPlane_LeavesNothingOfThem_AndAllThatIsAcross()
    {
        var random = new Random(2);
        var subspace = new Subspace(20, 5, 100);
        double[] u = Unit(3), v = Unit(7), w = Unit(11);
        for (var i = 0; i < 60; i++) subspace.Learn([.. u.Zip(v, (x, y) => (Normal(random) * x) + (Normal(random) * y))]);

        Assert.InRange(Left([.. u.Zip(v, (x, y) => (2 * x) - (3 * y))]), 0, 1e-8);
        Assert.InRange(Left(w), 0.999999, 1.000001);

        double Left(double[] vector)
        {
            subspace.Residual(vector, new double[20]);
            return Math.Sqrt(Subspace.Dot(vector, vector));
        }

        static double[] Unit(int at) => [.. Enumerable.Range(0, 20).Select(i => i == at ? 1.0 : 0)];
    }

    /// <summary>A shift of E0 by an eV is, to first order, the direction that is left out.</summary>
    [Fact]
    public void SpectralVector_HasTheDirectionOfAShiftOfE0()
    {
        var (here, there) = (Of(0), Of(0.2));
        double[] moved = [.. there.Vector.Zip(here.Vector, (x, y) => (x - y) / 0.2)];
        var cosine = Subspace.Dot(moved, here.Shifted) / Math.Sqrt(Subspace.Dot(moved, moved) * Subspace.Dot(here.Shifted, here.Shifted));

        Assert.InRange(Math.Abs(cosine), 0.995, 1);
        Assert.InRange(Math.Sqrt(Subspace.Dot(moved, moved) / Subspace.Dot(here.Shifted, here.Shifted)), 0.95, 1.05);
        static (double[] Vector, double[] Shifted) Of(double shift)
        {
            double[] vector = new double[SpectralVector.Length], shifted = new double[SpectralVector.Length];
            var chi = Enumerable.Range(0, 281).Select(i => Wavenumber.FromEnergy(Math.Max(0, Wavenumber.ToEnergy(0.05 * i) - shift))).Select(k => k < 1 ? 0 : Math.Sin((2 * k * 2.3) - 0.4) * Math.Exp(-0.01 * k * k) / k);
            Assert.True(SpectralVector.Of(new Reduction { E0 = 7112, Energy = [], Mu = [], K = [.. Enumerable.Range(0, 281).Select(i => 0.05 * i)], Chi = [.. chi] }, vector, shifted));
            return (vector, shifted);
        }
    }

    [Fact]
    public void SpectralVector_OfAShortOrBrokenSpectrum_IsNone()
    {
        double[] vector = new double[SpectralVector.Length], shifted = new double[SpectralVector.Length];
        Reduction Of(int points, double value) => new() { E0 = 7112, Energy = [], Mu = [], K = [.. Enumerable.Range(0, points).Select(i => 0.05 * i)], Chi = [.. Enumerable.Repeat(value, points)] };

        Assert.False(SpectralVector.Of(Of(150, 0.1), vector, shifted));
        Assert.False(SpectralVector.Of(Of(281, double.NaN), vector, shifted));
        Assert.False(SpectralVector.Of(Of(0, 0), vector, shifted));
        Assert.True(SpectralVector.Of(Of(281, 0.1), vector, shifted));
    }

    [Fact]
    public void Spike_IsSeen_WhereASmoothChangeIsNot()
    {
        var random = new Random(3);
        double[] before = [.. Enumerable.Range(0, 400).Select(i => Math.Sin(i / 9.0) + (1e-3 * Normal(random)))];
        double[] changed = [.. Enumerable.Range(0, 400).Select(i => (0.95 * Math.Sin(i / 9.0)) + (0.03 * Math.Sin(i / 7.0)) + (1e-3 * Normal(random)))];
        double[] spiked = [.. changed];
        spiked[200] += 0.05;
        spiked[201] += 0.05;

        Assert.InRange(Readings.Spike([.. changed], [.. before]).Deviations, 0, 8);
        var (deviations, point) = Readings.Spike([.. spiked], [.. before]);
        Assert.True(deviations > 15);
        Assert.InRange(point, 200, 201);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.05)]
    public void Shift_OfAnEdge_IsFound_WithItsSign(double shift)
    {
        var random = new Random(4);
        double[] energy = [.. Enumerable.Range(0, 200).Select(i => 7062 + (0.5 * i))];
        double Mu(double e) => 0.5 + (Math.Atan((e - 7112) / 2) / Math.PI);
        double[] before = [.. energy.Select(e => Mu(e) + (1e-3 * Normal(random)))], now = [.. energy.Select(e => 0.1 + (1.02 * Mu(e - shift)) + (1e-3 * Normal(random)))];

        var (found, sigma) = Readings.Shift([.. energy], [.. now], [.. before], 7112);

        Assert.InRange(found - shift, -0.05 - (4 * sigma), 0.05 + (4 * sigma));
        Assert.InRange(sigma, 1e-4, 0.05);
    }
}
