using Exafs.Inference.Features;
using Exafs.Inference.Targets;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Consistency;

/// <summary>What a forward network learns from: structures of a library, half of them mixtures of two, smoothed and disturbed a little as another network would give them, and their χ(k), theory alone.</summary>
/// <remarks>One seed gives one row of samples. Not for two threads at once; an instance each.</remarks>
public sealed class ForwardSamples
{
    private const double MixtureShare = 0.5, MaxSmoothing = 0.03, RelativeNoise = 0.03, AbsoluteNoise = 0.05, PhaseNoise = 0.03, DensityNoise = 0.01;

    private readonly StructureSet _set;
    private readonly FeaturePlan _plan;
    private readonly int[] _structures;
    private readonly double[] _quantities, _phases;
    private readonly int _seed;
    private Random _random;

    /// <param name="set">Structures of the split training are used.</param>
    /// <param name="parameters">Of the pack's features.</param>
    /// <param name="seed">Of all chance.</param>
    /// <param name="disturbed">Whether g(R), phases and density are smoothed and disturbed; else they are the structures'.</param>
    public ForwardSamples(StructureSet set, FeatureParameters parameters, int seed, bool disturbed = true)
    {
        (_set, _plan, _seed, _random, Disturbed) = (set, ForwardModel.PlanFor(parameters), seed, new Random(seed), disturbed);
        var split = set.Label("split");
        _structures = [.. Enumerable.Range(0, set.Count).Where(i => split[i] == (double)LibrarySplit.Training)];
        (_quantities, _phases) = (Quantities.Of(set), PhaseTargets.Of(set));
        if (!_structures.Any(i => double.IsFinite(_quantities[(i * Quantities.Count) + Quantities.Density]))) throw new InvalidDataException("the library has no structures to learn from");
    }

    public bool Disturbed { get; }

    /// <summary>Length of a row of inputs.</summary>
    public static int Inputs => ForwardInputs.Count;

    /// <summary>Length of a row of targets.</summary>
    public int Targets => _plan.SpectralInputs;

    /// <summary>A row of samples of its own, by the seed and this number alone: so a training that was stopped goes on with the same.</summary>
    public void Begin(int batch) => _random = new Random(unchecked((_seed * 1_000_003) + batch));

    /// <summary>The next sample.</summary>
    /// <param name="inputs">Result [<see cref="Inputs"/>].</param>
    /// <param name="targets">Result: filtered k²χ(k) of theory up to the greatest kmax [<see cref="Targets"/>].</param>
    public void Next(Span<float> inputs, Span<float> targets)
    {
        var (first, second) = (Draw(), Draw());
        var share = _random.NextDouble() < MixtureShare ? _random.NextDouble() : 0;
        var neighbours = Mix(_set.NeighboursOf(first).Slice(TargetGrid.OffsetIn(_set), TargetGrid.Count), TargetGrid.NeighboursOf(_set, second), share);
        var theory = Mix(_set.ChiOf(first), _set.ChiOf(second), share);
        double[] phases = [.. Enumerable.Range(0, PhaseTargets.Count).Select(i => ((1 - share) * _phases[(first * PhaseTargets.Count) + i]) + (share * _phases[(second * PhaseTargets.Count) + i]))];
        // Volumes add.
        var density = 1 / (((1 - share) / Density(first)) + (share / Density(second)));
        if (Disturbed)
        {
            neighbours = Disturb(neighbours);
            Disturb(phases);
            density *= 1 + (DensityNoise * Normal());
        }

        ForwardInputs.Write(neighbours, phases, density, inputs);
        Span<float> all = stackalloc float[_plan.Inputs];
        _plan.Apply(theory, _plan.Parameters.KMaxHighest, all);
        all[..Targets].CopyTo(targets);
    }

    private int Draw() => _structures[_random.Next(_structures.Length)];

    /// <summary>Of another structure where this one has none, as a particle: a number that says nothing.</summary>
    private double Density(int structure)
    {
        for (; ; structure = Draw())
            if (_quantities[(structure * Quantities.Count) + Quantities.Density] is var density && double.IsFinite(density)) return density;
    }

    private static double[] Mix(ReadOnlySpan<float> first, ReadOnlySpan<float> second, double share)
    {
        var mixture = new double[first.Length];
        for (var i = 0; i < mixture.Length; i++) mixture[i] = ((1 - share) * first[i]) + (share * second[i]);
        return mixture;
    }

    /// <summary>g(R) under a Gaussian of random width, then noise; never negative.</summary>
    private double[] Disturb(double[] neighbours)
    {
        var width = Math.Max(1e-3, MaxSmoothing * _random.NextDouble()) / TargetGrid.Grid.Step;
        var half = (int)Math.Ceiling(3 * width);
        double[] kernel = [.. Enumerable.Range(-half, (2 * half) + 1).Select(d => Math.Exp(-0.5 * d * d / (width * width)))];
        var sum = kernel.Sum();
        var result = new double[neighbours.Length];
        for (var i = 0; i < result.Length; i++)
        {
            for (var d = -half; d <= half; d++) result[i] += kernel[half + d] / sum * neighbours[Math.Clamp(i + d, 0, result.Length - 1)];
            result[i] = Math.Max(0, (result[i] * (1 + (RelativeNoise * Normal()))) + (AbsoluteNoise * Normal()));
        }

        return result;
    }

    private void Disturb(Span<double> phases)
    {
        var sum = 0.0;
        for (var i = 0; i < phases.Length; i++) sum += phases[i] = Math.Max(0, phases[i] + (PhaseNoise * Normal()));
        for (var i = 0; i < phases.Length; i++) phases[i] /= sum;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
