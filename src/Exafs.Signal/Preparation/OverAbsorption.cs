namespace Exafs.Signal;

/// <summary>Over-absorption (self-absorption) of fluorescence XAFS of a thick sample, after Haskel's FLUO.</summary>
/// <remarks>
/// Method: the fluorescence of an infinitely thick sample goes as µ_a(E)/(µ_tot(E) + g·µ_tot(E_f)), g = sin θ_in / sin θ_out. With
/// α = (g·µ_tot(E_f) + µ_tot below the edge)/(µ_tot above − µ_tot below) the true normalised absorption is
/// norm·α/(α + 1 − norm). α is taken as constant in energy, so this is for the near edge; EXAFS amplitudes come out as an
/// approximation. Total absorption coefficients come from tables (Elam, Ravel and Sieber 2002, as xraydb's material_mu gives them), at
/// E_f of the emission line, and 10 eV below and above the edge, in any common unit.
/// Accuracy: Larch's fluo_corr to 1e-8 (reference cases).
/// </remarks>
public static class OverAbsorption
{
    /// <summary>α of the sample and the geometry.</summary>
    /// <param name="muFluorescence">Total absorption at the emission line.</param>
    /// <param name="muBelow">Total absorption below the edge.</param>
    /// <param name="muAbove">Total absorption above the edge.</param>
    /// <param name="angleIn">Angle between incident beam and surface, degrees.</param>
    /// <param name="angleOut">Angle between detected beam and surface, degrees.</param>
    public static double Alpha(double muFluorescence, double muBelow, double muAbove, double angleIn, double angleOut)
    {
        if (!(muAbove > muBelow)) throw new ArgumentException("Absorption does not rise at the edge.", nameof(muAbove));
        return ((muFluorescence * SineOf(angleIn) / SineOf(angleOut)) + muBelow) / (muAbove - muBelow);
    }

    /// <summary>µ·α/(α + 1 − norm) [n]; NaN where norm is so high that no sample of this α can have it.</summary>
    /// <param name="mu">µ(E) as measured, or its norm, in any unit [n].</param>
    /// <param name="norm">Normalised µ(E) as measured [n].</param>
    /// <param name="alpha">α of <see cref="Alpha"/>.</param>
    /// <param name="corrected">µ(E) corrected; to be normalised again with the same ranges [n].</param>
    public static void Correct(ReadOnlySpan<double> mu, ReadOnlySpan<double> norm, double alpha, Span<double> corrected)
    {
        for (int i = 0; i < corrected.Length; i++)
        {
            double remaining = alpha + 1 - norm[i];
            corrected[i] = remaining > 0 ? mu[i] * alpha / remaining : double.NaN;
        }
    }

    // Larch's guard against an angle of zero.
    private static double SineOf(double degrees) => Math.Sin(Math.Max(1e-7, degrees * (Math.PI / 180)));
}
