using System.Numerics;

namespace Exafs.Signal;

/// <summary>χ(k) → χ(R) on one k grid (Larch's xftf): χ(R) = (δk/√π)·Σ χ(k)·kʷ·Ω(k)·e^(−2ikR).</summary>
/// <remarks>
/// No factor ½ and the sign e^(−2ikR): a shell sin(2kR₀) is imaginary and negative at R₀. Of 2048 points fewer than 300 hold data and 326 are wanted,
/// so a whole fast transform would mostly handle zeros. One step of its decimation is taken instead (every eighth point of χ(k) makes a series of
/// period nfft/8 in R, half of which is the conjugate of the other half), and the rest is a small matrix product. Not thread-safe.
/// </remarks>
public sealed class ForwardTransform
{
    private const int Radix = 8;

    private readonly int _radix;
    private readonly int _period;
    private readonly int _half;        // distinct R of one series
    private readonly int _terms;       // points of one series
    private readonly double[] _inner;  // cos, then sin, of 2πqn/period [terms × 2·half]
    private readonly double[] _cos;    // twiddles of the series [radix × p]
    private readonly double[] _sin;
    private readonly double[] _series; // scratch of one scan, from here on
    private readonly double[] _parts;
    private readonly double[] _even;
    private readonly double[] _odd;

    /// <summary>Plans the transform.</summary>
    /// <param name="parameters">Window, weight and range.</param>
    /// <param name="kweight">Weight kʷ (the parameters' own, or the default of the version in force).</param>
    /// <param name="points">Length of χ(k) on the grid 0, δk, 2δk, …</param>
    /// <param name="kstep">δk, Å⁻¹.</param>
    /// <param name="nfft">Length of the transform.</param>
    public ForwardTransform(FourierParameters parameters, double kweight, int points, double kstep, int nfft)
    {
        var step = Math.PI / (kstep * nfft);
        var count = (int)Math.Min(nfft / 2.0, 1.01 + (parameters.RMaxOut / step));
        R = new double[count];
        for (var n = 0; n < count; n++)
            R[n] = n * step;
        Weights = WindowAndWeight(parameters, kweight, points, kstep);

        _radix = nfft % Radix == 0 ? Radix : 1;
        _period = nfft / _radix;
        _half = Math.Min(count, (_period / 2) + 1);
        _terms = (points + _radix - 1) / _radix;
        var (cos, sin) = Circle(nfft);
        var scale = kstep / Math.Sqrt(Math.PI);
        _inner = new double[_terms * 2 * _half];
        for (var q = 0; q < _terms; q++)
        {
            for (var n = 0; n < _half; n++)
            {
                var angle = (int)((long)q * n * _radix % nfft);
                var at = (q * 2 * _half) + n;
                (_inner[at], _inner[at + _half]) = (scale * cos[angle], scale * sin[angle]);
            }
        }
        (_series, _parts, _even, _odd) = (new double[_radix * _terms], new double[_radix * 2 * _half], new double[count], new double[count]);
        (_cos, _sin) = (new double[_radix * count], new double[_radix * count]);
        for (var s = 0; s < _radix; s++)
            for (var n = 0; n < count; n++)
                (_cos[(s * count) + n], _sin[(s * count) + n]) = (cos[s * n % nfft], sin[s * n % nfft]);
    }

    /// <summary>R not corrected for phase, Å [p].</summary>
    public double[] R { get; }

    /// <summary>kʷ·Ω(k) on the grid of χ(k).</summary>
    public double[] Weights { get; }

    /// <summary>Transforms one χ(k).</summary>
    /// <param name="chi">χ(k) [m].</param>
    /// <param name="re">Re χ(R) [p].</param>
    /// <param name="im">Im χ(R) [p].</param>
    public void Apply(ReadOnlySpan<double> chi, Span<double> re, Span<double> im)
    {
        for (var s = 0; s < _radix; s++)
            for (int j = s, q = s * _terms; j < chi.Length; j += _radix, q++)
                _series[q] = chi[j] * Weights[j];
        MatrixProduct.Multiply(_inner, 2 * _half, _series, _parts);

        re.Clear();
        im.Clear();
        for (var s = 0; s < _radix; s++)
        {
            Unfold(_parts.AsSpan(s * 2 * _half, 2 * _half), _even, _odd);
            Turn(_even, _odd, _cos.AsSpan(s * re.Length, re.Length), _sin.AsSpan(s * re.Length, re.Length), re, im);
        }
    }

    /// <summary>re + i·im += (a − i·b)·(cos − i·sin).</summary>
    private static void Turn(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> cos, ReadOnlySpan<double> sin, Span<double> re, Span<double> im)
    {
        var lanes = Vector<double>.Count;
        var n = 0;
        for (; n + lanes <= re.Length; n += lanes)
        {
            var (va, vb, vc, vs) = (new Vector<double>(a[n..]), new Vector<double>(b[n..]), new Vector<double>(cos[n..]), new Vector<double>(sin[n..]));
            (new Vector<double>(re[n..]) + ((va * vc) - (vb * vs))).CopyTo(re[n..]);
            (new Vector<double>(im[n..]) - ((va * vs) + (vb * vc))).CopyTo(im[n..]);
        }
        for (; n < re.Length; n++)
        {
            re[n] += (a[n] * cos[n]) - (b[n] * sin[n]);
            im[n] -= (a[n] * sin[n]) + (b[n] * cos[n]);
        }
    }

    /// <summary>One series on all R: its period is even in the cosine and odd in the sine.</summary>
    private void Unfold(ReadOnlySpan<double> part, Span<double> a, Span<double> b)
    {
        part[.._half].CopyTo(a);
        part[_half..].CopyTo(b);
        for (int n = _half, m = _period - _half; n < Math.Min(_period, a.Length); n++, m--)
            (a[n], b[n]) = (part[m], -part[_half + m]);
        for (var n = _period; n < a.Length; n += _period)
        {
            var again = Math.Min(_period, a.Length - n);
            a[..again].CopyTo(a[n..]);
            b[..again].CopyTo(b[n..]);
        }
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
