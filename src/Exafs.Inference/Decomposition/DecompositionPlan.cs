using System.Numerics.Tensors;

namespace Exafs.Inference.Decomposition;

/// <summary>What all spectra of one kmax have in common: the metric, and the products of the structures' spectra with it and with each other.</summary>
/// <remarks>Every sum is taken column by column, in one order: the same spectrum gives the same bits. Thread-safe. Memory: about 4 MB for 600 structures.</remarks>
internal sealed class DecompositionPlan
{
    private readonly double[] _costs;
    private readonly double[] _projection; // MX [k, n]

    /// <param name="mixtures">Structures.</param>
    /// <param name="parameters">Ranges.</param>
    /// <param name="kmax">Å⁻¹.</param>
    public DecompositionPlan(Mixtures mixtures, DecompositionParameters parameters, double kmax)
    {
        (Metric, KMax, Count) = (new(parameters, kmax), kmax, mixtures.Count);
        _costs = [.. Enumerable.Range(0, Count).Select(i => parameters.DisorderCost * mixtures.Disorder(i))];
        _projection = new double[Metric.Points * Count];
        Gram = new double[Count * Count];
        var chi = mixtures.Chi.AsSpan(Metric.First * Count, Metric.Points * Count);
        for (var i = 0; i < Metric.Points; i++)
            for (var j = 0; j < Metric.Points; j++) TensorPrimitives.MultiplyAdd(chi.Slice(j * Count, Count), Metric.Row(i)[j], _projection.AsSpan(i * Count, Count), _projection.AsSpan(i * Count, Count));
        for (var i = 0; i < Count; i++)
            for (var k = 0; k < Metric.Points; k++) TensorPrimitives.MultiplyAdd(Projection(k), chi[(k * Count) + i], Gram.AsSpan(i * Count, Count), Gram.AsSpan(i * Count, Count));
    }

    public SpectralMetric Metric { get; }

    /// <summary>Å⁻¹.</summary>
    public double KMax { get; }

    /// <summary>n.</summary>
    public int Count { get; }

    /// <summary>XᵀMX [n, n].</summary>
    public double[] Gram { get; }

    /// <summary>How much each structure's Xᵀ Mχ grows with χ at one k [n].</summary>
    public ReadOnlySpan<double> Projection(int k) => _projection.AsSpan(k * Count, Count);

    /// <summary>XᵀMχ.</summary>
    /// <param name="chi">From the metric's first point on.</param>
    /// <param name="products">Result [n].</param>
    public void Project(ReadOnlySpan<double> chi, Span<double> products)
    {
        products.Clear();
        for (var k = 0; k < Metric.Points; k++) TensorPrimitives.MultiplyAdd(Projection(k), chi[k], products, products);
    }

    /// <summary>What each structure costs before it explains anything, taken off its products.</summary>
    public void Charge(double norm, Span<double> products) => TensorPrimitives.MultiplyAdd(_costs, -norm, products, products);
}
