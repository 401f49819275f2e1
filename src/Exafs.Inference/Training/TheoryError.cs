using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Exafs.Inference.Features;
using Exafs.Physics.Experiment;

namespace Exafs.Inference.Training;

/// <summary>What theory gets wrong, as far as it is local in distance: the transform of k²χ(k) times 1 + ε(R), ε complex, smooth, random.</summary>
/// <remarks>
/// Amplitudes and phase shifts of a path are wrong by some per cent, the same for all structures of a temperature, but differently at each distance. Multiplying in
/// R is a convolution in k; ε is a sum of triangles on knots, and each triangle has its two kernels, Σ Ω(R)·cos 2RΔk and Σ Ω(R)·sin 2RΔk. Not thread-safe.
/// Cost: about 10 µs.
/// </remarks>
internal sealed class TheoryError
{
    private const int NFft = 2048;
    private const double LastKnot = 6.6;
    private const int Points = TheoryScale.Points;
    private const int Block = 16;
    private const int Rows = (Points + Block - 1) / Block * Block;

    private readonly double[] _growth;
    private readonly double[][] _even, _odd;
    // From Δk = −(Points − 1) steps on, and zeros up to a whole block.
    private readonly double[] _kernel = new double[Points + Rows];
    private readonly double[] _sums = new double[Rows];
    private readonly double[] _weighted = new double[Points];

    public TheoryError(SampleOptions options)
    {
        var count = (int)Math.Round(LastKnot / options.TheoryErrorKnot);
        var knots = Enumerable.Range(1, count).Select(i => i * options.TheoryErrorKnot).ToArray();
        _growth = [.. knots.Select(r => Math.Clamp(r / 2, 1, options.TheoryErrorGrowth))];
        _even = [.. knots.Select(knot => Kernel(knot, options.TheoryErrorKnot, Math.Cos))];
        _odd = [.. knots.Select(knot => Kernel(knot, options.TheoryErrorKnot, Math.Sin))];
    }

    /// <param name="chi">χ(k), changed in place [361].</param>
    /// <param name="rms">Of |ε| below 2 Å.</param>
    /// <param name="random">Where ε comes from.</param>
    public void Apply(Span<double> chi, double rms, RandomStream random)
    {
        Array.Clear(_kernel);
        for (var knot = 0; knot < _growth.Length; knot++)
        {
            var part = rms * _growth[knot] / Math.Sqrt(2);
            Add(_even[knot], part * random.Normal(), _odd[knot], part * random.Normal());
        }

        for (var i = 0; i < Points; i++) _weighted[i] = chi[i] * i * i;
        Convolve();
        for (var i = 1; i < Points; i++) chi[i] += _sums[i] / ((double)i * i);
    }

    private void Add(double[] even, double real, double[] odd, double imaginary)
    {
        for (var d = 0; d < Points; d++)
        {
            _kernel[Points - 1 + d] += (real * even[d]) + (imaginary * odd[d]);
            if (d > 0) _kernel[Points - 1 - d] += (real * even[d]) - (imaginary * odd[d]);
        }
    }

    /// <summary>sums[i] = Σ weighted[j]·kernel(i − j).</summary>
    private void Convolve()
    {
        ref var kernel = ref MemoryMarshal.GetArrayDataReference(_kernel);
        ref var sums = ref MemoryMarshal.GetArrayDataReference(_sums);
        for (var block = 0; block < Rows; block += Block)
        {
            Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
            for (var j = 0; j < Points; j++)
            {
                var factor = Vector256.Create(_weighted[j]);
                var at = (nuint)(block - j + Points - 1);
                s0 = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref kernel, at), s0);
                s1 = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref kernel, at + 4), s1);
                s2 = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref kernel, at + 8), s2);
                s3 = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref kernel, at + 12), s3);
            }

            s0.StoreUnsafe(ref sums, (nuint)block);
            s1.StoreUnsafe(ref sums, (nuint)block + 4);
            s2.StoreUnsafe(ref sums, (nuint)block + 8);
            s3.StoreUnsafe(ref sums, (nuint)block + 12);
        }
    }

    private static double[] Kernel(double knot, double spacing, Func<double, double> wave)
    {
        var step = Math.PI / (TheoryScale.KStep * NFft);
        var kernel = new double[Points];
        for (var n = 0; n < NFft / 2; n++)
        {
            var weight = 2.0 / NFft * Math.Max(0, 1 - (Math.Abs((n * step) - knot) / spacing));
            if (weight == 0) continue;
            for (var d = 0; d < Points; d++) kernel[d] += weight * wave(2 * n * step * d * TheoryScale.KStep);
        }

        return kernel;
    }
}
