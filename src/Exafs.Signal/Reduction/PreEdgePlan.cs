using System.Numerics.Tensors;

namespace Exafs.Signal;

/// <summary>Pre-edge line, post-edge polynomial, edge step, norm and flat on one energy grid (Larch's pre_edge).</summary>
/// <remarks>
/// Index ranges depend on the grid, E0 and the parameters alone, so both curves and the signed edge step are fixed linear maps of µ;
/// norm and flat are their ratios. The defaults of the ranges, their rounding and half-openness are those of the version in force.
/// </remarks>
internal sealed class PreEdgePlan
{
    private readonly RangeFit _pre;
    private readonly RangeFit _post;
    private readonly int _edge;
    private readonly bool _is0958;
    private readonly bool _flatten;

    public PreEdgePlan(ReadOnlySpan<double> energy, double e0, ReductionParameters p)
    {
        _is0958 = p.Compatibility == Compatibility.Larch0_9_58;
        var n = energy.Length;
        _edge = Grid.IndexNearest(energy, e0);
        E0 = _is0958 ? energy[_edge] : e0; // 0.9.58 snaps E0 to the grid
        e0 = E0;

        var pre1 = p.Pre1 ?? (_edge > 20 ? 5 * Math.Round((energy[1] - e0) / 5) : 2 * Math.Round((energy[1] - e0) / 2));
        pre1 = Math.Max(pre1, energy[0] - e0);
        var pre2 = p.Pre2 ?? (_is0958 ? 5 * Math.Round(pre1 / 15) : 0.5 * pre1);
        if (pre1 > pre2)
            (pre1, pre2) = (pre2, pre1);

        var last = energy[^1] - e0;
        var norm2 = p.Norm2 ?? (5 * Math.Round(last / 5));
        if (norm2 < 0)
            norm2 = last - norm2;
        norm2 = Math.Min(norm2, last);
        var norm1 = p.Norm1 ?? Math.Min(_is0958 ? 150 : 25, 5 * Math.Round(norm2 / 15));
        if (norm1 > norm2)
            (norm1, norm2) = (norm2, norm1);
        if (!_is0958)
            norm1 = Math.Min(norm1, norm2 - 2);
        var length = norm2 - norm1;
        var degree = Math.Clamp(p.NNorm ?? (length < (_is0958 ? 50 : 30) ? 0 : length < (_is0958 ? 350 : 300) ? 1 : 2), 0, 5);

        _pre = PreEdge(energy, e0, pre1, pre2, p.NVict);

        var (q1, q2) = (Grid.IndexOf(energy, norm1 + e0), Grid.IndexNearest(energy, norm2 + e0));
        if (_is0958)
        {
            if (q2 - q1 < 2)
                q2 = Math.Min(n, q1 + 2);
        }
        else
        {
            q1 = Math.Min(q1, n - 3);
            if (q2 - q1 < 2)
                (q1, degree) = (q1 - 2, 0);
            else if (q2 - q1 < 5)
                degree = Math.Min(1, degree);
        }
        _flatten = !_is0958 || q2 - q1 > 4;
        _post = new RangeFit(energy, Math.Max(q1, 0), q2, degree);
    }

    public double E0 { get; }

    /// <summary>Normalises one spectrum; all spans [n]. Returns the edge step.</summary>
    public double Apply(ReadOnlySpan<double> mu, Span<double> preEdge, Span<double> postEdge, Span<double> norm, Span<double> flat)
    {
        _pre.Evaluate(mu, preEdge);
        TensorPrimitives.Subtract(mu, preEdge, norm);
        _post.Evaluate(norm, postEdge); // as yet post − pre

        // 2026.3.1 keeps the step off zero, and so do we; 0.9.58 divides by it as it is.
        var step = Math.Abs(postEdge[_edge]);
        if (!_is0958)
            step = Math.Max(step, 1e-12);
        TensorPrimitives.Multiply(norm, 1 / step, norm);

        norm.CopyTo(flat);
        if (_flatten)
        {
            // 0.9.58 fits the curve that it takes away afresh, with a degree of at most 2: the first terms of the same expansion.
            var above = flat[_edge..];
            if (_is0958 && _post.Degree > 2)
                _post.Evaluate(norm, flat, 2);
            else
                TensorPrimitives.Multiply(postEdge[_edge..], 1 / step, above);
            var atEdge = above[0];
            TensorPrimitives.Subtract(norm[_edge..], above, above);
            TensorPrimitives.Add(above, atEdge, above);
            norm[.._edge].CopyTo(flat);
        }
        TensorPrimitives.Add(postEdge, preEdge, postEdge);
        return step;
    }

    private RangeFit PreEdge(ReadOnlySpan<double> energy, double e0, double pre1, double pre2, int nvict)
    {
        var (p1, p2) = (Grid.IndexOf(energy, pre1 + e0), Grid.IndexNearest(energy, pre2 + e0));
        if (!_is0958)
        {
            // With fewer than three points between pre1 and pre2 the line is a constant.
            var relative = new double[energy.Length];
            for (var i = 0; i < relative.Length; i++)
                relative[i] = energy[i] - e0;
            if (Grid.IndexOf(relative, pre2) - Grid.IndexOf(relative, pre1) < 3)
                return new RangeFit(energy, p1, Math.Max(p2, p1 + 1), 0);
        }
        if (p2 - p1 < 2)
            p2 = Math.Min(energy.Length, p1 + 2);
        return new RangeFit(energy, p1, p2, 1, nvict);
    }
}
