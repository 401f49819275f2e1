namespace Exafs.Signal;

/// <summary>Noise of χ(k) on one k grid, from the part of χ(R) where no atom is seen (Larch's estimate_noise).</summary>
/// <remarks>
/// Method (Newville, Boyanov, Sayers 1999): ε_R is the rms of Re χ(R) and Im χ(R) over rmin…rmax, divided by the mean of the window;
/// Parseval's theorem makes of it ε_k = ε_R·√(2π(2w+1) / (δk·(kmax^(2w+1) − kmin^(2w+1)))) of white noise.
/// The sum of |χ(R)|² over a band is a quadratic form of χ(k)·kʷ·Ω(k) whose matrix depends on the difference of the indices alone
/// (Toeplitz: g(d) = Σₙ cos(2πnd/nfft)); so no transform is made. The back transform for kmax is a convolution for the same reason.
/// Noise that is not white on the grid is misjudged: where the points of the scan lie wider than δk, interpolation has taken it out of
/// the band.
/// Accuracy: as Larch 2026.3.1 to 1e-8 (reference cases). Cost: m²/2 multiply-adds a scan, and twice that where kmax is asked for.
/// </remarks>
public sealed class NoisePlan
{
    private const double QMaxOut = 30;

    private readonly NoiseParameters _parameters;
    private readonly int _points;
    private readonly int _first;
    private readonly double[] _weights;
    private readonly double[] _band;
    private readonly double[] _weighted;
    private readonly double[] _q;
    private readonly double[] _backRe;
    private readonly double[] _backIm;
    private readonly int _backOrigin;
    private readonly double _scaleR;
    private readonly double _scaleK;
    private readonly int _firstQ;

    /// <summary>Plans the estimate.</summary>
    /// <param name="points">Length m of χ(k) on the grid 0, δk, 2δk, …</param>
    /// <param name="kstep">δk, Å⁻¹.</param>
    /// <param name="nfft">Length of the transform.</param>
    /// <param name="parameters">Ranges and weight.</param>
    /// <exception cref="ArgumentException">The window has no width: the data end before it begins.</exception>
    public NoisePlan(int points, double kstep, int nfft, NoiseParameters parameters)
    {
        (_points, _parameters) = (points, parameters);
        double kmin = parameters.KMin, kmax = parameters.KMax ?? ((points - 1) * kstep), w = (2 * parameters.KWeight) + 1;
        if (!(kmax > kmin)) throw new ArgumentException($"There is no range from {kmin} to {kmax} Å⁻¹.", nameof(parameters));
        FourierParameters fourier = new() { KMin = kmin, KMax = kmax, Dk = parameters.Dk, Window = WindowKind.Kaiser, RMaxOut = 0 };
        double[] weights = new ForwardTransform(fourier, parameters.KWeight, points, kstep, nfft).Weights;
        double meanWindow = new ForwardTransform(fourier, 0, points, kstep, nfft).Weights.Sum() * kstep / (kmax - kmin);
        _first = Math.Max(0, Array.FindIndex(weights, v => v != 0));
        _weights = weights[_first..(Array.FindLastIndex(weights, v => v != 0) + 1)];
        _weighted = new double[_weights.Length];

        double rstep = Math.PI / (kstep * nfft);
        int from = (int)(0.01 + (parameters.RMin / rstep)), to = Math.Min(nfft / 2, (int)(1.01 + (parameters.RMax / rstep)));
        (double[] cos, double[] sin) = ForwardTransform.Circle(nfft);
        _band = new double[_weights.Length];
        for (int d = 0; d < _band.Length; d++)
        {
            for (int n = from; n < to; n++) _band[d] += cos[(long)n * d % nfft];
            if (d > 0) _band[d] *= 2;
        }

        _scaleR = kstep * kstep / Math.PI / (2 * Math.Max(1, to - from)) / (meanWindow * meanWindow);
        _scaleK = Math.Sqrt(2 * Math.PI * w / (kstep * (Math.Pow(kmax, w) - Math.Pow(kmin, w))));

        int count = (int)Math.Min(nfft / 2.0, 1.05 + (QMaxOut / kstep));
        _q = [.. Enumerable.Range(0, count).Select(m => QMaxOut * m / (count - 1))];
        _firstQ = Grid.IndexOf(_q, (kmin + kmax) / 2);
        _backOrigin = count;
        (_backRe, _backIm) = BackKernel(rstep, nfft, count, points, cos, sin);
    }

    /// <summary>Noise of one χ(k), with the k from where on it exceeds the signal. Not thread-safe.</summary>
    /// <param name="chi">χ(k) [m].</param>
    public NoiseEstimate Estimate(ReadOnlySpan<double> chi)
    {
        double epsilonR = EpsilonR(chi), epsilonK = epsilonR * _scaleK;
        return new NoiseEstimate(epsilonK, epsilonR, KMaxSuggested(epsilonK));
    }

    /// <summary>Noise of one χ(k) alone: (ε_k, ε_R). Not thread-safe.</summary>
    /// <param name="chi">χ(k) [m].</param>
    public (double EpsilonK, double EpsilonR) EstimateLevels(ReadOnlySpan<double> chi)
    {
        double epsilonR = EpsilonR(chi);
        return (epsilonR * _scaleK, epsilonR);
    }

    private double EpsilonR(ReadOnlySpan<double> chi)
    {
        if (chi.Length != _points) throw new ArgumentException("One value per point of the grid is needed.", nameof(chi));
        Span<double> weighted = _weighted;
        for (int j = 0; j < weighted.Length; j++) weighted[j] = chi[_first + j] * _weights[j];

        double energy = 0;
        for (int j = 0; j < weighted.Length; j++) energy += weighted[j] * MatrixProduct.Dot(weighted[j..], _band);
        return Math.Sqrt(Math.Max(0, energy) * _scaleR);
    }

    /// <summary>First q above the middle of the range where |χ(q)|/qʷ of the distances 0.5 to 9.5 Å is below the noise.</summary>
    private double? KMaxSuggested(double epsilonK)
    {
        for (int m = _firstQ; m < _q.Length; m++)
        {
            int zero = _backOrigin + _first - m;
            double re = MatrixProduct.Dot(_weighted, _backRe.AsSpan(zero)), im = MatrixProduct.Dot(_weighted, _backIm.AsSpan(zero));
            if (Math.Sqrt((re * re) + (im * im)) / Math.Pow(_q[m], _parameters.KWeight) < epsilonK) return _q[m];
        }

        return null;
    }

    /// <summary>Forward and back transform with a window in R as one convolution: (2/nfft)·Σₙ Ω(Rₙ)·e^(−2πind/nfft) for d = −before … after − 1.</summary>
    private static (double[] Re, double[] Im) BackKernel(double rstep, int nfft, int before, int after, double[] cos, double[] sin)
    {
        double[] r = [.. Enumerable.Range(0, nfft).Select(n => n * rstep)];
        double[] window = FourierWindow.Evaluate(r, 0.5, 9.5, 1, null, WindowKind.Parzen);
        (double[] re, double[] im) = (new double[before + after], new double[before + after]);
        int furthest = Math.Max(before, after);
        for (int n = 0; n < nfft / 2; n++)
        {
            if (window[n] == 0) continue;
            double scale = 2 * window[n] / nfft;
            for (int d = 0, angle = 0; d <= furthest; d++)
            {
                // Even in d, and odd.
                double even = scale * cos[angle], odd = scale * sin[angle];
                if (d < after) (re[before + d], im[before + d]) = (re[before + d] + even, im[before + d] - odd);
                if (d > 0 && d <= before) (re[before - d], im[before - d]) = (re[before - d] + even, im[before - d] + odd);
                angle += n;
                if (angle >= nfft) angle -= nfft;
            }
        }

        return (re, im);
    }
}
