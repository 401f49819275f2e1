namespace Exafs.Physics.Scattering;

/// <summary>Local cubic interpolation: four neighbouring nodes and their weights.</summary>
internal readonly record struct Cubic(int First, double W0, double W1, double W2, double W3)
{
    public double this[int tap] => tap switch { 0 => W0, 1 => W1, 2 => W2, _ => W3 };

    /// <summary>At <paramref name="x"/> nodes from the first of a uniform grid of <paramref name="nodes"/>; the interval beside x lies in the middle, but at the ends.</summary>
    public static Cubic Uniform(double x, int nodes)
    {
        var first = Math.Clamp((int)x - 1, 0, nodes - 4);
        var t = x - first - 1;
        return new(first, -t * (t - 1) * (t - 2) / 6, ((t * t) - 1) * (t - 2) / 2, -t * (t + 1) * (t - 2) / 2, t * ((t * t) - 1) / 6);
    }

    /// <summary>At <paramref name="x"/> on the rising <paramref name="nodes"/>.</summary>
    public static Cubic On(ReadOnlySpan<double> nodes, double x)
    {
        var above = nodes.BinarySearch(x);
        var first = Math.Clamp((above < 0 ? ~above : above) - 2, 0, nodes.Length - 4);
        Span<double> w = [1, 1, 1, 1];
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++)
                if (i != j) w[i] *= (x - nodes[first + j]) / (nodes[first + i] - nodes[first + j]);
        return new(first, w[0], w[1], w[2], w[3]);
    }
}
