using System.Collections.Immutable;
using System.Numerics;

namespace Exafs.Physics.Scattering;

/// <summary>Σ F by bins of R and by the k of the potentials, to χ(k) on an even grid: χ = Im Σ_R F(R, k)·exp(2ipR).</summary>
/// <remarks>F and p are interpolated in k by local cubics: F turns slowly once exp(2ipR) is out of it.</remarks>
internal sealed class RadialTransform
{
    private readonly RadialBins _bins;
    private readonly int _knots;
    private readonly Cubic[] _cubics;
    private readonly Complex[] _start;
    private readonly Complex[] _step;

    public RadialTransform(RadialBins bins, ScatteringData data, ReadOnlySpan<double> k)
    {
        (_bins, _knots) = (bins, data.K.Length);
        (_cubics, _start, _step) = (new Cubic[k.Length], new Complex[k.Length], new Complex[k.Length]);
        for (var m = 0; m < k.Length; m++)
        {
            _cubics[m] = Cubic.On(data.K.AsSpan(), k[m]);
            var p = Complex.Zero;
            for (var tap = 0; tap < 4; tap++)
                p += _cubics[m][tap] * data.Momentum[_cubics[m].First + tap];
            // The mean of what linear deposit makes of exp(2ipR) is sinc² of half the phase over a bin; dividing by it leaves only its scatter.
            var half = p * bins.Step;
            var sinc = Complex.Sin(half) / half;
            _start[m] = Complex.Exp(2 * Complex.ImaginaryOne * p * bins.Start) / (sinc * sinc);
            _step[m] = Complex.Exp(2 * Complex.ImaginaryOne * half);
        }
    }

    /// <summary>χ [m] from <paramref name="spectrum"/> [bin][2·knots] of so many absorbers.</summary>
    public ImmutableArray<double> Apply(ReadOnlySpan<float> spectrum, int absorbers)
    {
        var chi = new double[_cubics.Length];
        Complex[] turn = [.. _start];
        for (var bin = 0; bin < _bins.Count; bin++)
        {
            var row = spectrum.Slice(bin * 2 * _knots, 2 * _knots);
            var empty = row.IndexOfAnyExcept(0f) < 0;
            for (var m = 0; m < chi.Length; m++)
            {
                if (!empty)
                {
                    var c = _cubics[m];
                    var at = row.Slice(2 * c.First, 8);
                    var real = (c.W0 * at[0]) + (c.W1 * at[2]) + (c.W2 * at[4]) + (c.W3 * at[6]);
                    var imaginary = (c.W0 * at[1]) + (c.W1 * at[3]) + (c.W2 * at[5]) + (c.W3 * at[7]);
                    chi[m] += (turn[m].Real * imaginary) + (turn[m].Imaginary * real);
                }

                turn[m] *= _step[m];
            }
        }

        foreach (ref var x in chi.AsSpan())
            x /= Math.Max(absorbers, 1);
        return ImmutableArray.Create(chi);
    }
}
