using System.Collections.Immutable;
using System.Numerics;
using Exafs.Signal;

namespace Exafs.Physics.Comparison;

/// <summary>One measured χ(R) and what any ΔE0 of the theory leaves of it.</summary>
internal sealed class FoilResidual
{
    private readonly ShiftedSpectrum _theory;
    private readonly ForwardTransform _transform;
    private readonly double _perWeight;

    public FoilResidual(ShiftedSpectrum theory, ImmutableArray<double> measured, FoilFitParameters parameters)
    {
        (_theory, Measured) = (theory, measured);
        _transform = new(parameters.Fourier, parameters.Fourier.KWeight ?? 2, measured.Length, parameters.KStep, parameters.NFft);
        _perWeight = parameters.KStep / Math.Sqrt(Math.PI);
        K = [.. Enumerable.Range(0, measured.Length).Select(i => i * parameters.KStep)];
        MeasuredR = Transform(measured.AsSpan());
        (First, Last, LastOfFirstShell) = (Nearest(parameters.RMin), Nearest(parameters.RMax), Nearest(parameters.FirstShellRMax));
        (Norm, NormOfFirstShell) = (Sum(MeasuredR, Last), Sum(MeasuredR, LastOfFirstShell));
    }

    public ImmutableArray<double> K { get; }

    public ImmutableArray<double> Measured { get; }

    public double[] R => _transform.R;

    public Complex[] MeasuredR { get; }

    /// <summary>Index in R where the comparison begins; it and the last are compared too.</summary>
    public int First { get; }

    public int Last { get; }

    public int LastOfFirstShell { get; }

    /// <summary>Σ|χ̃|² of the measurement.</summary>
    public double Norm { get; }

    public double NormOfFirstShell { get; }

    /// <summary>By how much χ at one k_j moves χ(R), Å⁻³.</summary>
    public double Weight(int j) => _perWeight * _transform.Weights[j];

    /// <summary>The theory, its derivative included.</summary>
    public FoilModel Model(double deltaE0)
    {
        var (chi, slope) = (new double[K.Length], new double[K.Length]);
        for (var j = 0; j < chi.Length; j++) (chi[j], slope[j]) = _theory.At(K[j], deltaE0);
        return new(chi, Transform(chi), Transform(slope));
    }

    /// <summary>The best S0² of a theory.</summary>
    public double Amplitude(Complex[] chiR)
    {
        double both = 0, own = 0;
        for (var n = First; n <= Last; n++)
        {
            both += (MeasuredR[n].Real * chiR[n].Real) + (MeasuredR[n].Imaginary * chiR[n].Imaginary);
            own += Square(chiR[n]);
        }

        return own > 0 ? Math.Max(0, both / own) : 0;
    }

    /// <summary>Σ|residual|² with the best S0².</summary>
    public double Least(double deltaE0)
    {
        Complex[] chiR = Transform([.. K.Select(k => _theory.At(k, deltaE0).Chi)]);
        return Rest(chiR, Amplitude(chiR), Last);
    }

    /// <summary>Σ|residual|² from the begin of the range to an index.</summary>
    public double Rest(Complex[] chiR, double s02, int last)
    {
        double sum = 0;
        for (var n = First; n <= last; n++) sum += Square(MeasuredR[n] - (s02 * chiR[n]));
        return sum;
    }

    private double Sum(Complex[] values, int last)
    {
        double sum = 0;
        for (var n = First; n <= last; n++) sum += Square(values[n]);
        return sum;
    }

    private static double Square(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);

    private Complex[] Transform(ReadOnlySpan<double> chi)
    {
        var (re, im, complex) = (new double[R.Length], new double[R.Length], new Complex[R.Length]);
        _transform.Apply(chi, re, im);
        for (var n = 0; n < complex.Length; n++) complex[n] = new(re[n], im[n]);
        return complex;
    }

    private int Nearest(double r) => (int)Math.Round(r / R[1]);
}
