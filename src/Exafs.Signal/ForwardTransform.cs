namespace Exafs.Signal;

/// <summary>χ(k) → χ(R) on one k grid (Larch's xftf): χ(R) = (δk/√π)·Σ χ(k)·kʷ·Ω(k)·e^(−2ikR).</summary>
/// <remarks>
/// No factor ½ and the sign e^(−2ikR): a shell sin(2kR₀) is imaginary and negative at R₀. Only R up to rmax_out is wanted, which makes a matrix product
/// cheaper than a fast transform of 2048 mostly empty points; the window's zeros are left out of it.
/// </remarks>
public sealed class ForwardTransform
{
    private readonly double[] _matrix;
    private readonly int _first;
    private readonly int _used;
    private readonly int _columns; // those used, filled up with zeros to whole vectors
    private readonly int _points;

    /// <summary>Plans the transform.</summary>
    /// <param name="parameters">Window, weight and range.</param>
    /// <param name="kweight">Weight kʷ (the parameters' own, or the default of the version in force).</param>
    /// <param name="points">Length of χ(k) on the grid 0, δk, 2δk, …</param>
    /// <param name="kstep">δk, Å⁻¹.</param>
    /// <param name="nfft">Length of the transform.</param>
    public ForwardTransform(FourierParameters parameters, double kweight, int points, double kstep, int nfft)
    {
        _points = points;
        var step = Math.PI / (kstep * nfft);
        var count = (int)Math.Min(nfft / 2.0, 1.01 + (parameters.RMaxOut / step));
        R = new double[count];
        for (var n = 0; n < count; n++)
            R[n] = n * step;

        Weights = WindowAndWeight(parameters, kweight, points, kstep);
        _first = Array.FindIndex(Weights, w => w != 0);
        var last = Array.FindLastIndex(Weights, w => w != 0);
        (_first, _used) = _first < 0 ? (0, 0) : (_first, last - _first + 1);
        _columns = (_used + 7) / 8 * 8;

        var (cos, sin) = Circle(nfft);
        _matrix = new double[2 * count * _columns];
        var scale = kstep / Math.Sqrt(Math.PI);
        for (var n = 0; n < count; n++)
        {
            for (var c = 0; c < _used; c++)
            {
                var angle = (int)((long)(_first + c) * n % nfft);
                var weight = scale * Weights[_first + c];
                _matrix[(n * _columns) + c] = weight * cos[angle];
                _matrix[((count + n) * _columns) + c] = -weight * sin[angle];
            }
        }
    }

    /// <summary>R not corrected for phase, Å [p].</summary>
    public double[] R { get; }

    /// <summary>kʷ·Ω(k) on the grid of χ(k).</summary>
    public double[] Weights { get; }

    /// <summary>Transforms a batch.</summary>
    /// <param name="chi">χ(k), one after another [count × m].</param>
    /// <param name="chir">Re χ(R) [p] then Im χ(R) [p] of each [count × 2p].</param>
    public void Apply(ReadOnlySpan<double> chi, Span<double> chir)
    {
        var count = chi.Length / _points;
        var packed = new double[count * _columns];
        for (var s = 0; s < count; s++)
            chi.Slice((s * _points) + _first, _used).CopyTo(packed.AsSpan(s * _columns));
        MatrixProduct.Multiply(_matrix, _columns, packed, chir);
    }

    /// <summary>cos and sin of 2πi/n, i &lt; n.</summary>
    internal static (double[] Cos, double[] Sin) Circle(int n)
    {
        var (cos, sin) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
            (sin[i], cos[i]) = Math.SinCos(2 * Math.PI * i / n);
        return (cos, sin);
    }

    private static double[] WindowAndWeight(FourierParameters parameters, double kweight, int points, double kstep)
    {
        var kLast = (points - 1) * kstep;
        var kmax = parameters.KMax ?? kLast;
        // Larch evaluates the window on a grid that reaches past the data when the window does.
        var length = Math.Max(points, (int)(1.01 + (Math.Max(kLast, kmax + (parameters.Dk2 ?? parameters.Dk)) / kstep)));
        var k = new double[length];
        for (var j = 0; j < length; j++)
            k[j] = j * kstep;
        var window = FourierWindow.Evaluate(k, parameters.KMin, kmax, parameters.Dk, parameters.Dk2, parameters.Window);
        var weights = new double[points];
        for (var j = 0; j < points; j++)
            weights[j] = window[j] * Math.Pow(k[j], kweight);
        return weights;
    }
}
