using MathNet.Numerics.LinearAlgebra;

namespace Exafs.Signal;

/// <summary>AUTOBK's clamps: χ(k) at the ends of the range is held near zero. Minimises ‖o‖² + s²·Σ(clamp·χ_end)².</summary>
/// <remarks>
/// In Larch the scale s = a + b·mean(o²) depends on the residual o itself, which makes the problem non-linear and its answer depend on the unit of µ.
/// Its stationary points still lie on the one-parameter family of linear problems with weight λ, and λ = s²/(1 + 2bs·q/m) at the minimum:
/// a scalar iteration finds it exactly, where Larch's least squares stop near by. Ours holds λ at the value that Larch's s takes for a small residual
/// (0.1² with s in 2026.3.1): linear, and independent of the unit of µ.
/// </remarks>
internal sealed class Clamp
{
    private readonly double[] _gamma;
    private readonly double[] _toModes;     // Qᵀ D: end values of χ to modes [modes × rows]
    private readonly double[] _toSpline;    // K Q: modes to coefficients [coefficients × modes]
    private readonly (int Index, double Weight)[] _rows;
    private readonly double _a;
    private readonly double _b;
    private readonly int _residuals;
    private readonly bool _linear;

    /// <param name="normalInverse">(AᵀA)⁻¹ [c × c].</param>
    /// <param name="basis">Spline basis on the k grid [m × c].</param>
    /// <param name="p">Clamp parameters.</param>
    /// <param name="points">Length of the k grid m.</param>
    /// <param name="residuals">Length of the residual o.</param>
    public Clamp(Matrix<double> normalInverse, Matrix<double> basis, ReductionParameters p, int points, int residuals)
    {
        (_a, _b) = p.Compatibility == Compatibility.Larch0_9_58 ? (1, 100) : (0.1, 10);
        _linear = p.Compatibility == Compatibility.None;
        _residuals = residuals;
        var held = Math.Min(p.NClamp, points);
        _rows = [.. Enumerable.Range(0, held).Select(i => (i, Math.Abs(p.ClampLow)))
            .Concat(Enumerable.Range(points - held, held).Select(i => (i, Math.Abs(p.ClampHigh))))
            .Where(row => row.Item2 > 0)];
        if (_rows.Length == 0)
        {
            (_gamma, _toModes, _toSpline) = ([], [], []);
            Rows = Matrix<double>.Build.Dense(1, basis.ColumnCount);
            return;
        }

        Rows = Matrix<double>.Build.Dense(_rows.Length, basis.ColumnCount, (r, c) => _rows[r].Weight * basis[_rows[r].Index, c]);
        var k = normalInverse * Rows.Transpose();
        var symmetric = Rows * k;
        var evd = (0.5 * (symmetric + symmetric.Transpose())).Evd(Symmetricity.Symmetric);
        _gamma = [.. evd.EigenValues.Select(value => Math.Max(0, value.Real))];
        _toModes = evd.EigenVectors.Transpose().ToRowMajorArray();
        for (var mode = 0; mode < _gamma.Length; mode++)
            for (var r = 0; r < _rows.Length; r++)
                _toModes[(mode * _rows.Length) + r] *= _rows[r].Weight;
        _toSpline = (k * evd.EigenVectors).ToRowMajorArray();
    }

    public bool IsNone => _rows.Length == 0;

    /// <summary>b of the scale s = a + b·mean(o²); 0 where s is held.</summary>
    public double ScaleSlope => _linear ? 0 : _b;

    /// <summary>C: the clamped end values as a map of the coefficients, weights included.</summary>
    public Matrix<double> Rows { get; }

    /// <summary>The clamped values of χ, weights included, without s.</summary>
    public Vector<double> EndValues(ReadOnlySpan<double> chi)
    {
        var values = Vector<double>.Build.Dense(_rows.Length);
        for (var r = 0; r < _rows.Length; r++)
            values[r] = _rows[r].Weight * chi[_rows[r].Index];
        return values;
    }

    /// <summary>Finds what the clamps add to the spline's coefficients.</summary>
    /// <param name="chi">χ(k) without clamps, in units of µ [m].</param>
    /// <param name="squaredResidual">‖o‖² without clamps.</param>
    /// <param name="correction">Coefficients to add [c].</param>
    public ClampSolution Solve(ReadOnlySpan<double> chi, double squaredResidual, Span<double> correction)
    {
        Span<double> z = stackalloc double[_gamma.Length];
        for (var mode = 0; mode < z.Length; mode++)
        {
            z[mode] = 0;
            for (var r = 0; r < _rows.Length; r++)
                z[mode] += _toModes[(mode * _rows.Length) + r] * chi[_rows[r].Index];
        }

        var lambda = _linear ? _a * _a : Stationary(z, squaredResidual);
        for (var c = 0; c < correction.Length; c++)
        {
            correction[c] = 0;
            for (var mode = 0; mode < z.Length; mode++)
                correction[c] += _toSpline[(c * z.Length) + mode] * lambda * z[mode] / (1 + (lambda * _gamma[mode]));
        }
        var (q, o2) = Family(lambda, z, squaredResidual);
        var s = _linear ? _a : _a + (_b * o2 / _residuals);
        return new ClampSolution(lambda, s, q, o2);
    }

    /// <summary>Sum of squares of the clamped values without s, and ‖o‖², for the linear problem of weight λ.</summary>
    private (double Q, double O2) Family(double lambda, ReadOnlySpan<double> z, double squaredResidual)
    {
        var (q, o2) = (0.0, squaredResidual);
        for (var mode = 0; mode < z.Length; mode++)
        {
            var u = z[mode] / (1 + (lambda * _gamma[mode]));
            q += u * u;
            o2 += lambda * lambda * _gamma[mode] * u * u;
        }
        return (q, o2);
    }

    private double Next(double lambda, ReadOnlySpan<double> z, double squaredResidual)
    {
        var (q, o2) = Family(lambda, z, squaredResidual);
        var s = _a + (_b * o2 / _residuals);
        return s * s / (1 + (2 * _b * s * q / _residuals));
    }

    private double Objective(double lambda, ReadOnlySpan<double> z, double squaredResidual)
    {
        var (q, o2) = Family(lambda, z, squaredResidual);
        var s = _a + (_b * o2 / _residuals);
        return o2 + (s * s * q);
    }

    /// <summary>The λ of the lowest stationary point.</summary>
    private double Stationary(ReadOnlySpan<double> z, double squaredResidual)
    {
        // Steffensen's iteration from Larch's unclamped scale: 2 to 5 rounds on ordinary data.
        var s = _a + (_b * squaredResidual / _residuals);
        var lambda = s * s;
        for (var round = 0; round < 30; round++)
        {
            var first = Next(lambda, z, squaredResidual);
            if (Math.Abs(first - lambda) <= 4e-16 * lambda)
                return first;
            var second = Next(first, z, squaredResidual);
            var bend = second - (2 * first) + lambda;
            var accelerated = bend == 0 ? second : lambda - ((first - lambda) * (first - lambda) / bend);
            if (!(accelerated > 0) || Math.Abs(second - first) > Math.Abs(first - lambda))
                break; // not a contraction here
            if (Math.Abs(accelerated - lambda) <= 1e-14 * lambda)
                return accelerated;
            lambda = accelerated;
        }
        return Search(z, squaredResidual);
    }

    /// <summary>Looks for every sign change of λ − next(λ) on a logarithmic scale and takes the one of the lowest objective.</summary>
    private double Search(ReadOnlySpan<double> z, double squaredResidual)
    {
        var (best, lowest) = (_a * _a, double.PositiveInfinity);
        const int Steps = 240;
        var low = 1e-12;
        var lowAbove = Next(low, z, squaredResidual) > low;
        for (var i = 1; i <= Steps; i++)
        {
            var high = 1e-12 * Math.Pow(10, 24.0 * i / Steps);
            var highAbove = Next(high, z, squaredResidual) > high;
            if (lowAbove != highAbove)
            {
                var (left, right) = (low, high);
                for (var halving = 0; halving < 60; halving++)
                {
                    var middle = Math.Sqrt(left * right);
                    if (Next(middle, z, squaredResidual) > middle == lowAbove)
                        left = middle;
                    else
                        right = middle;
                }
                var objective = Objective(left, z, squaredResidual);
                if (objective < lowest)
                    (best, lowest) = (left, objective);
            }
            (low, lowAbove) = (high, highAbove);
        }
        return best;
    }
}

/// <summary>Where the clamps came to rest.</summary>
/// <param name="Lambda">Weight of the equivalent linear problem.</param>
/// <param name="Scale">s.</param>
/// <param name="Held">Σ(clamp·χ_end)², without s.</param>
/// <param name="SquaredResidual">‖o‖².</param>
internal readonly record struct ClampSolution(double Lambda, double Scale, double Held, double SquaredResidual);
