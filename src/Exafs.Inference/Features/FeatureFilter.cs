using Exafs.Signal;

namespace Exafs.Inference.Features;

/// <summary>The part of a feature plan that no kmax changes: from windowed kʷχ(k) to filtered inputs, one row an input.</summary>
/// <remarks>
/// Forward transform, window in R and back transform together are a convolution in k: with Larch's factors h(Δk) = (2/N)·Σ Ω(R)·cos(2RΔk) over R = nπ/(δk·N).
/// Wavelets (Morlet's: M. Funke, A. C. Scheinost, M. Chukalina, Phys. Rev. B 71, 094110 (2005)): Re Σ kʷχ(k)·e^(−2iR(k − k₀))·e^(−((k − k₀)/a)²/2)/(a√2π)·δk,
/// a = cycles/2R, so that a wave of one distance keeps its amplitude.
/// </remarks>
internal static class FeatureFilter
{
    private const int NFft = 2048;

    /// <summary>k of each row, Å⁻¹ [n], and the rows: [n, m] over k = i·δk of theory, i ≥ 0.</summary>
    public static (double[] K, double[][] Rows) Of(FeatureParameters parameters)
    {
        var filter = Convolution(parameters);
        return parameters.Kind == FeatureKind.K2Chi ? Direct(parameters, filter) : Wavelets(parameters, filter);
    }

    private static double[] Convolution(FeatureParameters parameters)
    {
        var step = Math.PI / (TheoryScale.KStep * NFft);
        var r = new double[NFft];
        for (var n = 0; n < NFft; n++) r[n] = n * step;
        var window = FourierWindow.Evaluate(r, parameters.RMin, parameters.RMax, parameters.Dr, null, WindowKind.Hanning);
        var filter = new double[TheoryScale.Points];
        for (var d = 0; d < filter.Length; d++)
        {
            for (var n = 0; n < NFft / 2; n++)
                if (window[n] != 0) filter[d] += 2.0 / NFft * window[n] * Math.Cos(2 * r[n] * d * TheoryScale.KStep);
        }

        return filter;
    }

    private static (double[] K, double[][] Rows) Direct(FeatureParameters parameters, double[] filter)
    {
        var k = Steps(parameters, parameters.KStep);
        return (k, [.. k.Select(at => Shifted(filter, at))]);
    }

    private static (double[] K, double[][] Rows) Wavelets(FeatureParameters parameters, double[] filter)
    {
        var fine = Enumerable.Range(0, TheoryScale.Points).Select(i => Shifted(filter, i * TheoryScale.KStep)).ToArray();
        var (k, rows) = (new List<double>(), new List<double[]>());
        foreach (var at in Steps(parameters, parameters.WaveletKStep))
        {
            for (var j = 0; j < parameters.WaveletDistances; j++)
            {
                var distance = parameters.RMin + (j * (parameters.RMax - parameters.RMin) / (parameters.WaveletDistances - 1));
                var row = new double[TheoryScale.Points];
                for (var i = 0; i < row.Length; i++)
                {
                    var weight = Wavelet(parameters.WaveletCycles / (2 * distance), distance, (i * TheoryScale.KStep) - at);
                    if (Math.Abs(weight) < 1e-9) continue;
                    for (var m = 0; m < row.Length; m++) row[m] += weight * fine[i][m];
                }

                k.Add(at);
                rows.Add(row);
            }
        }

        return ([.. k], [.. rows]);
    }

    // Twice the real part: a real wave is half of one that turns to the left.
    private static double Wavelet(double width, double distance, double k) =>
        2 * TheoryScale.KStep / (width * Math.Sqrt(2 * Math.PI)) * Math.Cos(2 * distance * k) * Math.Exp(-0.5 * k * k / (width * width));

    private static double[] Steps(FeatureParameters parameters, double step) =>
        [.. Enumerable.Range(0, (int)Math.Floor(((parameters.KMaxHighest - parameters.KStart) / step) + 1e-6) + 1).Select(i => parameters.KStart + (i * step))];

    private static double[] Shifted(double[] filter, double k)
    {
        var center = (int)Math.Round(k / TheoryScale.KStep);
        return [.. Enumerable.Range(0, TheoryScale.Points).Select(i => filter[Math.Abs(i - center)])];
    }
}
