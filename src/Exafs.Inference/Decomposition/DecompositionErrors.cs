using System.Numerics.Tensors;
using Exafs.Inference.Targets;

namespace Exafs.Inference.Decomposition;

/// <summary>Errors of what a mixture tells, by propagation to first order through the weights that take part.</summary>
/// <remarks>
/// Noise: white in χ(k), of the variance that was measured or that leaves such a misfit, whichever is more; so a spectrum that the library cannot explain has
/// larger errors. Calibration: what its errors of ΔE0 and S0² do to the spectrum. Then, output by output, the factor and floor of the parameters.
/// </remarks>
internal sealed class DecompositionErrors
{
    private const int ShellOutputs = Quantities.Shells * Quantities.ShellValues;

    private readonly double[] _slopes; // of each output by each product [p, 229]
    private readonly double[] _variances = new double[Mixtures.Outputs];
    private readonly double[] _shells = new double[ShellOutputs * ShellOutputs];

    /// <param name="mixtures">Structures.</param>
    /// <param name="fit">The spectrum.</param>
    /// <param name="noise">σ of a point of χ(k) on theory's scale, where it is known; else 0.</param>
    /// <param name="directions">What one σ of each number of the calibration does to χ(k) of theory's scale [361] each.</param>
    public DecompositionErrors(Mixtures mixtures, DecompositionFit fit, double noise, params ReadOnlySpan<double[]> directions)
    {
        _slopes = Answers(fit, mixtures.Slopes(fit.Members, fit.Weights));
        var metric = fit.Plan.Metric;
        var sigma = Math.Max(noise, Math.Sqrt(Math.Max(0, fit.Rest) / metric.Trace));
        var moved = new double[fit.Members.Length];
        for (var k = 0; k < metric.Points; k++)
        {
            for (var p = 0; p < moved.Length; p++) moved[p] = sigma * fit.Plan.Projection(k)[fit.Members[p]];
            Add(moved);
        }

        var products = new double[fit.Plan.Count];
        foreach (var direction in directions)
        {
            fit.Plan.Project(direction.AsSpan(metric.First, metric.Points), products);
            for (var p = 0; p < moved.Length; p++) moved[p] = products[fit.Members[p]];
            Add(moved);
        }
    }

    /// <summary>σ of each output [229], before factor and floor.</summary>
    public double[] Propagated => [.. _variances.Select(Math.Sqrt)];

    /// <summary>σ of each output [229].</summary>
    public double[] Sigmas(DecompositionParameters parameters) => [.. Enumerable.Range(0, Mixtures.Outputs).Select(i => Math.Sqrt(Scaled(parameters, i, i, _variances[i])))];

    /// <summary>Covariance of N, R, σ², C3 of the shells [12, 12].</summary>
    public double[] ShellCovariance(DecompositionParameters parameters)
    {
        var covariance = new double[_shells.Length];
        for (var i = 0; i < ShellOutputs; i++)
            for (var j = 0; j < ShellOutputs; j++) covariance[(i * ShellOutputs) + j] = Scaled(parameters, FirstShell + i, FirstShell + j, _shells[(i * ShellOutputs) + j]);
        return covariance;
    }

    private static int FirstShell => Mixtures.FirstQuantity + Quantities.FirstShell;

    // The floors of two outputs are independent of each other.
    private static double Scaled(DecompositionParameters parameters, int i, int j, double propagated)
    {
        var factor = parameters.ErrorFactor.IsDefaultOrEmpty ? 1 : parameters.ErrorFactor[i] * parameters.ErrorFactor[j];
        return (factor * propagated) + (i == j && !parameters.ErrorFloor.IsDefaultOrEmpty ? parameters.ErrorFloor[i] * parameters.ErrorFloor[i] : 0);
    }

    /// <summary>Slopes by the weights → slopes by the products that the weights follow.</summary>
    private static double[] Answers(DecompositionFit fit, double[] byWeight)
    {
        var count = fit.Members.Length;
        var (answers, answer) = (new double[byWeight.Length], new double[count]);
        for (var p = 0; p < count; p++)
        {
            Array.Clear(answer);
            answer[p] = 1;
            fit.Respond(answer);
            var row = answers.AsSpan(p * Mixtures.Outputs, Mixtures.Outputs);
            for (var q = 0; q < count; q++) TensorPrimitives.MultiplyAdd(byWeight.AsSpan(q * Mixtures.Outputs, Mixtures.Outputs), answer[q], row, row);
        }

        return answers;
    }

    private void Add(ReadOnlySpan<double> products)
    {
        Span<double> change = stackalloc double[Mixtures.Outputs];
        change.Clear();
        for (var p = 0; p < products.Length; p++) TensorPrimitives.MultiplyAdd(_slopes.AsSpan(p * Mixtures.Outputs, Mixtures.Outputs), products[p], change, change);
        TensorPrimitives.MultiplyAdd(change, change, _variances, _variances);
        var shells = change.Slice(FirstShell, ShellOutputs);
        for (var i = 0; i < ShellOutputs; i++) TensorPrimitives.MultiplyAdd(shells, shells[i], _shells.AsSpan(i * ShellOutputs, ShellOutputs), _shells.AsSpan(i * ShellOutputs, ShellOutputs));
    }
}
