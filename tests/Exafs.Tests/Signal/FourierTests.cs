using Exafs.Signal;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Signal;

/// <summary>Windows and transforms against closed forms, and against Larch where the corpus lies beside the repository.</summary>
public sealed class FourierTests
{
    private const double Step = 0.05;
    private static readonly double[] K = [.. Enumerable.Range(0, 301).Select(j => Step * j)];

    public static TheoryData<WindowKind> Kinds => new(Enum.GetValues<WindowKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Window_OfAnyKind_IsOneInTheMiddle_AndSymmetric(WindowKind kind)
    {
        var window = FourierWindow.Evaluate(K, 3, 12, kind == WindowKind.FractionalHanning ? 0.5 : 2, null, kind);

        Assert.Equal(1, window[150], 1e-9);
        Assert.All(window, w => Assert.InRange(w, -1e-12, 1 + 1e-12));
        if (kind is not (WindowKind.FractionalHanning or WindowKind.Welch)) // whose upper sill snaps one point further down
            for (var i = 0; i <= 150; i++)
                Assert.Equal(window[150 - i], window[150 + i], 0.06);
    }

    [Fact]
    public void Window_Hanning_IsHalfInTheMiddleOfItsSills()
    {
        var window = FourierWindow.Evaluate(K, 3, 12, 2, null, WindowKind.Hanning);

        Assert.Equal(0.5, window[60], 1e-12);
        Assert.Equal(0, window[40], 1e-12);
        Assert.Equal(1, window[80], 1e-12);
    }

    [Fact]
    public void Windows_OfTheCorpus_AreLarchs()
    {
        foreach (var file in new[] { "extras_larch_2026.3.1.json", "extras_larch_0.9.58.json" })
        {
            if (LarchCorpus.TopLevel(file) is not { } extras)
                return; // the closed forms above are always here
            foreach (var c in extras.GetProperty("windows").GetProperty("cases").EnumerateArray())
            {
                if (c.TryGetProperty("error", out _))
                    continue; // Larch itself failed
                var (name, x) = (c.GetProperty("window").GetString()!, Enumerable.Range(0, 401).Select(j => Step * j).ToArray());
                var window = FourierWindow.Evaluate(x, c.Double("xmin"), c.Double("xmax"), c.Double("dx"), c.DoubleOrNull("dx2"), LarchComparison.Window(name));
                Close.RelativeToMax(c.Doubles("w"), window, 1e-8, name);
            }
        }
    }

    [Theory]
    [InlineData(1.7)]
    [InlineData(2.5)]
    [InlineData(5.0)]
    public void Forward_OfOneShell_PeaksWhereItStands_WithNegativeImaginaryPart(double distance)
    {
        var chi = K.Select(k => Math.Sin(2 * k * distance)).ToArray();
        var (r, re, im) = Transform(chi, new FourierParameters { KMin = 2, KMax = 14, Dk = 2, Window = WindowKind.Hanning }, 0);

        var peak = Enumerable.Range(0, r.Length).MaxBy(i => (re[i] * re[i]) + (im[i] * im[i]));

        Assert.Equal(distance, r[peak], 0.016); // half a step of R
        Assert.True(im[peak] < 0 && Math.Abs(im[peak]) > 3 * Math.Abs(re[peak]));
        // χ(R₀) = (1/√π)·∫Ω·½ dk of a sine, window area 12 Å⁻¹
        Assert.Equal(0.5 * 12 / Math.Sqrt(Math.PI), Math.Sqrt((re[peak] * re[peak]) + (im[peak] * im[peak])), 0.05);
    }

    [Fact]
    public void Forward_KeepsTheSquare_ByParseval()
    {
        var random = new Random(3);
        var chi = K.Select(_ => random.NextDouble() - 0.5).ToArray();
        var parameters = new FourierParameters { KMin = 2, KMax = 13, Dk = 2, RMaxOut = 100 };
        var (r, re, im) = Transform(chi, parameters, 2);
        var weights = new ForwardTransform(parameters, 2, K.Length, Step, 2048).Weights;

        var inK = chi.Zip(weights, (c, w) => c * w * c * w).Sum();
        // n and nfft − n are conjugate; n = 1024 is not given out.
        var nyquist = chi.Select((c, j) => c * weights[j] * (j % 2 == 0 ? 1 : -1)).Sum() * Step / Math.Sqrt(Math.PI);
        var inR = (2 * Enumerable.Range(1, r.Length - 1).Sum(n => (re[n] * re[n]) + (im[n] * im[n]))) + (re[0] * re[0]) + (nyquist * nyquist);

        Assert.Equal(1024, r.Length);
        Assert.Equal(inK, inR * Math.PI / (Step * Step * 2048), 1e-9 * inK);
    }

    [Fact]
    public void Back_OfEverything_ReturnsTheWeightedChi()
    {
        var chi = K.Select(k => Math.Exp(-0.02 * k * k) * Math.Sin(2 * k * 2.3)).ToArray();
        var parameters = new FourierParameters { KMin = 2, KMax = 13, Dk = 2, Window = WindowKind.Hanning, RMaxOut = 100 };
        var (_, re, im) = Transform(chi, parameters, 2);
        var weights = new ForwardTransform(parameters, 2, K.Length, Step, 2048).Weights;

        var (q, back, _) = BackTransform.Apply(re, im, 0, 40, 0.01, WindowKind.Hanning, qmaxOut: 15);

        Assert.Equal(15, q[^1], 1e-12);
        for (var j = 0; j < q.Length; j++)
            Assert.Equal(chi[j] * weights[j], back[j], 2e-2);
    }

    private static (double[] R, double[] Re, double[] Im) Transform(double[] chi, FourierParameters parameters, double kweight)
    {
        var forward = new ForwardTransform(parameters, kweight, chi.Length, Step, 2048);
        var (re, im) = (new double[forward.R.Length], new double[forward.R.Length]);
        forward.Apply(chi, re, im);
        return (forward.R, re, im);
    }
}
