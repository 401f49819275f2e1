using System.Numerics.Tensors;

namespace Exafs.Signal;

/// <summary>Least-squares polynomial through a range of a spectrum, evaluated on all of it: a fixed linear map of µ.</summary>
/// <remarks>Polynomials orthonormal on the range (Stieltjes' recurrence) in a centred and scaled energy: no normal equations, no loss of digits.</remarks>
internal sealed class RangeFit
{
    private readonly int _first;
    private readonly double[][] _analysis;
    private readonly double[][] _synthesis;

    /// <summary>Plans the fit of µ·E^<paramref name="exponent"/> on the half-open range [first, end).</summary>
    public RangeFit(ReadOnlySpan<double> energy, int first, int end, int degree, int exponent = 0)
    {
        _first = first;
        var count = end - first;
        degree = Math.Min(degree, count - 1);
        var middle = 0.5 * (energy[first] + energy[end - 1]);
        var half = Math.Max(0.5 * (energy[end - 1] - energy[first]), 1e-3);

        _analysis = new double[degree + 1][];
        _synthesis = new double[degree + 1][];
        var current = new double[energy.Length];
        Array.Fill(current, 1 / Math.Sqrt(count));
        var previous = new double[energy.Length];
        var coupling = 0.0;
        for (var d = 0; ; d++)
        {
            _synthesis[d] = current;
            _analysis[d] = current[first..end];
            if (d == degree)
                break;
            var mean = 0.0;
            for (var i = first; i < end; i++)
                mean += (energy[i] - middle) / half * current[i] * current[i];
            var next = new double[energy.Length];
            var norm = 0.0;
            for (var i = 0; i < next.Length; i++)
                next[i] = ((((energy[i] - middle) / half) - mean) * current[i]) - (coupling * previous[i]);
            for (var i = first; i < end; i++)
                norm += next[i] * next[i];
            coupling = Math.Sqrt(norm);
            for (var i = 0; i < next.Length; i++)
                next[i] /= coupling;
            (previous, current) = (current, next);
        }

        if (exponent == 0)
            return;
        for (var d = 0; d <= degree; d++)
        {
            for (var i = 0; i < count; i++)
                _analysis[d][i] *= Math.Pow(energy[first + i], exponent);
            _synthesis[d] = [.. _synthesis[d]];
            for (var i = 0; i < energy.Length; i++)
                _synthesis[d][i] *= Math.Pow(energy[i], -exponent);
        }
    }

    public int Degree => _analysis.Length - 1;

    /// <summary>The curve of degree at most <paramref name="degree"/> on all energies [n].</summary>
    public void Evaluate(ReadOnlySpan<double> y, Span<double> curve, int degree = int.MaxValue)
    {
        y = y.Slice(_first, _analysis[0].Length);
        TensorPrimitives.Multiply(_synthesis[0], MatrixProduct.Dot(_analysis[0], y), curve);
        for (var d = 1; d <= Math.Min(degree, Degree); d++)
            MatrixProduct.AddScaled(MatrixProduct.Dot(_analysis[d], y), _synthesis[d], curve);
    }
}
