using System.Numerics;
using System.Numerics.Tensors;
using Exafs.Inference.Features;
using Exafs.Inference.Targets;
using Exafs.Physics.Experiment;
using Exafs.Physics.Scattering;
using Exafs.Signal;

namespace Exafs.Inference.Training;

/// <summary>Crystals whose shells vibrate more, or less, than the potential of their molecular dynamics would have it: σ² of each shell by itself, in χ(k) and in what is to be found alike.</summary>
/// <remarks>
/// Of all that a potential says, the ratios of its σ² are worst: the second shell of bcc iron is 1.1 times the first in foils at 300 K, 1.3 to 1.6 times in three potentials. A network that
/// has learnt from one potential takes its ratios for a law of nature.
/// Method: single scattering of a shell of N neighbours at R is Im N·χ̃(R)·exp(−2p²σ² − 4/3·i·p³·C3), χ̃ by <see cref="RehrAlbers"/> with curved waves; another σ² is a factor exp(−2p²Δσ²) on
/// it. In g(R) a Gaussian takes the place of another. Multiple scattering stays as it is: its share of these shells is small below 4 Å.
/// </remarks>
internal sealed class ShellDisorder
{
    private const int Points = TheoryScale.Points, Shells = Quantities.Shells;

    /// <summary>Never less, and never more, of what a shell's σ² was.</summary>
    private const double Least = -0.45, Most = 0.7;

    private readonly StructurePool _pool;
    private readonly SampleOptions _options;
    private readonly float[]?[] _signals; // of each structure, single scattering of each shell [3, 361]; null where it has no shells
    private readonly float[] _exponent = new float[Points]; // −2·Re p²
    private readonly float[] _factor = new float[Points];

    public ShellDisorder(StructurePool pool, ScatteringData scattering, SampleOptions options)
    {
        (_pool, _options) = (pool, options);
        var paths = new RehrAlbers(scattering);
        var k = new double[Points];
        for (var i = 0; i < Points; i++) k[i] = Math.Min(i * TheoryScale.KStep, scattering.K[^1]);
        var onto = new CubicSplineInterpolation(paths.K.AsSpan(), k);
        var momentum = Interpolated(onto, paths.Momentum);
        for (var i = 0; i < Points; i++) _exponent[i] = (float)(-2 * (momentum[i] * momentum[i]).Real);
        _signals = new float[]?[pool.Count];
        for (var structure = 0; structure < pool.Count; structure++) _signals[structure] = Signals(structure, paths, onto, momentum);
    }

    /// <summary>Δσ² of each shell of each part, Å² [p, 3]; of parts without shells 0.</summary>
    public void Draw(Mixture mixture, RandomStream random, Span<double> sigma2)
    {
        sigma2.Clear();
        for (var p = 0; p < mixture.Weights.Length; p++)
        {
            if (_signals[mixture.Structures[p]] is null || random.Uniform() >= _options.ShellDisorderShare) continue;
            var quantities = _pool.QuantitiesOf(mixture.Structures[p]);
            for (var shell = 0; shell < Shells; shell++)
                sigma2[(p * Shells) + shell] = quantities[Sigma2Of(shell)] * Math.Clamp(_options.ShellDisorder * random.Normal(), Least, Most);
        }
    }

    /// <summary>Changes χ(k) and g(R) of a mixture.</summary>
    /// <param name="mixture">Which.</param>
    /// <param name="sigma2">Of <see cref="Draw"/> [p, 3].</param>
    /// <param name="chi">χ(k) [361].</param>
    /// <param name="neighbours">Per Å [211].</param>
    public void Apply(Mixture mixture, ReadOnlySpan<double> sigma2, Span<double> chi, Span<double> neighbours)
    {
        for (var p = 0; p < mixture.Weights.Length; p++)
        {
            if (_signals[mixture.Structures[p]] is not { } signals) continue;
            var quantities = _pool.QuantitiesOf(mixture.Structures[p]);
            for (var shell = 0; shell < Shells; shell++)
            {
                var change = sigma2[(p * Shells) + shell];
                if (change == 0) continue;
                TensorPrimitives.Multiply(_exponent, (float)change, _factor);
                TensorPrimitives.Exp<float>(_factor, _factor);
                var signal = signals.AsSpan(shell * Points, Points);
                for (var i = 0; i < Points; i++) chi[i] += mixture.Weights[p] * signal[i] * (_factor[i] - 1);
                var (n, r, before) = (mixture.Weights[p] * quantities[Sigma2Of(shell) - 2], quantities[Sigma2Of(shell) - 1], quantities[Sigma2Of(shell)]);
                AddGaussian(neighbours, n, r, before + change);
                AddGaussian(neighbours, -n, r, before);
            }
        }

        // A shell is no Gaussian to the last digit.
        for (var i = 0; i < neighbours.Length; i++) neighbours[i] = Math.Max(0, neighbours[i]);
    }

    private float[]? Signals(int structure, RehrAlbers paths, CubicSplineInterpolation onto, Complex[] momentum)
    {
        var quantities = _pool.QuantitiesOf(structure);
        if (double.IsNaN(quantities[Quantities.FirstShell])) return null;
        var amplitude = new Complex[paths.K.Length];
        var signals = new float[Shells * Points];
        for (var shell = 0; shell < Shells; shell++)
        {
            var (n, r, sigma2, c3) = (quantities[Sigma2Of(shell) - 2], quantities[Sigma2Of(shell) - 1], quantities[Sigma2Of(shell)], quantities[Sigma2Of(shell) + 1]);
            paths.Amplitude([new(0, 0, r)], amplitude);
            var smooth = Interpolated(onto, amplitude);
            for (var i = 0; i < Points; i++)
            {
                var p = momentum[i];
                signals[(shell * Points) + i] = (float)(n * smooth[i] * Complex.Exp((2 * Complex.ImaginaryOne * p * r) - (2 * p * p * sigma2) - (4.0 / 3 * Complex.ImaginaryOne * p * p * p * c3))).Imaginary;
            }
        }

        return signals;
    }

    private static int Sigma2Of(int shell) => Quantities.FirstShell + (shell * Quantities.ShellValues) + 2;

    private static void AddGaussian(Span<double> neighbours, double count, double distance, double sigma2)
    {
        var height = count / Math.Sqrt(2 * Math.PI * sigma2);
        var reach = 5 * Math.Sqrt(sigma2);
        var first = Math.Max(0, (int)((distance - reach - TargetGrid.Grid.At(0)) / TargetGrid.Grid.Step));
        for (var i = first; i < neighbours.Length; i++)
        {
            var off = TargetGrid.Grid.At(i) - distance;
            if (off > reach) break;
            neighbours[i] += height * Math.Exp(-0.5 * off * off / sigma2);
        }
    }

    private static Complex[] Interpolated(CubicSplineInterpolation onto, ReadOnlySpan<Complex> values)
    {
        var (part, re, im) = (new double[values.Length], new double[Points], new double[Points]);
        for (var i = 0; i < part.Length; i++) part[i] = values[i].Real;
        onto.Evaluate(part, re);
        for (var i = 0; i < part.Length; i++) part[i] = values[i].Imaginary;
        onto.Evaluate(part, im);
        var result = new Complex[Points];
        for (var i = 0; i < Points; i++) result[i] = new(re[i], im[i]);
        return result;
    }
}
