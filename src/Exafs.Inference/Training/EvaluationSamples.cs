using Exafs.Inference.Features;
using Exafs.Inference.Targets;
using Exafs.Physics.Comparison;
using Exafs.Physics.Estimates;
using Exafs.Physics.Experiment;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Training;

/// <summary>Structures of potentials that training never saw, through the same beamline and reduction; the calibration is fitted to a foil, as a beamline would.</summary>
/// <remarks>The foil is the structure nearest to 300 K, of bcc where there is one: known, and measured without noise. The same options give the same samples.</remarks>
public sealed class EvaluationSamples
{
    private const double FoilKelvin = 300;

    private readonly StructurePool _pool;
    private readonly EvaluationOptions _options;
    private readonly TrainingBeamline _beamline;
    private readonly double _edgeEnergy;

    /// <exception cref="InvalidDataException">The library has no such structures, or the foil cannot be fitted.</exception>
    public EvaluationSamples(StructureLibrary library, FeatureParameters parameters, EvaluationOptions options)
    {
        (_pool, _options, _edgeEnergy) = (StructurePool.Validation(library, options.OtherScattering), options, parameters.EdgeEnergy);
        _beamline = new(new StepGrid { KMax = options.KMax }, SampleMaker.Reduction(_edgeEnergy), parameters.AtomicExponent);
        var fitted = Calibrated(library, parameters);
        Calibration = fitted with { DeltaE0 = fitted.DeltaE0 + options.DeltaE0Error, S02 = fitted.S02 * (1 + options.S02Error) };
    }

    /// <summary>What the foil tells, and the error that is wanted.</summary>
    public BeamlineCalibration Calibration { get; }

    /// <summary>Structures alone.</summary>
    /// <param name="every">Of so many, one.</param>
    public IEnumerable<EvaluationSample> Pure(int every = 1)
    {
        foreach (var i in Chosen.Where((_, i) => i % every == 0)) yield return Of($"{i} {_pool.Phase[i]}", _pool.Temperature[i], new([i], [1]));
    }

    /// <summary>Two phases of one temperature side by side.</summary>
    /// <param name="first">One phase, such as bcc.</param>
    /// <param name="second">The other.</param>
    /// <param name="kelvin">Temperatures.</param>
    /// <param name="fractions">Of the first, one after the other.</param>
    public IEnumerable<EvaluationSample> Coexistence(string first, string second, Interval kelvin, IReadOnlyList<double> fractions)
    {
        var made = 0;
        foreach (var temperature in _pool.Temperature.Distinct().Where(t => t >= kelvin.Low && t <= kelvin.High).Order())
        {
            foreach (var (a, b) in Structures(first).Zip(Structures(second)))
            {
                var fraction = fractions[made++ % fractions.Count];
                yield return Of($"{a} {first} {fraction:F3} {b} {second}", temperature, new([a, b], [fraction, 1 - fraction]));
            }

            IEnumerable<int> Structures(string phase) => Chosen.Where(i => _pool.Temperature[i] == temperature && _pool.Phase[i] == phase);
        }
    }

    private IEnumerable<int> Chosen => Enumerable.Range(0, _pool.Count).Where(i => HeldOutHalves.Contains(_options.Half, _pool.Run[i]) && (!_options.Unchanged || _pool.IsUnchanged[i]));

    private EvaluationSample Of(string name, double temperature, Mixture mixture)
    {
        var (neighbours, quantities, phases) = (new double[TargetGrid.Count], new double[Quantities.Count], new double[PhaseTargets.Count]);
        mixture.Targets(_pool, neighbours, quantities, phases);
        return new(name, temperature, Measured(mixture, _options.Noise, name), [.. neighbours], [.. quantities], [.. phases]) { Structures = [.. mixture.Structures] };
    }

    private ChiK Measured(Mixture mixture, double noise, string name)
    {
        var chi = new double[TheoryScale.Points];
        mixture.Chi(_pool, _options.Generic ? 1 : 0, chi);
        var state = new BeamlineState { DeltaE0 = _options.DeltaE0, S02 = _options.S02, AtomicExponent = _options.AtomicExponent, Other = 1, Noise = noise };
        return new(_beamline.Measure(chi, state, new RandomStream(_options.Seed, name))) { KStep = TheoryScale.KStep, E0 = _edgeEnergy };
    }

    private BeamlineCalibration Calibrated(StructureLibrary library, FeatureParameters parameters)
    {
        var foil = Enumerable.Range(0, _pool.Count).OrderBy(i => _pool.Phase[i] == "bcc" ? 0 : 1).ThenBy(i => Math.Abs(_pool.Temperature[i] - FoilKelvin)).First();
        // Without the fall of the absorption, which the fit does not know of, but still from E0 of the reduction.
        var measured = new TheoryScale(parameters).ToTheory(Measured(new([foil], [1]), 0, "foil"), new() { DeltaE0 = 0, S02 = 1 });
        var known = library.Validation!.ChiOf(foil);
        var theory = new double[known.Length];
        for (var i = 0; i < theory.Length; i++) theory[i] = known[i];
        var end = Math.Min(12, Math.Floor(_beamline.KMax - 0.5));
        var fit = new FoilFitParameters();
        var (result, defect) = new FoilFit([.. library.Validation.K], [.. theory], fit with { Fourier = fit.Fourier with { KMax = end } }).Fit(measured);
        return result is null
            ? throw new InvalidDataException($"the foil of the evaluation cannot be fitted: {defect!.Detail}")
            : new() { DeltaE0 = result.DeltaE0, DeltaE0Sigma = result.DeltaE0Sigma, S02 = result.S02, S02Sigma = result.S02Sigma };
    }
}
