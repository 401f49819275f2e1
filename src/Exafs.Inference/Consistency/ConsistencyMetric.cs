using System.Numerics.Tensors;
using Exafs.Inference.Features;
using Exafs.Signal;

namespace Exafs.Inference.Consistency;

/// <summary>How far two filtered spectra lie apart: Σ|Δχ̃(R)|²/Σ|χ̃(R)|² over a range of R, as a quadratic form of points in k.</summary>
/// <remarks>χ̃ is the plain transform of the filtered k²χ(k), so that Σ|χ̃|² = Σᵢⱼ xᵢxⱼ·Σₙ cos(2Rₙ(kᵢ − kⱼ)): one matrix for every kmax.</remarks>
public sealed class ConsistencyMetric
{
    public const double RMin = 1.2, RMax = 5.2;

    private const double RStep = 0.03, Least = 1e-3;

    private readonly FeatureParameters _parameters;
    private readonly double[] _k, _full, _matrix;

    /// <param name="plan">Of k²χ(k): whose spectral inputs are compared.</param>
    public ConsistencyMetric(FeaturePlan plan)
    {
        (_parameters, _k) = (plan.Parameters, plan.K.ToArray());
        _full = Window(_parameters.KMaxHighest);
        var even = new double[_k.Length];
        for (var d = 0; d < even.Length; d++)
            for (var r = RMin; r <= RMax; r += RStep) even[d] += Math.Cos(2 * r * d * _parameters.KStep);
        _matrix = new double[_k.Length * _k.Length];
        for (var i = 0; i < _k.Length; i++)
            for (var j = 0; j < _k.Length; j++) _matrix[(i * _k.Length) + j] = even[Math.Abs(i - j)];
    }

    /// <summary>Between what was measured up to kmax and what is predicted up to the greatest kmax: the prediction gets the window of the measurement first.</summary>
    /// <param name="measured">Filtered k²χ(k) under the window up to kmax [n].</param>
    /// <param name="kmax">Å⁻¹.</param>
    /// <param name="predicted">Filtered k²χ(k) under the window up to the greatest kmax [n].</param>
    public double RFactor(ReadOnlySpan<float> measured, double kmax, ReadOnlySpan<float> predicted)
    {
        var window = Window(kmax);
        Span<double> x = stackalloc double[_k.Length], difference = stackalloc double[_k.Length];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = measured[i];
            difference[i] = (_full[i] > Least ? Math.Min(1, window[i] / _full[i]) * predicted[i] : 0) - measured[i];
        }

        return Power(difference) / Power(x);
    }

    private double Power(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) sum += x[i] * TensorPrimitives.Dot(_matrix.AsSpan(i * x.Length, x.Length), x);
        return sum;
    }

    // The window's function counts its points from k = 0.
    private double[] Window(double kmax)
    {
        var first = (int)Math.Round(_k[0] / _parameters.KStep);
        double[] k = [.. Enumerable.Range(0, first + _k.Length).Select(i => i * _parameters.KStep)];
        return FourierWindow.Evaluate(k, _parameters.KMin, kmax - (_parameters.Dk / 2), _parameters.Dk, null, WindowKind.Hanning)[first..];
    }
}
