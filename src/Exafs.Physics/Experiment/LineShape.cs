using MathNet.Numerics;

namespace Exafs.Physics.Experiment;

/// <summary>A Lorentzian (core hole) convolved with a Gaussian (monochromator), and its integral, the edge.</summary>
/// <remarks>
/// Method: the pseudo-Voigt profile of P. Thompson, D. E. Cox and J. B. Hastings, J. Appl. Cryst. 20, 79 (1987), within 1.2 % of the
/// maximum of the Voigt profile; its integral is a weighted sum of an arctangent and an error function of one width.
/// Being symmetric, the edge is steepest at 0 whatever the two widths are.
/// </remarks>
internal readonly struct LineShape
{
    private readonly double _width;
    private readonly double _lorentzian;

    /// <summary>Full widths at half maximum, eV; both 0 make a sudden step.</summary>
    public LineShape(double lorentzian, double gaussian)
    {
        var (l, g) = (lorentzian, gaussian);
        _width = Math.Pow(
            Math.Pow(g, 5) + (2.69269 * Math.Pow(g, 4) * l) + (2.42843 * Math.Pow(g, 3) * l * l)
            + (4.47163 * g * g * Math.Pow(l, 3)) + (0.07842 * g * Math.Pow(l, 4)) + Math.Pow(l, 5),
            0.2);
        var q = _width > 0 ? l / _width : 1;
        _lorentzian = q * (1.36603 + (q * (-0.47719 + (q * 0.11116))));
    }

    /// <summary>From 0 far below to 1 far above, ½ at 0.</summary>
    /// <param name="energy">eV relative to the edge.</param>
    public double Edge(double energy)
    {
        if (energy == 0)
            return 0.5;
        var x = 2 * energy / _width;
        return (_lorentzian * (0.5 + (Math.Atan(x) / Math.PI)))
            + ((1 - _lorentzian) * 0.5 * SpecialFunctions.Erfc(-x * Math.Sqrt(Constants.Ln2)));
    }

    /// <summary>1 at the maximum at 0.</summary>
    /// <param name="energy">eV relative to the peak.</param>
    public double Peak(double energy)
    {
        var x = 4 * energy * energy / (_width * _width);
        return (_lorentzian / (1 + x)) + ((1 - _lorentzian) * Math.Exp(-x * Constants.Ln2));
    }
}
