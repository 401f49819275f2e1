using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Lab.CompareRuns;

/// <summary>Differences of one curve a scan, as they come: point by point where the grids are the same, else B interpolated onto those points of A that lie within both.</summary>
internal sealed class CurveTally(string name, string unit)
{
    private int _scans, _different, _onlyInOne, _interpolated;
    private double _largest, _where = double.NaN, _squares, _squaresOfA;
    private string _largestAt = "";
    private long _points;
    private (ImmutableArray<double> A, ImmutableArray<double> B, int First, CubicSplineInterpolation Plan)? _plan;

    /// <summary>One scan.</summary>
    /// <param name="scanId">Its id.</param>
    /// <param name="gridA">Axis in A [n].</param>
    /// <param name="a">One part, or two of a complex curve [n] each.</param>
    /// <param name="gridB">Axis in B [m].</param>
    /// <param name="b">The same parts [m].</param>
    public void Add(string scanId, ImmutableArray<double> gridA, ImmutableArray<double>[] a, ImmutableArray<double> gridB, ImmutableArray<double>[] b)
    {
        bool hasA = !a[0].IsEmpty, hasB = !b[0].IsEmpty;
        if (!hasA || !hasB)
        {
            _onlyInOne += hasA != hasB ? 1 : 0;
            return;
        }

        if (gridA.AsSpan().SequenceEqual(gridB.AsSpan()))
        {
            Compare(scanId, gridA.AsSpan(), a, [.. b.Select(part => part.AsSpan().ToArray())], 0);
            return;
        }

        if (Plan(gridA, gridB) is not { } plan)
        {
            _onlyInOne++;
            return;
        }

        _interpolated++;
        Compare(scanId, gridA.AsSpan(plan.First, plan.Plan.PointCount), a, [.. b.Select(part => Interpolated(plan.Plan, part))], plan.First);
    }

    /// <summary>What came; null: nothing did.</summary>
    public QuantityDifference? Sum() => _scans + _onlyInOne == 0 ? null : new()
    {
        Name = name,
        Unit = unit,
        Scans = _scans,
        Different = _different,
        OnlyInOne = _onlyInOne,
        Largest = _largest,
        LargestAt = _largestAt,
        Where = _where,
        Rms = Math.Sqrt(_squares / _points),
        Relative = Math.Sqrt(_squares / _squaresOfA),
        Interpolated = _interpolated,
    };

    private static double[] Interpolated(CubicSplineInterpolation plan, ImmutableArray<double> values)
    {
        var result = new double[plan.PointCount];
        plan.Evaluate(values.AsSpan(), result);
        return result;
    }

    private void Compare(string scanId, ReadOnlySpan<double> grid, ImmutableArray<double>[] a, double[][] b, int first)
    {
        bool differs = false;
        for (int i = 0; i < grid.Length; i++)
        {
            double square = 0, squareOfA = 0;
            for (int part = 0; part < a.Length; part++)
            {
                double one = a[part][first + i], delta = b[part][i] - one;
                square += delta * delta;
                squareOfA += one * one;
                differs |= !delta.Equals(0.0) && !(double.IsNaN(one) && double.IsNaN(b[part][i]));
            }

            if (!double.IsFinite(square)) continue;
            _points++;
            _squares += square;
            _squaresOfA += squareOfA;
            if (Math.Sqrt(square) > _largest) (_largest, _largestAt, _where) = (Math.Sqrt(square), scanId, grid[i]);
        }

        _scans++;
        _different += differs ? 1 : 0;
    }

    /// <summary>From one grid to the other; a series has the same two again and again. Null: they do not overlap, or are no axes.</summary>
    private (int First, CubicSplineInterpolation Plan)? Plan(ImmutableArray<double> gridA, ImmutableArray<double> gridB)
    {
        if (_plan is { } known && known.A.AsSpan().SequenceEqual(gridA.AsSpan()) && known.B.AsSpan().SequenceEqual(gridB.AsSpan())) return (known.First, known.Plan);
        int first = 0, end = gridA.Length;
        while (first < end && gridA[first] < gridB[0]) first++;
        while (end > first && gridA[end - 1] > gridB[^1]) end--;
        if (end - first < 2 || gridB.Length < 2) return null;
        try
        {
            var plan = new CubicSplineInterpolation(gridB.AsSpan(), gridA.AsSpan(first, end - first));
            _plan = (gridA, gridB, first, plan);
            return (first, plan);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
