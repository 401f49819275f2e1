using System.Numerics;
using Exafs.Physics.Scattering;
using Vector = Exafs.Physics.Structures.Vector;

namespace Exafs.Tests.Physics.Scattering;

/// <summary>What is known of curved waves without FEFF: their limit, their symmetries.</summary>
public sealed class RehrAlbersTests
{
    private static readonly ScatteringData Iron = IronScattering.Data;
    private static readonly Vector A = new(1.9, -1.1, 1.4), B = new(0.2, 2.3, 3.1), C = new(-2.2, 0.4, 1.3);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Amplitude_OfVeryLongLegs_IsThatOfPlaneWaves(int atoms)
    {
        Vector[] path = [.. new[] { A, B, C, new Vector(0.3, -2.5, 0.2) }.Take(atoms).Select(atom => atom * 1e7)];
        Vector[] sites = [default, .. path, default];
        var legs = Enumerable.Range(1, atoms + 1).Select(i => sites[i] - sites[i - 1]).ToArray();

        var amplitude = Amplitude(Iron, path);

        for (var n = 1; n < Iron.K.Length; n++)
        {
            var p = Iron.Momentum[n];
            var expected = Iron.Central[n] * Cosine(legs[^1], legs[0]) / p / legs[0].Length;
            for (var i = 1; i < legs.Length; i++) expected *= Iron.Scatterer.PlaneWaveAmplitude(n, Cosine(legs[i - 1], legs[i]), p) / legs[i].Length;
            AssertNear(expected, amplitude[n], expected.Magnitude * 1e-3);
        }
    }

    /// <summary>Six waves a leg do not see both ends of it alike; exact propagators would.</summary>
    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(3, 0.03)]
    [InlineData(6, 0.01)]
    public void Amplitude_OfPathBackwards_IsTheSameAsFarAsTheTruncationGoes(double fromK, double tolerance)
    {
        var points = Iron.Between(fromK, 18);

        AssertNear(Amplitude(Iron, A, B)[points], Amplitude(Iron, B, A)[points], tolerance);
        AssertNear(Amplitude(Iron, A, default, B)[points], Amplitude(Iron, B, default, A)[points], tolerance);
        AssertNear(Amplitude(Iron, A, B, C)[points], Amplitude(Iron, C, B, A)[points], tolerance);
    }

    [Fact]
    public void Amplitude_OfPathInMirror_IsTheSame() =>
        AssertNear(Amplitude(Iron, A, B, C), Amplitude(Iron, Mirrored(A), Mirrored(B), Mirrored(C)), 1e-11);

    [Theory]
    [InlineData(0.4, -1.2, 2.2)]
    [InlineData(3.0, 0.1, 0.2)]
    [InlineData(0, 1.5707963267948966, 0)]
    public void Amplitude_OfPathTurnedAsWhole_IsTheSame(double a, double b, double c)
    {
        AssertNear(Amplitude(Iron, A, B, C), Amplitude(Iron, Turned(A), Turned(B), Turned(C)), 1e-11);
        AssertNear(Amplitude(Iron, A, A * 2, A, B), Amplitude(Iron, Turned(A), Turned(A * 2), Turned(A), Turned(B)), 1e-9);

        Vector Turned(Vector v)
        {
            var (s, cosine) = Math.SinCos(a);
            v = new((cosine * v.X) - (s * v.Y), (s * v.X) + (cosine * v.Y), v.Z);
            (s, cosine) = Math.SinCos(b);
            v = new((cosine * v.X) + (s * v.Z), v.Y, (cosine * v.Z) - (s * v.X));
            (s, cosine) = Math.SinCos(c);
            return new((cosine * v.X) - (s * v.Y), (s * v.X) + (cosine * v.Y), v.Z);
        }
    }

    [Fact]
    public void Amplitude_OfBentPathThatBecomesStraight_HasNoStep()
    {
        var straight = Amplitude(Iron, A, A * 2, A * 3);

        AssertNear(straight, Amplitude(Iron, A + new Vector(1e-7, 0, 0), A * 2, (A * 3) - new Vector(0, 1e-7, 0)), 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Evaluate_WithoutPhaseShifts_GivesNothing(int atoms)
    {
        var silent = Iron with { Scatterer = new PartialWaves(Iron.Scatterer.Waves, [.. new Complex[Iron.Scatterer.T.Length]]) };

        Assert.All(Amplitude(silent, [.. new[] { A, B, C }.Take(atoms)]), value => Assert.Equal(Complex.Zero, value));
        Assert.All(Amplitude(Iron, [.. new[] { A, B, C }.Take(atoms)]), value => Assert.NotEqual(Complex.Zero, value));
    }

    [Fact]
    public void Evaluate_IsAmplitudeTimesPhaseOfTheWay()
    {
        var paths = new RehrAlbers(Iron);
        var chi = new Complex[Iron.K.Length];
        paths.Evaluate([A, B], chi);

        var length = A.Length + (B - A).Length + B.Length;
        AssertNear([.. Amplitude(Iron, A, B).Zip(Iron.Momentum, (f, p) => f * Complex.Exp(Complex.ImaginaryOne * p * length))], chi, 1e-12);
    }

    [Fact]
    public void Amplitude_AfterOtherPaths_IsBitForBitTheSame()
    {
        Vector[][] walk = [[A], [A, B], [A, B, C], [A, B, A], [A, B], [A, default, B], [A, B, C, A], [B], [B, A, C], [B, C], [A, B, C]];
        var paths = new RehrAlbers(Iron);
        var amplitude = new Complex[Iron.K.Length];
        foreach (var path in walk)
        {
            paths.Amplitude(path, amplitude);

            Assert.Equal(Amplitude(Iron, path), amplitude);
        }
    }

    [Fact]
    public void Amplitude_AtChosenK_IsThatOfAllK()
    {
        var points = Iron.Between(1.8, 15);
        var chosen = new RehrAlbers(Iron, points);
        var amplitude = new Complex[chosen.K.Length];
        chosen.Amplitude([A, B, C], amplitude);

        Assert.InRange(chosen.K[0], 1.8 - 1e-6, 1.8 + 1e-6);
        Assert.InRange(chosen.K[^1], 15 - 1e-6, 15 + 1e-6);
        AssertNear(Amplitude(Iron, A, B, C)[points], amplitude, 1e-13);
    }

    [Fact]
    public void Evaluate_OfWhatIsNoPath_SaysSo()
    {
        var paths = new RehrAlbers(Iron);
        var chi = new Complex[Iron.K.Length];

        Assert.Throws<ArgumentException>(() => paths.Evaluate([], chi));
        Assert.Throws<ArgumentException>(() => paths.Evaluate([A, A], chi));
        Assert.Throws<ArgumentException>(() => paths.Evaluate([default, A], chi));
        Assert.Throws<ArgumentException>(() => paths.Evaluate([A, default], chi));
        Assert.Throws<ArgumentException>(() => paths.Evaluate([A], new Complex[3]));
        paths.Amplitude([A, B], chi);
        Assert.Equal(Amplitude(Iron, A, B), chi);
    }

    private static Vector Mirrored(Vector v) => v with { Z = -v.Z };

    private static double Cosine(Vector a, Vector b) => a.Dot(b) / a.Length / b.Length;

    private static Complex[] Amplitude(ScatteringData data, params ReadOnlySpan<Vector> path)
    {
        var amplitude = new Complex[data.K.Length];
        new RehrAlbers(data).Amplitude(path, amplitude);
        return amplitude;
    }

    private static void AssertNear(Complex[] expected, Complex[] actual, double relative)
    {
        var size = expected.Max(value => value.Magnitude);
        for (var n = 0; n < expected.Length; n++) AssertNear(expected[n], actual[n], relative * size);
    }

    private static void AssertNear(Complex expected, Complex actual, double tolerance) =>
        Assert.True((actual - expected).Magnitude <= tolerance, $"{actual} is not {expected} within {tolerance:e1}");
}
