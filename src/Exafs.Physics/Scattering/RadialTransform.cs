using System.Collections.Immutable;
using System.Numerics;

namespace Exafs.Physics.Scattering;

/// <summary>Σ F by bins of R and by the k of the potentials, to χ(k) on an even grid: χ = Im Σ_R F(R, k)·exp(2ipR).</summary>
/// <remarks>F and p are interpolated in k by local cubics, F after the phase that all paths share, of the absorber and of one backscatterer, was taken out: the rest turns slowly.</remarks>
internal sealed class RadialTransform
{
    private readonly RadialBins _bins;
    private readonly int _knots;
    private readonly double _end;
    private readonly double _fade;
    private readonly int[] _first;
    private readonly Complex[] _taps;
    private readonly Complex[] _start;
    private readonly Complex[] _step;

    /// <param name="bins">Of R.</param>
    /// <param name="end">Where F ends, Å.</param>
    /// <param name="fade">Over so many Å before it, F is faded out by a squared cosine.</param>
    /// <param name="data">Whose k the F are at.</param>
    /// <param name="k">Of χ, Å⁻¹ [m].</param>
    /// <param name="single">χ̃·exp(-2ipR) of single scattering, whose phase is the one taken out [n].</param>
    public RadialTransform(RadialBins bins, double end, double fade, ScatteringData data, ReadOnlySpan<double> k, ReadOnlySpan<Complex> single)
    {
        (_bins, _end, _fade, _knots) = (bins, end, fade, single.Length);
        (_first, _taps, _start, _step) = (new int[k.Length], new Complex[4 * k.Length], new Complex[k.Length], new Complex[k.Length]);
        var phases = Unwrapped(single);
        for (var m = 0; m < k.Length; m++)
        {
            var cubic = Cubic.On(data.K.AsSpan(), k[m]);
            _first[m] = cubic.First;
            var (p, phase) = (Complex.Zero, 0.0);
            for (var tap = 0; tap < 4; tap++)
            {
                p += cubic[tap] * data.Momentum[cubic.First + tap];
                phase += cubic[tap] * phases[cubic.First + tap];
            }

            for (var tap = 0; tap < 4; tap++)
                _taps[(4 * m) + tap] = Complex.FromPolarCoordinates(cubic[tap], phase - phases[cubic.First + tap]);
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
        var chi = new double[_first.Length];
        Complex[] turn = [.. _start];
        for (var bin = 0; bin < _bins.Count; bin++)
        {
            var row = spectrum.Slice(bin * 2 * _knots, 2 * _knots);
            var weight = Weight(_bins[bin]);
            var empty = weight == 0 || row.IndexOfAnyExcept(0f) < 0;
            for (var m = 0; m < chi.Length; m++)
            {
                if (!empty)
                {
                    var taps = _taps.AsSpan(4 * m, 4);
                    var at = row.Slice(2 * _first[m], 8);
                    double real = 0, imaginary = 0;
                    for (var tap = 0; tap < 4; tap++)
                    {
                        real += (taps[tap].Real * at[2 * tap]) - (taps[tap].Imaginary * at[(2 * tap) + 1]);
                        imaginary += (taps[tap].Real * at[(2 * tap) + 1]) + (taps[tap].Imaginary * at[2 * tap]);
                    }

                    chi[m] += weight * ((turn[m].Real * imaginary) + (turn[m].Imaginary * real));
                }

                turn[m] *= _step[m];
            }
        }

        foreach (ref var x in chi.AsSpan())
            x /= Math.Max(absorbers, 1);
        return ImmutableArray.Create(chi);
    }

    private double Weight(double halfLength)
    {
        if (halfLength <= _end - _fade || _fade == 0) return 1;
        if (halfLength >= _end) return 0;
        var cosine = Math.Cos(Math.PI / 2 * (halfLength - _end + _fade) / _fade);
        return cosine * cosine;
    }

    private static double[] Unwrapped(ReadOnlySpan<Complex> values)
    {
        var phases = new double[values.Length];
        for (var n = 0; n < phases.Length; n++)
        {
            phases[n] = values[n].Phase;
            if (n > 0) phases[n] -= 2 * Math.PI * Math.Round((phases[n] - phases[n - 1]) / (2 * Math.PI));
        }

        return phases;
    }
}
