using System.Numerics.Tensors;
using Exafs.Inference.Features;
using Exafs.Signal;

namespace Exafs.Inference.Decomposition;

/// <summary>Σ|χ̃(R)|² over a range of R as a quadratic form of χ(k), for one kmax: χᵀMχ.</summary>
/// <remarks>
/// With Larch's χ̃(R) = δk/√π·Σ kʷΩ(k)χ(k)e^(−2ikR) on R = nπ/(δk·N), Mᵢⱼ = gᵢgⱼ·δk²/π·Σₙ cos(2Rₙ(kᵢ − kⱼ)), g = kʷΩ(k): nothing but the window and one even
/// function of kᵢ − kⱼ. So no spectrum needs to be transformed.
/// </remarks>
internal sealed class SpectralMetric
{
    private const int NFft = 2048;

    private readonly double[] _matrix;

    /// <param name="parameters">Ranges.</param>
    /// <param name="kmax">Where the window has come down to 0, Å⁻¹.</param>
    public SpectralMetric(DecompositionParameters parameters, double kmax)
    {
        First = (int)Math.Floor(((parameters.KMin - (parameters.Dk / 2)) / TheoryScale.KStep) + 1e-6);
        Points = (int)Math.Floor((kmax / TheoryScale.KStep) + 1e-6) - First + 1;
        var k = new double[TheoryScale.Points];
        for (var i = 0; i < k.Length; i++) k[i] = i * TheoryScale.KStep;
        var window = FourierWindow.Evaluate(k, parameters.KMin, kmax - (parameters.Dk / 2), parameters.Dk, null, WindowKind.Hanning);
        var even = Even(parameters);
        _matrix = new double[Points * Points];
        for (var i = 0; i < Points; i++)
            for (var j = 0; j < Points; j++) _matrix[(i * Points) + j] = Weight(i) * Weight(j) * even[Math.Abs(i - j)];
        for (var i = 0; i < Points; i++) Trace += _matrix[(i * Points) + i];

        double Weight(int i) => window[First + i] * Math.Pow(k[First + i], parameters.KWeight);
    }

    /// <summary>Of the points of theory, where it begins.</summary>
    public int First { get; }

    /// <summary>n.</summary>
    public int Points { get; }

    /// <summary>Σ|χ̃|² of noise whose every point has variance 1.</summary>
    public double Trace { get; }

    /// <summary>A row of M [n].</summary>
    public ReadOnlySpan<double> Row(int i) => _matrix.AsSpan(i * Points, Points);

    /// <summary>Mχ.</summary>
    /// <param name="chi">From <see cref="First"/> on [n].</param>
    /// <param name="product">Result [n].</param>
    public void Multiply(ReadOnlySpan<double> chi, Span<double> product)
    {
        product.Clear();
        for (var i = 0; i < Points; i++) TensorPrimitives.MultiplyAdd(Row(i), chi[i], product, product);
    }

    private static double[] Even(DecompositionParameters parameters)
    {
        var step = Math.PI / (TheoryScale.KStep * NFft);
        var (first, last) = ((int)Math.Ceiling(parameters.RMin / step), (int)Math.Floor(parameters.RMax / step));
        var even = new double[TheoryScale.Points];
        for (var d = 0; d < even.Length; d++)
            for (var n = first; n <= last; n++) even[d] += TheoryScale.KStep * TheoryScale.KStep / Math.PI * Math.Cos(2 * n * step * d * TheoryScale.KStep);
        return even;
    }
}
