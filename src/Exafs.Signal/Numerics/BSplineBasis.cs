namespace Exafs.Signal;

/// <summary>Cubic B-splines whose knots make them the not-a-knot splines through given nodes: as many free coefficients as nodes.</summary>
internal sealed class BSplineBasis
{
    private readonly double[] _knots;

    /// <summary>Nodes strictly ascending, at least 4.</summary>
    public BSplineBasis(ReadOnlySpan<double> nodes)
    {
        Count = nodes.Length;
        _knots = new double[Count + 4];
        for (var i = 0; i < 4; i++)
        {
            _knots[i] = nodes[0];
            _knots[Count + i] = nodes[^1];
        }
        for (var i = 4; i < Count; i++)
            _knots[i] = nodes[i - 2];
    }

    public int Count { get; }

    /// <summary>Index of the first of the four splines that are not zero at x, and their values. Outside the nodes the end polynomials continue.</summary>
    public int At(double x, Span<double> values)
    {
        var l = 3;
        while (l < Count - 1 && x >= _knots[l + 1])
            l++;
        // Cox and de Boor, from degree 0 to 3 in place.
        values[0] = 1;
        for (var degree = 1; degree <= 3; degree++)
        {
            var saved = 0.0;
            for (var r = 0; r < degree; r++)
            {
                var (right, left) = (_knots[l + r + 1], _knots[l + r + 1 - degree]);
                var part = values[r] / (right - left);
                values[r] = saved + ((right - x) * part);
                saved = (x - left) * part;
            }
            values[degree] = saved;
        }
        return l - 3;
    }

    /// <summary>All splines at all points, spline after spline [Count × points].</summary>
    public double[] Columns(ReadOnlySpan<double> points)
    {
        var columns = new double[Count * points.Length];
        Span<double> values = stackalloc double[4];
        for (var i = 0; i < points.Length; i++)
        {
            var first = At(points[i], values);
            for (var c = 0; c < 4; c++)
                columns[((first + c) * points.Length) + i] = values[c];
        }
        return columns;
    }
}
