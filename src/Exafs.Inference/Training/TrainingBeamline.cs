using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Exafs.Inference.Features;
using Exafs.Physics.Experiment;
using Exafs.Signal;

namespace Exafs.Inference.Training;

/// <summary>One energy grid: χ(k) of theory → µ(E) → the product's own reduction → χ(k) as it would be measured.</summary>
/// <remarks>
/// µ = B·(E/E0)^−2.8 + (E/E0)^−a·(step + white line + S0²·χ(√((E − E0 − ΔE0)·2mₑ/ħ²))) + waves, bend, noise, glitches, in edge steps; below 2 Å⁻¹ χ fades out as in
/// <see cref="SampleModel"/>. What only photons, motors and crystals do is left to <see cref="SimulatedExperiment"/>: this one makes millions. Not thread-safe.
/// </remarks>
internal sealed class TrainingBeamline
{
    private const double OtherExponent = 2.8, Width = 1.5, WhiteLineAt = 6, WhiteLineWidth = 5, BlendFrom = 1, BlendTo = 2;

    private readonly ImmutableArray<double> _energy;
    private readonly double[] _relative, _logarithm, _k, _step, _line, _other, _fall, _wave;
    private readonly int _edge;
    private readonly Reducer _reducer;

    /// <param name="grid">Energies.</param>
    /// <param name="reduction">As the product reduces; E0 is held.</param>
    /// <param name="atomicExponent">What the correction on theory's scale knows of.</param>
    public TrainingBeamline(EnergyGrid grid, ReductionParameters reduction, double atomicExponent)
    {
        var e0 = reduction.E0!.Value;
        _reducer = new(reduction);
        _energy = [.. grid.Sweep(e0, ScanDirection.Up).Select(point => point.Energy)];
        _relative = [.. _energy.Select(energy => energy - e0)];
        _logarithm = [.. _energy.Select(energy => Math.Log(energy / e0))];
        _k = [.. _relative.Select(energy => Math.Max(0, Wavenumber.FromEnergy(energy)))];
        _step = [.. _relative.Select(energy => 0.5 + (Math.Atan(energy / Width) / Math.PI))];
        _line = [.. _relative.Select(energy => 1 / (1 + Math.Pow((energy - WhiteLineAt) / WhiteLineWidth, 2)))];
        _other = [.. _energy.Select(energy => Math.Pow(energy / e0, -OtherExponent))];
        (_fall, _wave) = (new double[_energy.Length], new double[_energy.Length]);
        _edge = Array.FindIndex(_k, k => k > BlendFrom);
        StepFound = 1;
        // What the reduction calls the step is a little off, of a foil as of any sample; the calibration by a foil contains it.
        StepFound = Reduce([.. Mu(new double[TheoryScale.Points], new() { DeltaE0 = 0, S02 = 1, AtomicExponent = atomicExponent, Other = 1 }, new(0, ""))]).EdgeStep;
    }

    /// <summary>Edge step that the reduction finds where it is 1.</summary>
    public double StepFound { get; }

    /// <summary>Where χ(k) ends, Å⁻¹.</summary>
    public double KMax => _k[^1];

    /// <summary>χ(k) as the reduction gives it [m].</summary>
    /// <param name="theory">χ(k) for S0² = 1 [361].</param>
    /// <param name="state">The beamline.</param>
    /// <param name="random">Of the noise.</param>
    public ImmutableArray<double> Measure(ReadOnlySpan<double> theory, BeamlineState state, RandomStream random) =>
        Reduce(ImmutableCollectionsMarshal.AsImmutableArray(Mu(theory, state, random))).Chi;

    private Reduction Reduce(ImmutableArray<double> mu)
    {
        var (reduction, defect) = _reducer.Reduce(new Spectrum(_energy, mu));
        return reduction is { Chi.IsEmpty: false } ? reduction : throw new InvalidDataException($"a simulated spectrum cannot be reduced: {(defect ?? reduction!.Limit)!.Detail}");
    }

    private double[] Mu(ReadOnlySpan<double> theory, BeamlineState state, RandomStream random)
    {
        TensorPrimitives.Multiply(_logarithm, -state.AtomicExponent, _fall);
        TensorPrimitives.Exp<double>(_fall, _fall);
        TensorPrimitives.Multiply(_k, 2 * state.WaveDistance, _wave);
        TensorPrimitives.Add(_wave, state.WavePhase, _wave);
        TensorPrimitives.Sin<double>(_wave, _wave);
        var mu = new double[_energy.Length];
        for (var i = 0; i < mu.Length; i++)
        {
            var shape = _step[i] + (state.WhiteLine * _line[i]);
            if (i >= _edge) shape += (state.S02 * Chi(theory, _relative[i] - state.DeltaE0)) + (state.WaveHeight * _wave[i]);
            var thousands = _relative[i] / 1000;
            mu[i] = (state.Other * _other[i]) + (_fall[i] * shape) + (state.Curvature * thousands * Math.Max(0, thousands));
        }

        if (state.Noise > 0)
            for (var i = 0; i < mu.Length; i++) mu[i] += state.Noise * random.Normal();
        if (state.GlitchHeight != 0)
        {
            var middle = _edge + (int)(state.GlitchPlace * (mu.Length - _edge));
            for (var i = Math.Max(_edge, middle - (state.GlitchWidth / 2)); i <= Math.Min(mu.Length - 1, middle + (state.GlitchWidth / 2)); i++) mu[i] += state.GlitchHeight / (1 + Math.Abs(i - middle));
        }

        return mu;
    }

    private static double Chi(ReadOnlySpan<double> theory, double energy)
    {
        var k = Wavenumber.FromEnergy(energy);
        if (k <= BlendFrom || k > TheoryScale.KMax) return 0;
        var chi = SixPoints.At(theory, k / TheoryScale.KStep);
        if (k >= BlendTo) return chi;
        var sine = Math.Sin(Math.PI / 2 * (k - BlendFrom) / (BlendTo - BlendFrom));
        return sine * sine * chi;
    }
}
