using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Exafs.Signal;

/// <summary>AUTOBK on one energy grid: the spline background whose removal leaves least below rbkg in χ(R) (Newville et al., Physica B 208&amp;209, 154 (1995)).</summary>
/// <remarks>
/// χ(k) is linear in µ but for Larch's clamps (<see cref="Clamp"/>): the spline interpolation to the k grid, the low-R transform F, the spline basis and
/// the least-squares inverse of A = F·B are made once, and a scan costs O(n) plus a few small matrix products. Works on µ itself, not on norm.
/// </remarks>
internal sealed class AutobkPlan
{
    private readonly CubicSplineInterpolation _toGrid;
    private readonly double[] _lowR;        // Fᵀ [m × residuals]
    private readonly double[] _inverse;     // A⁺F [c × m]
    private readonly double[] _basis;       // splines on the k grid, one after another [c × m]
    private readonly double[] _rawBasis;    // the four splines at each energy used [count × 4]
    private readonly int[] _rawFirst;
    private readonly Matrix<double> _normal;
    private readonly Matrix<double> _a;     // A [residuals × c]
    private readonly Clamp _clamp;
    private readonly int _edge;
    private readonly int _splines;
    private readonly double _degreesOfFreedom;
    private readonly double _student;
    private readonly double[] _linearShape;
    private readonly ReductionParameters _p;
    private readonly double[] _coefficients;
    private readonly double[] _correction;
    private readonly double[] _residual;

    private AutobkPlan(int edge, double[] kRaw, double[] k, double[] nodes, double kmax, int lowCount, ReductionParameters p)
    {
        (_p, _edge, K, _splines) = (p, edge, k, nodes.Length);
        _toGrid = new CubicSplineInterpolation(kRaw, k);
        var basis = new BSplineBasis(nodes);
        _basis = basis.Columns(k);
        _rawFirst = new int[kRaw.Length];
        _rawBasis = new double[kRaw.Length * 4];
        for (var i = 0; i < kRaw.Length; i++)
            _rawFirst[i] = basis.At(kRaw[i], _rawBasis.AsSpan(i * 4, 4));

        var residuals = 2 * lowCount;
        _lowR = LowR(k, kmax, lowCount, p);
        var columnsOfA = new double[_splines * residuals];
        MatrixProduct.Multiply(_lowR, residuals, _basis, columnsOfA);

        _a = Matrix<double>.Build.Dense(residuals, _splines, columnsOfA);
        var qr = _a.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin);
        var inverseR = qr.R.Inverse();
        var pseudo = inverseR * qr.Q.Transpose();
        _inverse = (pseudo * Matrix<double>.Build.Dense(residuals, k.Length, _lowR)).ToRowMajorArray();
        _normal = _a.TransposeThisAndMultiply(_a);

        _clamp = new Clamp(inverseR * inverseR.Transpose(), Matrix<double>.Build.Dense(k.Length, _splines, _basis), p, k.Length, residuals);
        _degreesOfFreedom = residuals + (2 * p.NClamp) - _splines;
        _student = p.Uncertainties && k.Length > _splines ? StudentT.InvCDF(0, 1, k.Length - _splines, 0.5 * (1 + MathNet.Numerics.SpecialFunctions.Erf(1 / Math.Sqrt(2)))) : double.NaN;
        _linearShape = p.Uncertainties && p.Compatibility == Compatibility.None
            ? Shape(_normal + (0.01 * _clamp.Rows.TransposeThisAndMultiply(_clamp.Rows)))
            : [];
        (_coefficients, _correction, _residual) = (new double[_splines], new double[_splines], new double[residuals]);
    }

    /// <summary>Grid of χ(k), Å⁻¹ [m].</summary>
    public double[] K { get; }

    /// <summary>Plans AUTOBK, or says why the data do not allow it.</summary>
    /// <param name="energy">Ascending, eV [n].</param>
    /// <param name="e0">Edge energy, eV.</param>
    /// <param name="p">Parameters.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="defect">Why there is none.</param>
    public static bool TryCreate(ReadOnlySpan<double> energy, double e0, ReductionParameters p, [NotNullWhen(true)] out AutobkPlan? plan, [NotNullWhen(false)] out Defect? defect)
    {
        plan = null;
        var edge = Grid.IndexOf(energy, e0);
        var kAll = new double[energy.Length - edge];
        for (var i = 0; i < kAll.Length; i++)
            kAll[i] = Wavenumber.FromEnergy(energy[edge + i] - e0);
        var kmax = p.KMax is { } wanted && wanted >= 0 ? Math.Min(kAll[^1], wanted) : kAll[^1];
        if (kmax / p.KStep > p.NFft - 2)
        {
            defect = new Defect("too_long_for_chi", $"the data reach {kmax:0.#} Å⁻¹, and a transform of {p.NFft} points ends at {p.KStep * p.NFft:0.#}");
            return false;
        }
        var end = Math.Min(energy.Length, 2 + Grid.IndexOf(energy, e0 + (kmax * kmax / Wavenumber.KSquaredPerEnergy))) - edge;
        if (!Grid.IsStrictlyAscending(kAll.AsSpan(0, end)))
        {
            defect = new Defect("energy_not_ascending", "energies above the edge are not strictly ascending");
            return false;
        }
        var k = new double[Math.Max(0, (int)(1.01 + (kmax / p.KStep)))];
        for (var j = 0; j < k.Length; j++)
            k[j] = p.KStep * j;

        var rstep = Math.PI / (p.KStep * p.NFft);
        var rbkg = Math.Max(p.Rbkg, 2 * rstep);
        var splines = 1 + (int)(2 * rbkg * (kmax - p.KMin) / Math.PI);
        var lowCount = (int)(1 + ((splines - 1) * Math.PI / (2 * rstep * (kmax - p.KMin))));
        splines = Math.Clamp(p.NKnots ?? splines, 5, 128);
        var nodes = new double[splines];
        for (var i = 0; i < splines; i++)
            nodes[i] = kAll[Grid.IndexNearest(kAll, p.KMin + (i * (kmax - p.KMin) / (splines - 1)))];

        if (kmax <= p.KMin || k.Length < 6 || lowCount < 1 || 2 * lowCount < splines || end < splines || !Grid.IsStrictlyAscending(nodes))
        {
            defect = new Defect("too_short_for_chi", $"{kAll.Length} points reach {kAll[^1]:0.##} Å⁻¹: too few for a background of {splines} splines");
            return false;
        }
        plan = new AutobkPlan(edge, kAll[..end], k, nodes, kmax, lowCount, p);
        defect = null;
        return true;
    }

    /// <summary>Removes the background of one spectrum. Not thread-safe.</summary>
    /// <param name="mu">µ [n].</param>
    /// <param name="edgeStep">Edge step, in units of µ.</param>
    /// <param name="bkg">Background, in units of µ [n]; µ itself outside the range of the spline.</param>
    /// <param name="chi">χ(k) [m].</param>
    /// <param name="deltaChi">Its uncertainty, 1 σ [m], or empty when not wanted. Larch's is in units of µ, ours in those of χ.</param>
    public void Apply(ReadOnlySpan<double> mu, double edgeStep, Span<double> bkg, Span<double> chi, Span<double> deltaChi)
    {
        var used = mu.Slice(_edge, _rawFirst.Length);
        _toGrid.Evaluate(used, chi);
        for (var c = 0; c < _splines; c++)
            _coefficients[c] = MatrixProduct.Dot(_inverse.AsSpan(c * chi.Length, chi.Length), chi);
        SubtractSpline(_coefficients, chi);
        MatrixProduct.Multiply(_lowR, _residual.Length, chi, _residual);
        var fit = new ClampSolution(0, 0, 0, MatrixProduct.Dot(_residual, _residual));
        if (!_clamp.IsNone)
        {
            fit = _clamp.Solve(chi, fit.SquaredResidual, _correction);
            SubtractSpline(_correction, chi);
            TensorPrimitives.Add(_coefficients, _correction, _coefficients);
        }

        mu.CopyTo(bkg);
        for (var i = 0; i < _rawFirst.Length; i++)
        {
            var (c, b) = (_rawFirst[i], i * 4);
            bkg[_edge + i] = (_rawBasis[b] * _coefficients[c]) + (_rawBasis[b + 1] * _coefficients[c + 1])
                + (_rawBasis[b + 2] * _coefficients[c + 2]) + (_rawBasis[b + 3] * _coefficients[c + 3]);
        }
        if (deltaChi.Length > 0)
            Uncertainty(fit, chi, edgeStep, deltaChi);
        TensorPrimitives.Multiply(chi, 1 / edgeStep, chi);
    }

    private void SubtractSpline(ReadOnlySpan<double> coefficients, Span<double> chi)
    {
        for (var c = 0; c < _splines; c++)
            MatrixProduct.AddScaled(-coefficients[c], _basis.AsSpan(c * chi.Length, chi.Length), chi);
    }

    /// <summary>δχ = t·√(σ²·diag(B V Bᵀ)), V = (JᵀJ)⁻¹ with the clamps' rows and, in Larch's modes, the derivative of their scale.</summary>
    private void Uncertainty(in ClampSolution fit, ReadOnlySpan<double> chi, double edgeStep, Span<double> deltaChi)
    {
        var shape = _linearShape;
        var factor = _student * Math.Sqrt((fit.SquaredResidual + (fit.Scale * fit.Scale * fit.Held)) / _degreesOfFreedom);
        if (_p.Compatibility == Compatibility.None)
            factor /= edgeStep;
        else
            shape = Shape(_normal + ClampJacobian(fit, chi));
        TensorPrimitives.Multiply(shape, factor, deltaChi);
    }

    private Matrix<double> ClampJacobian(in ClampSolution fit, ReadOnlySpan<double> chi)
    {
        if (_clamp.IsNone)
            return Matrix<double>.Build.Dense(_splines, _splines);
        MatrixProduct.Multiply(_lowR, _residual.Length, chi, _residual);
        var slope = _a.TransposeThisAndMultiply(Vector<double>.Build.Dense(_residual)) * (2 * _clamp.ScaleSlope / _residual.Length);
        var rows = (fit.Scale * _clamp.Rows) + _clamp.EndValues(chi).OuterProduct(slope);
        return rows.TransposeThisAndMultiply(rows);
    }

    private double[] Shape(Matrix<double> normal)
    {
        var basis = Matrix<double>.Build.Dense(K.Length, _splines, _basis);
        return [.. (basis * normal.Inverse()).PointwiseMultiply(basis).RowSums().Select(Math.Sqrt)];
    }

    /// <summary>The transform of χ(k) below rbkg, transposed: for each k the Re and Im of one R after another. Larch's amplitude holds δk = 0.05 whatever the step.</summary>
    private static double[] LowR(double[] k, double kmax, int lowCount, ReductionParameters p)
    {
        var window = FourierWindow.Evaluate(k, p.KMin, kmax, p.Dk, p.Dk, p.Window);
        var (cos, sin) = ForwardTransform.Circle(p.NFft);
        var lowR = new double[2 * lowCount * k.Length];
        for (var j = 0; j < k.Length; j++)
        {
            var weight = 0.05 / Math.Sqrt(Math.PI) * Math.Pow(k[j], p.KWeight) * window[j];
            for (var n = 0; n < lowCount; n++)
            {
                var angle = (int)((long)j * n % p.NFft);
                lowR[(((j * lowCount) + n) * 2) + 0] = weight * cos[angle];
                lowR[(((j * lowCount) + n) * 2) + 1] = -weight * sin[angle];
            }
        }
        return lowR;
    }
}
