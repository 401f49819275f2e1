namespace Exafs.Signal;

/// <summary>Interpolating cubic spline from one grid to another: a plan that depends on the two grids alone, and a cheap application to values y.</summary>
/// <remarks>
/// Method: not-a-knot end conditions (de Boor 1978), solved for the slopes of the spline at the nodes; the tridiagonal system is
/// factorised once and every division is precomputed, so that <see cref="Evaluate"/> is two recurrences of multiply-adds and one
/// cubic Hermite form per wanted point. With three nodes the spline is their parabola, with two their line.
/// Outside the nodes the end polynomials continue.
/// Accuracy: as scipy.interpolate.CubicSpline to 1e-12 of max|y| on grids without near-duplicates.
/// Cost: O(n + m) without allocation. Keeps its scratch, and is therefore not thread-safe.
/// </remarks>
public sealed class CubicSplineInterpolation
{
    // Row i of the factorised system: slope[i] + upper[i]·slope[i+1] = left[i]·Δy[a] + right[i]·Δy[a+1] − lower[i]·(row i−1).
    private readonly double[] _left;
    private readonly double[] _right;
    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly double[] _slope;
    private readonly Hermite[] _points;

    /// <summary>Prepares the interpolation from the nodes <paramref name="x"/> to the points <paramref name="at"/>.</summary>
    /// <param name="x">Nodes, strictly increasing [n], n ≥ 2.</param>
    /// <param name="at">Wanted points in any order [m].</param>
    /// <exception cref="ArgumentException">The nodes are fewer than two, not finite or not strictly increasing.</exception>
    public CubicSplineInterpolation(ReadOnlySpan<double> x, ReadOnlySpan<double> at)
    {
        if (x.Length < 2) throw new ArgumentException("A spline needs two nodes or more.", nameof(x));
        for (int i = 1; i < x.Length; i++)
            if (!(x[i] - x[i - 1] > 0 && double.IsFinite(x[i] - x[i - 1])))
                throw new ArgumentException($"Nodes are not strictly increasing at index {i}.", nameof(x));

        int n = x.Length;
        (_left, _right, _lower, _upper, _slope) = (new double[n], new double[n], new double[n], new double[n], new double[n]);
        Factorise(x);
        _points = new Hermite[at.Length];
        for (int i = 0; i < at.Length; i++) _points[i] = Hermite.Between(x, at[i]);
    }

    /// <summary>Number of nodes n.</summary>
    public int NodeCount => _slope.Length;

    /// <summary>Number of wanted points m.</summary>
    public int PointCount => _points.Length;

    /// <summary>Values at the wanted points of the spline through <paramref name="y"/>.</summary>
    /// <param name="y">Values at the nodes [n].</param>
    /// <param name="result">Values at the wanted points [m].</param>
    public void Evaluate(ReadOnlySpan<double> y, Span<double> result)
    {
        if (y.Length != NodeCount) throw new ArgumentException("One value per node is needed.", nameof(y));
        if (result.Length != PointCount) throw new ArgumentException("One place per wanted point is needed.", nameof(result));

        Span<double> slope = _slope;
        SolveSlopes(y, slope);
        Hermite[] points = _points;
        for (int i = 0; i < points.Length && i < result.Length; i++)
        {
            ref readonly Hermite p = ref points[i];
            int j = p.Interval;
            result[i] = (p.Y0 * y[j]) + (p.Y1 * y[j + 1]) + (p.S0 * slope[j]) + (p.S1 * slope[j + 1]);
        }
    }

    private void SolveSlopes(ReadOnlySpan<double> y, Span<double> slope)
    {
        int n = slope.Length;
        // Slices of one length let the compiler drop the bounds checks of the recurrences.
        ReadOnlySpan<double> left = _left.AsSpan(0, n), right = _right.AsSpan(0, n), lower = _lower.AsSpan(0, n), upper = _upper.AsSpan(0, n);
        y = y[..n];
        double first = y[1] - y[0];
        double before = n > 2 ? y[2] - y[1] : 0;
        double row = (left[0] * first) + (right[0] * before);
        slope[0] = row;
        before = first;
        for (int i = 1; i < n - 1; i++)
        {
            double after = y[i + 1] - y[i];
            row = ((left[i] * before) + (right[i] * after)) - (lower[i] * row);
            slope[i] = row;
            before = after;
        }

        double beforeLast = n > 2 ? y[n - 2] - y[n - 3] : 0;
        row = (left[n - 1] * beforeLast) + (right[n - 1] * before) - (lower[n - 1] * row);
        slope[n - 1] = row;
        for (int i = n - 2; i >= 0; i--)
        {
            row = slope[i] - (upper[i] * row);
            slope[i] = row;
        }
    }

    private void Factorise(ReadOnlySpan<double> x)
    {
        int n = x.Length;
        Span<double> diagonal = new double[n];
        if (n == 2)
        {
            // Both slopes are that of the line.
            diagonal[0] = diagonal[1] = 1;
            _left[0] = _right[1] = 1 / (x[1] - x[0]);
        }
        else if (n == 3)
        {
            // A parabola's secant has the mean slope of its ends.
            diagonal[0] = diagonal[2] = _upper[0] = _lower[2] = 1;
            _left[0] = 2 / (x[1] - x[0]);
            _right[2] = 2 / (x[2] - x[1]);
        }
        else
        {
            // Third derivatives agree across the second node, and across the last but one.
            double h0 = x[1] - x[0], h1 = x[2] - x[1], d = x[2] - x[0];
            (diagonal[0], _upper[0]) = (h1, d);
            (_left[0], _right[0]) = ((h0 + (2 * d)) * h1 / d / h0, h0 * h0 / d / h1);
            (h0, h1, d) = (x[n - 2] - x[n - 3], x[n - 1] - x[n - 2], x[n - 1] - x[n - 3]);
            (_lower[n - 1], diagonal[n - 1]) = (d, h0);
            (_left[n - 1], _right[n - 1]) = (h1 * h1 / d / h0, ((2 * d) + h1) * h0 / d / h1);
        }

        for (int i = 1; i < n - 1; i++)
        {
            double before = x[i] - x[i - 1], after = x[i + 1] - x[i];
            (_lower[i], diagonal[i], _upper[i]) = (after, 2 * (before + after), before);
            (_left[i], _right[i]) = (3 * after / before, 3 * before / after);
        }

        for (int i = 0; i < n; i++)
        {
            if (i > 0) diagonal[i] -= _lower[i] * _upper[i - 1];
            double scale = 1 / diagonal[i];
            _left[i] *= scale;
            _right[i] *= scale;
            _lower[i] *= scale;
            _upper[i] *= scale;
        }
    }

    /// <summary>Weights of the end values and end slopes of one interval in the cubic at one point.</summary>
    private readonly record struct Hermite(int Interval, double Y0, double Y1, double S0, double S1)
    {
        public static Hermite Between(ReadOnlySpan<double> x, double at)
        {
            int found = x.BinarySearch(at);
            int j = Math.Clamp(found >= 0 ? found : ~found - 1, 0, x.Length - 2);
            double h = x[j + 1] - x[j], t = (at - x[j]) / h, u = 1 - t;
            return new Hermite(j, u * u * (1 + (2 * t)), t * t * (3 - (2 * t)), h * t * u * u, -h * t * t * u);
        }
    }
}
