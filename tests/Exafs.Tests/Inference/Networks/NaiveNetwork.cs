using Exafs.Inference.Networks;

namespace Exafs.Tests.Inference.Networks;

/// <summary>The formulas of mlp and cnn in double precision, one number after another: what the engines are measured against.</summary>
internal static class NaiveNetwork
{
    public static double[] Forward(NetworkWeights weights, ReadOnlySpan<float> inputs)
    {
        var shape = weights.Shape;
        var x = Array.ConvertAll(inputs.ToArray(), value => (double)value);
        var h = shape.Kind == NetworkKind.Mlp ? Mlp(weights, x) : Cnn(weights, x);
        return Linear(weights, "output", Norm(weights, "norm", h));
    }

    private static double[] Mlp(NetworkWeights weights, double[] x)
    {
        var h = Activate(weights, Linear(weights, "input", x));
        for (var i = 0; i < weights.Shape.Depth; i++)
            h = Sum(h, Linear(weights, $"blocks.{i}.second", Activate(weights, Linear(weights, $"blocks.{i}.first", Norm(weights, $"blocks.{i}.norm", h)))));
        return h;
    }

    private static double[] Cnn(NetworkWeights weights, double[] x)
    {
        var shape = weights.Shape;
        var along = shape.Channels * shape.Points;
        double[] turned = [.. Enumerable.Range(0, along).Select(i => x[(i % shape.Points * shape.Channels) + (i / shape.Points)])];
        var h = Convolution(weights, "stem", turned, shape.Channels, 1);
        for (var i = 0; i < shape.Depth; i++)
        {
            var inner = Activate(weights, Convolution(weights, $"blocks.{i}.first", Activate(weights, h), shape.Width, 1));
            h = Convolution(weights, $"blocks.{i}.down", Sum(h, Convolution(weights, $"blocks.{i}.second", inner, shape.Width, 1)), shape.Width, 2);
        }

        return Activate(weights, Linear(weights, "dense", [.. Activate(weights, h), .. x[along..]]));
    }

    private static double[] Linear(NetworkWeights weights, string name, double[] x)
    {
        var (w, b) = (weights[$"{name}.weight"].ToArray(), weights[$"{name}.bias"].ToArray());
        var y = new double[b.Length];
        for (var o = 0; o < y.Length; o++)
        {
            y[o] = b[o];
            for (var i = 0; i < x.Length; i++) y[o] += w[(o * x.Length) + i] * x[i];
        }

        return y;
    }

    private static double[] Convolution(NetworkWeights weights, string name, double[] x, int channels, int stride)
    {
        var (w, b) = (weights[$"{name}.weight"].ToArray(), weights[$"{name}.bias"].ToArray());
        var (kernel, points) = (weights.Shape.Kernel, x.Length / channels);
        var (after, margin) = ((points + stride - 1) / stride, kernel / 2);
        var y = new double[b.Length * after];
        for (var o = 0; o < b.Length; o++)
            for (var p = 0; p < after; p++)
            {
                y[(o * after) + p] = b[o];
                for (var c = 0; c < channels; c++)
                    for (var t = 0; t < kernel; t++)
                        if ((p * stride) + t - margin is var at && at >= 0 && at < points)
                            y[(o * after) + p] += w[(((o * channels) + c) * kernel) + t] * x[(c * points) + at];
            }

        return y;
    }

    private static double[] Norm(NetworkWeights weights, string name, double[] x)
    {
        var (gain, offset) = (weights[$"{name}.weight"].ToArray(), weights[$"{name}.bias"].ToArray());
        var mean = x.Average();
        var variance = x.Average(value => (value - mean) * (value - mean));
        return [.. x.Select((value, i) => (gain[i] * (value - mean) / Math.Sqrt(variance + 1e-5)) + offset[i])];
    }

    public static double Activate(Activation activation, double x) => activation switch
    {
        Activation.Silu => x / (1 + Math.Exp(-x)),
        Activation.Gelu => x * Normal(x),
        _ => Math.Max(x, 0),
    };

    private static double[] Activate(NetworkWeights weights, double[] x) => Array.ConvertAll(x, value => Activate(weights.Shape.Activation, value));

    /// <summary>Φ(x) by its power series, x·Σ…: converges everywhere and is exact to 1e-15 where |x| is below 5.</summary>
    private static double Normal(double x)
    {
        double term = x, sum = x;
        for (var n = 1; n < 200; n++) sum += term *= x * x / ((2 * n) + 1);
        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
