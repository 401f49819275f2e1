namespace Exafs.Signal;

/// <summary>χ(R) → χ(q), the part of χ(k) that a range of distances makes (Larch's xftr).</summary>
public static class BackTransform
{
    /// <summary>Filtered, k-weighted χ(q) = (2√π/δk)·ifft(χ(R)·Ω(R)·Rʷ) of complex χ(R).</summary>
    /// <param name="re">Re χ(R) on the grid n·π/(δk·nfft) [p].</param>
    /// <param name="im">Im χ(R) [p].</param>
    /// <param name="rmin">Start of the window, Å.</param>
    /// <param name="rmax">End of the window, Å.</param>
    /// <param name="dr">Window sill, Å.</param>
    /// <param name="kind">Window.</param>
    /// <param name="qmaxOut">Largest q given out, Å⁻¹.</param>
    /// <param name="kstep">δk, Å⁻¹.</param>
    /// <param name="nfft">Length of the transform.</param>
    /// <param name="rweight">Exponent w of the weight Rʷ.</param>
    /// <param name="dr2">Upper sill, Å; null: <paramref name="dr"/>.</param>
    /// <returns>q in Å⁻¹, Re χ(q) and Im χ(q), [m] each.</returns>
    public static (double[] Q, double[] Re, double[] Im) Apply(
        ReadOnlySpan<double> re, ReadOnlySpan<double> im, double rmin, double rmax, double dr, WindowKind kind,
        double qmaxOut = 30, double kstep = 0.05, int nfft = 2048, double rweight = 0, double? dr2 = null)
    {
        var rstep = Math.PI / (kstep * nfft);
        var r = new double[nfft];
        for (var n = 0; n < nfft; n++)
            r[n] = n * rstep;
        var window = FourierWindow.Evaluate(r, rmin, rmax, dr, dr2, kind);

        var count = (int)Math.Min(nfft / 2.0, 1.05 + (qmaxOut / kstep));
        var (q, resultRe, resultIm) = (new double[count], new double[count], new double[count]);
        var (cos, sin) = ForwardTransform.Circle(nfft);
        var scale = 0.5 * 4 * Math.Sqrt(Math.PI) / kstep / nfft;
        for (var m = 0; m < count; m++)
        {
            q[m] = count > 1 ? qmaxOut * m / (count - 1) : 0;
            var (sumRe, sumIm) = (0.0, 0.0);
            for (var n = 0; n < re.Length; n++)
            {
                var weight = window[n];
                if (weight == 0)
                    continue;
                weight *= Math.Pow(r[n], rweight);
                var angle = (int)((long)m * n % nfft);
                sumRe += weight * ((re[n] * cos[angle]) - (im[n] * sin[angle]));
                sumIm += weight * ((re[n] * sin[angle]) + (im[n] * cos[angle]));
            }
            (resultRe[m], resultIm[m]) = (scale * sumRe, scale * sumIm);
        }
        return (q, resultRe, resultIm);
    }
}
