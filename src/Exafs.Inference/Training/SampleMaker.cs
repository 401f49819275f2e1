using System.Numerics.Tensors;
using Exafs.Inference.Features;
using Exafs.Inference.Targets;
using Exafs.Physics.Experiment;
using Exafs.Physics.Libraries;
using Exafs.Physics.Scattering;
using Exafs.Signal;

namespace Exafs.Inference.Training;

/// <summary>Structures of a library → what a network is shown and what it is to find, by way of a simulated beamline and the product's own reduction.</summary>
/// <remarks>A batch depends on seed and number alone, whatever was made before: a training goes on where it was stopped. Not thread-safe.</remarks>
public sealed class SampleMaker
{
    private const int ScaleSamples = 20_000;

    private readonly StructurePool _pool;
    private readonly SampleOptions _options;
    private readonly ulong _seed;
    private readonly FeaturePlan _plan;
    private readonly TheoryScale _scale;
    private readonly MixtureChoice _mixtures;
    private readonly TheoryError _error;
    private readonly ShellDisorder? _disorder;
    private readonly EnergyGrid[] _grids;
    private readonly TrainingBeamline?[] _beamlines;
    private readonly double[] _chi = new double[TheoryScale.Points], _theory = new double[TheoryScale.Points], _amplitude = new double[TheoryScale.Points];
    private readonly double[] _neighbours = new double[TargetGrid.Count], _quantities = new double[Quantities.Count], _phases = new double[PhaseTargets.Count];

    /// <exception cref="InvalidDataException">Something in the options cannot be, or the library has nothing of what they want.</exception>
    public SampleMaker(StructureLibrary library, FeaturePlan plan, SampleOptions options, ulong seed)
        : this(StructurePool.Training(library, options), options.ShellDisorder > 0 ? ScatteringFile.Read(library.Open(StructureLibrary.ScatteringFile)) : null, plan, options, seed)
    {
    }

    /// <inheritdoc cref="SampleMaker(StructureLibrary, FeaturePlan, SampleOptions, ulong)"/>
    /// <param name="pool">Structures.</param>
    /// <param name="scattering">Of their element; without it shells are not changed.</param>
    /// <param name="plan">Inputs of the network.</param>
    /// <param name="options">What samples are made of.</param>
    /// <param name="seed">Of everything.</param>
    public SampleMaker(StructurePool pool, ScatteringData? scattering, FeaturePlan plan, SampleOptions options, ulong seed)
    {
        options.Check();
        (_pool, _plan, _options, _seed) = (pool, plan, options, seed);
        _scale = new(plan.Parameters);
        _mixtures = new(pool, options);
        _error = new(options);
        _disorder = scattering is not null && options.ShellDisorder > 0 ? new(pool, scattering, options) : null;
        _grids = TrainingGrids.Draw(options, seed);
        _beamlines = new TrainingBeamline?[_grids.Length];
    }

    /// <summary>How the product reduces what is measured at this edge.</summary>
    public static ReductionParameters Reduction(double edgeEnergy) => TrainedReduction.Parameters with { E0 = edgeEnergy, EstimateNoise = false, Uncertainties = false };

    /// <summary>Brings quantities of samples to size 1: those of mixtures spread more than those of structures, where shells of two phases count as one.</summary>
    public static QuantityScale Scale(StructurePool pool, SampleOptions options, ulong seed)
    {
        var (mixtures, random, rows) = (new MixtureChoice(pool, options), new RandomStream(seed, "scale"), new double[ScaleSamples * Quantities.Count]);
        Span<double> neighbours = stackalloc double[TargetGrid.Count], phases = stackalloc double[PhaseTargets.Count];
        for (var i = 0; i < ScaleSamples; i++) mixtures.Draw(random).Targets(pool, neighbours, rows.AsSpan(i * Quantities.Count, Quantities.Count), phases);
        return QuantityScale.Of(rows);
    }

    /// <summary>One batch.</summary>
    /// <param name="number">Which.</param>
    /// <param name="count">Samples.</param>
    public SampleBatch Make(long number, int count)
    {
        var random = new RandomStream(_seed, $"batch {number}");
        var batch = new SampleBatch(count, _plan.Inputs);
        for (var i = 0; i < count; i++) Make(random, batch, i);
        return batch;
    }

    private void Make(RandomStream random, SampleBatch batch, int row)
    {
        var mixture = _mixtures.Draw(random);
        mixture.Chi(_pool, _options.Generic ? _options.GenericScale.At(random.Uniform()) : 0, _chi);
        Span<double> sigma2 = stackalloc double[mixture.Weights.Length * Quantities.Shells];
        _disorder?.Draw(mixture, random, sigma2);
        mixture.Targets(_pool, _neighbours, _quantities, _phases, sigma2);
        _disorder?.Apply(mixture, sigma2, _chi, _neighbours);
        if (_options.ExtraSigma2 > 0 && random.Uniform() < 0.5) Broadening.Apply(_options.ExtraSigma2 * random.Uniform(), _chi, _neighbours, _quantities);
        if (_options.TheoryError.High > 0) _error.Apply(_chi, _options.TheoryError.At(random.Uniform()), random);
        if (_options.AmplitudeError > 0) Wobble(random);

        var beamline = Beamline((int)(random.Uniform() * _grids.Length));
        var state = BeamlineState.Draw(_options, random);
        var deltaE0 = state.DeltaE0 + (OneOf(_options.DeltaE0Error, random) * random.Normal());
        var wrong = Math.Clamp(OneOf(_options.S02Error, random) * random.Normal(), -_options.S02ErrorLimit, _options.S02ErrorLimit);
        var measured = beamline.Measure(_chi, state, random);
        _scale.ToTheory(measured.AsSpan(), TheoryScale.KStep, deltaE0, state.S02 * (1 + wrong) / beamline.StepFound, _theory);

        var end = TheoryScale.EndOf((measured.Length - 1) * TheoryScale.KStep, deltaE0);
        var least = _plan.Parameters.KMaxLowest;
        var wanted = random.Uniform() < _options.FullRangeShare ? end : least + ((end - least) * random.Uniform());
        var kmax = _plan.KMaxOf(Math.Max(wanted, least)).KMax;
        _plan.Apply(_theory, kmax, batch.Features.AsSpan(row * batch.Inputs, batch.Inputs));
        batch.KMax[row] = (float)kmax;
        TensorPrimitives.ConvertTruncating<double, float>(_neighbours, batch.Neighbours.AsSpan(row * _neighbours.Length));
        for (var q = 0; q < _quantities.Length; q++) batch.Quantities[(row * _quantities.Length) + q] = (float)_quantities[q];
        for (var p = 0; p < _phases.Length; p++) batch.Phases[(row * _phases.Length) + p] = (float)_phases[p];
    }

    private TrainingBeamline Beamline(int which) =>
        _beamlines[which] ??= new(_grids[which], Reduction(_plan.Parameters.EdgeEnergy), _plan.Parameters.AtomicExponent);

    private static double OneOf(Interval sigmas, RandomStream random) => random.Uniform() < 0.5 ? sigmas.Low : sigmas.High;

    /// <summary>χ times 1 + a·P₁ + b·P₂, Legendre's polynomials over the range of theory.</summary>
    private void Wobble(RandomStream random)
    {
        var (a, b) = (_options.AmplitudeError * random.Normal(), _options.AmplitudeError * random.Normal());
        for (var i = 0; i < _amplitude.Length; i++)
        {
            var x = (2.0 * i / (_amplitude.Length - 1)) - 1;
            _amplitude[i] = 1 + (a * x) + (b * ((1.5 * x * x) - 0.5));
        }

        TensorPrimitives.Multiply(_chi, _amplitude, _chi);
    }
}
