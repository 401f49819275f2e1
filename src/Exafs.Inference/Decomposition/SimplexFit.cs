using System.Numerics.Tensors;

namespace Exafs.Inference.Decomposition;

/// <summary>Minimum of ½wᵀGw + ½λΣw² − bᵀw over w ≥ 0, Σw = 1.</summary>
/// <remarks>
/// Method: active set, as C. L. Lawson and R. J. Hanson, Solving Least Squares Problems (1974), chapter 23, have it for w ≥ 0: the weight whose gradient is
/// lowest enters, the problem with equality is solved for those that take part, and what would fall below 0 leaves. λ > 0 makes the minimum one, whatever the
/// order. Certificate: with the gradient ∇, wᵀ∇ − min ∇ bounds how far the objective lies above its minimum (M. Jaggi, ICML 2013).
/// </remarks>
internal sealed class SimplexFit
{
    private readonly double[] _gram;
    private readonly int _count;
    private readonly double[] _gradient;
    private readonly PassiveSet _passive;

    /// <param name="gram">G [n, n].</param>
    /// <param name="count">n.</param>
    public SimplexFit(double[] gram, int count)
    {
        (_gram, _count) = (gram, count);
        (_gradient, _passive) = (new double[count], new(gram, count));
    }

    /// <summary>Which weights are above 0, after <see cref="Solve"/>.</summary>
    public ReadOnlySpan<int> Members => _passive.Members;

    /// <summary>Weights of <see cref="Members"/>; all others are 0.</summary>
    public ReadOnlySpan<double> Weights => _passive.Weights;

    /// <summary>How far the objective lies above its minimum, at most.</summary>
    public double Gap { get; private set; }

    /// <summary>Finds the minimum; false where the gap did not come down to the tolerance.</summary>
    /// <param name="linear">b [n].</param>
    /// <param name="ridge">λ, above 0.</param>
    /// <param name="tolerance">Largest <see cref="Gap"/>.</param>
    public bool Solve(ReadOnlySpan<double> linear, double ridge, double tolerance)
    {
        _passive.Reset(ridge);
        var next = Best(linear, ridge);
        for (var step = 0; step < 20 * _count; step++)
        {
            if (!_passive.Add(next)) return false;
            _passive.Settle(linear);
            next = Steepest(linear, ridge);
            if (Gap <= tolerance) return true;
        }

        return false;
    }

    /// <summary>By how much the weights move where b moves by x, those that take part held: x ← (H⁻¹ − H⁻¹11ᵀH⁻¹/1ᵀH⁻¹1)x [p].</summary>
    public void Respond(Span<double> x) => _passive.Respond(x);

    /// <summary>Which one would be best alone.</summary>
    private int Best(ReadOnlySpan<double> linear, double ridge)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var i = 0; i < _count; i++)
            if (((_gram[(i * _count) + i] + ridge) / 2) - linear[i] is var value && value < least)
                (best, least) = (i, value);
        return best;
    }

    /// <summary>The gradient at the weights, its lowest place, and the gap.</summary>
    private int Steepest(ReadOnlySpan<double> linear, double ridge)
    {
        TensorPrimitives.Negate(linear, _gradient);
        ReadOnlySpan<int> members = Members;
        ReadOnlySpan<double> weights = Weights;
        for (var p = 0; p < members.Length; p++)
        {
            TensorPrimitives.MultiplyAdd(_gram.AsSpan(members[p] * _count, _count), weights[p], _gradient, _gradient);
            _gradient[members[p]] += ridge * weights[p];
        }

        var along = 0.0;
        for (var p = 0; p < members.Length; p++) along += weights[p] * _gradient[members[p]];
        var steepest = TensorPrimitives.IndexOfMin(_gradient);
        Gap = along - _gradient[steepest];
        return steepest;
    }
}
