using System.Collections.Concurrent;
using Exafs.Inference.Features;
using Exafs.Inference.Trust;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;
using Exafs.Signal;

namespace Exafs.Inference.Decomposition;

/// <summary>χ(k) as a mixture of a library's structures: parts that are not negative and add to 1, whose mean is also the structure.</summary>
/// <remarks>
/// Method: least squares of the complex χ(R) of kʷχ(k) between two R, on theory's scale, with S0² and ΔE0 of the calibration held: with a free sum, disorder
/// stands for amplitude. Coordination is a decision between structures of the library more than a measurement. Pure and thread-safe; a plan for each kmax is kept.
/// </remarks>
public sealed class ConvexDecomposition : IJudgedEstimator
{
    private readonly PackIdentity _pack;
    private readonly BeamlineCalibration _calibration;
    private readonly Mixtures _mixtures;
    private readonly OutOfDistribution _trust;
    private readonly TheoryScale _scale;
    private readonly ConcurrentDictionary<int, Lazy<DecompositionPlan>> _plans;

    /// <param name="library">Its training structures are used.</param>
    /// <param name="pack">Goes into every estimate.</param>
    /// <param name="calibration">Of the beam time.</param>
    /// <param name="parameters">Ranges, and how errors are scaled.</param>
    /// <param name="limits">Above which a spectrum is called unlike the library; null: the edge alone is asked.</param>
    /// <exception cref="InvalidDataException">The parameters contradict each other, or the library does not fit them.</exception>
    public ConvexDecomposition(StructureLibrary library, PackIdentity pack, BeamlineCalibration calibration, DecompositionParameters parameters, TrustLimits? limits = null)
    {
        parameters.Check();
        (_pack, _calibration, Parameters, _trust) = (pack, calibration, parameters, new(limits ?? new()));
        _mixtures = new(library.Training, library.Manifest.Phases, StructureChoice.Of(library.Training, parameters.MaxStructures));
        (_scale, _plans) = (new(parameters.EdgeEnergy, parameters.AtomicExponent), new());
    }

    private ConvexDecomposition(ConvexDecomposition other, BeamlineCalibration calibration) =>
        (_pack, _calibration, Parameters, _trust, _mixtures, _scale, _plans) = (other._pack, calibration, other.Parameters, other._trust, other._mixtures, other._scale, other._plans);

    /// <summary>The same for another beam time; the two share their plans.</summary>
    public ConvexDecomposition For(BeamlineCalibration calibration) => new(this, calibration);

    public DecompositionParameters Parameters { get; }

    /// <inheritdoc/>
    public IReadOnlyList<EstimateOutcome> Estimate(IReadOnlyList<ChiK> batch) => [.. batch.Select(Estimate)];

    /// <inheritdoc/>
    public IReadOnlyList<(EstimateOutcome Outcome, TrustStatistics? Statistics)> Judge(IReadOnlyList<ChiK> batch) => [.. batch.Select(Judge)];

    /// <summary>Of one spectrum.</summary>
    public EstimateOutcome Estimate(ChiK measured) => Judge(measured).Outcome;

    /// <summary>Of one spectrum, with what tells whether it is like the library; null where there is no estimate.</summary>
    public (EstimateOutcome Outcome, TrustStatistics? Statistics) Judge(ChiK measured)
    {
        var (fit, defect) = Fit(measured);
        if (fit is null) return (new(null, defect), null);
        var outputs = new double[Mixtures.Outputs];
        _mixtures.Mix(fit.Members, fit.Weights, outputs);
        var estimate = DecompositionReading.Of(outputs, Errors(measured, fit), Parameters, fit, _pack, _calibration);
        var statistics = DecompositionStatistics.Of(_mixtures, fit, (measured.EpsilonK ?? 0) / _calibration.S02, measured.E0 is { } e0 ? Math.Abs(e0 - Parameters.EdgeEnergy) : null);
        var (score, reasons) = _trust.Judge(statistics);
        return (new(estimate with { OodScore = score, OodReasons = reasons }, null), statistics);
    }

    internal Mixtures Mixtures => _mixtures;

    /// <summary>The weights, or why there are none.</summary>
    internal (DecompositionFit? Fit, Defect? Defect) Fit(ChiK measured)
    {
        if (measured.Chi.IsDefaultOrEmpty || !(measured.KStep > 0)) return (null, new("no_spectrum", "χ(k) has no points"));
        if (measured.Chi.Any(value => !double.IsFinite(value))) return (null, new("not_a_number", "χ(k) has values that are no numbers"));
        var end = TheoryScale.EndOf(measured.KMax, _calibration.DeltaE0);
        var step = (int)Math.Floor((Math.Min(end, Parameters.KMaxHighest) / Parameters.KMaxStep) + 1e-6);
        if (!(step * Parameters.KMaxStep >= Parameters.KMaxLowest - 1e-6))
            return (null, new("short_range", $"χ(k) ends at {end:0.##} Å⁻¹ of theory's k; the decomposition needs {Parameters.KMaxLowest:0.##} Å⁻¹"));
        var plan = _plans.GetOrAdd(step, at => new(() => new(_mixtures, Parameters, at * Parameters.KMaxStep))).Value;
        var fit = new DecompositionFit(plan, Parameters, _scale.ToTheory(measured, _calibration).AsSpan());
        return !(fit.Norm > 0) ? (null, new("no_oscillation", "χ(k) is zero in the range of the fit"))
            : !fit.Found ? (null, new("no_minimum", $"the weights did not settle: {fit.RelativeGap:g2} of the spectrum above the minimum"))
            : (fit, null);
    }

    internal DecompositionErrors Errors(ChiK measured, DecompositionFit fit)
    {
        var noise = (measured.EpsilonK ?? 0) / _calibration.S02;
        return new(_mixtures, fit, noise, Direction(measured, _calibration with { DeltaE0 = _calibration.DeltaE0 + _calibration.DeltaE0Sigma }), Direction(measured, _calibration with { S02 = _calibration.S02 + _calibration.S02Sigma }));
    }

    private double[] Direction(ChiK measured, BeamlineCalibration moved)
    {
        var (here, there) = (_scale.ToTheory(measured, _calibration), _scale.ToTheory(measured, moved));
        return [.. here.Zip(there, (from, to) => to - from)];
    }
}
