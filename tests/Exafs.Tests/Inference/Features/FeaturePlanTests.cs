using Exafs.Inference.Features;
using Exafs.Signal;

namespace Exafs.Tests.Inference.Features;

public sealed class FeaturePlanTests
{
    private static readonly FeaturePlan Direct = new(new() { EdgeEnergy = 7112 });
    private static readonly FeaturePlan Wavelets = new(new() { EdgeEnergy = 7112, Kind = FeatureKind.Wavelet });

    public static TheoryData<FeatureKind> Kinds => [FeatureKind.K2Chi, FeatureKind.Wavelet];

    [Fact]
    public void Apply_OfK2Chi_IsLarchsForwardAndBackTransform()
    {
        var chi = Sum(Shell(2.5), Shell(4));
        var inputs = Applied(Direct, chi, 12.3);

        // Ends where the data do, the sill before it.
        var forward = new ForwardTransform(new() { KMin = 3, KMax = 11.8, Dk = 1, Window = WindowKind.Hanning }, 2, chi.Length, 0.05, 2048);
        var (re, im) = (new double[forward.R.Length], new double[forward.R.Length]);
        forward.Apply(chi, re, im);
        var (q, filtered, _) = BackTransform.Apply(re, im, 1, 5.3, 0.3, WindowKind.Hanning, qmaxOut: 20);
        for (var i = 0; i < Direct.SpectralInputs; i++)
        {
            var at = (int)Math.Round(Direct.K[i] / 0.05);
            Assert.Equal(Direct.K[i], q[at], 1e-9);
            Assert.Equal(Direct.K[i] < 12.35 ? filtered[at] : 0, inputs[i], 2e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Apply_OfASum_IsTheSum(FeatureKind kind)
    {
        var plan = Of(kind);
        var (a, b, both) = (Applied(plan, Shell(2.5), 11), Applied(plan, Shell(3.6), 11), Applied(plan, Sum(Shell(2.5), Shell(3.6), 0.8), 11));

        for (var i = 0; i < plan.SpectralInputs; i++) Assert.Equal(a[i] + (0.8f * b[i]), both[i], 1e-5);
        Assert.Equal(a[plan.SpectralInputs..], both[plan.SpectralInputs..]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Apply_OfAShellBeyondTheFilter_GivesHardlyAnything(FeatureKind kind)
    {
        var plan = Of(kind);
        var (inside, outside) = (Strength(Applied(plan, Shell(3), 12)), Strength(Applied(plan, Shell(6.5), 12)));

        // Of a wave that does not die out; what is left is at the ends of the window.
        Assert.InRange(outside / inside, 0, 0.07);

        double Strength(float[] inputs) => Math.Sqrt(inputs[..plan.SpectralInputs].Average(input => input * input));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Apply_WhateverLiesBeyondKMax_GivesTheSame(FeatureKind kind)
    {
        var plan = Of(kind);
        var (chi, other) = (Shell(2.5), Shell(2.5));
        for (var i = 0; i < other.Length; i++)
            if (i * 0.05 > 10.01) other[i] = 17;

        Assert.Equal(Applied(plan, chi, 10), Applied(plan, other, 10));
        Assert.NotEqual(Applied(plan, chi, 10.1), Applied(plan, other, 10.1));
        for (var i = 0; i < plan.SpectralInputs; i++)
            if (plan.K[i] > 10.01) Assert.Equal(0, Applied(plan, chi, 10)[i]);
    }

    [Fact]
    public void Apply_OfWavelets_IsLargestWhereTheShellIs()
    {
        var inputs = Applied(Wavelets, Shell(2.5), 16);
        var distances = Wavelets.Parameters.WaveletDistances;
        var strength = Enumerable.Range(0, distances).Select(j => Enumerable.Range(0, Wavelets.SpectralInputs / distances).Sum(i => Math.Pow(inputs[(i * distances) + j], 2))).ToArray();

        Assert.Equal(2.5, 1 + (Array.IndexOf(strength, strength.Max()) * 4.3 / (distances - 1)), 0.2);
    }

    [Theory]
    [InlineData(8.8, new float[] { 1, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(11.3, new float[] { 0, 0, 0.7f, 0.3f, 0, 0, 0, 0 })]
    [InlineData(16, new float[] { 0, 0, 0, 0, 0, 0, 0, 1 })]
    public void Apply_OfAnySpectrum_SaysWhereItEnds(double kmax, float[] expected)
    {
        var inputs = Applied(Direct, Shell(2.5), kmax);

        Assert.Equal(Direct.Inputs, Direct.SpectralInputs + FeaturePlan.KMaxInputs);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], inputs[Direct.SpectralInputs + i], 1e-5);
    }

    [Theory]
    [InlineData(12.3456, 12.3)]
    [InlineData(12.3, 12.3)]
    [InlineData(25, 16)]
    [InlineData(8.84, 8.8)]
    public void KMaxOf_LongSpectra_SnapsDownToTheStep(double end, double kmax)
    {
        Assert.Equal((kmax, null), (Math.Round(Direct.KMaxOf(end).KMax, 9), Direct.KMaxOf(end).Defect));
    }

    [Theory]
    [InlineData(8.7)]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void KMaxOf_ShortSpectra_IsADefect(double end)
    {
        Assert.Equal("short_range", Direct.KMaxOf(end).Defect?.Reason);
        Assert.Throws<ArgumentOutOfRangeException>(() => Applied(Direct, Shell(2), 8.7));
    }

    [Fact]
    public void FeaturePlan_OfContradictions_IsRefused()
    {
        Assert.Throws<InvalidDataException>(() => new FeaturePlan(new() { EdgeEnergy = 0 }));
        Assert.Throws<InvalidDataException>(() => new FeaturePlan(new() { EdgeEnergy = 7112, KMaxHighest = 18.1 }));
        Assert.Throws<InvalidDataException>(() => new FeaturePlan(new() { EdgeEnergy = 7112, RMax = 1.2 }));
    }

    private static FeaturePlan Of(FeatureKind kind) => kind == FeatureKind.K2Chi ? Direct : Wavelets;

    private static float[] Applied(FeaturePlan plan, double[] chi, double kmax)
    {
        var inputs = new float[plan.Inputs];
        plan.Apply(chi, kmax, inputs);
        return inputs;
    }

    private static double[] Shell(double distance) =>
        [.. Enumerable.Range(0, TheoryScale.Points).Select(i => i * 0.05).Select(k => k > 1 ? Math.Sin(2 * k * distance) / (k * k) : 0)];

    private static double[] Sum(double[] a, double[] b, double factor = 1) => [.. a.Zip(b, (x, y) => x + (factor * y))];
}
