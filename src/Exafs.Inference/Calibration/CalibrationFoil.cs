using Exafs.Inference.Features;
using Exafs.Physics.Comparison;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;
using Exafs.Signal;

namespace Exafs.Inference.Calibration;

/// <summary>A beam time's calibration from the reference foil that stands behind the sample: S0² and ΔE0 by the library's own structure at room temperature, nothing else is fitted.</summary>
public sealed class CalibrationFoil
{
    private readonly FoilFitParameters _parameters = new();
    private readonly FoilFit _fit;
    private readonly double _edgeEnergy, _atomicExponent;

    /// <param name="library">With a reference.</param>
    /// <param name="edgeEnergy">E0, eV.</param>
    /// <param name="atomicExponent">The absorption that χ rides on falls as E to the minus this.</param>
    /// <exception cref="InvalidDataException">The library has no reference, or one that is too short.</exception>
    public CalibrationFoil(StructureLibrary library, double edgeEnergy, double atomicExponent)
    {
        var reference = library.Reference ?? throw new InvalidDataException("the library has no reference to calibrate foils with");
        (_edgeEnergy, _atomicExponent) = (edgeEnergy, atomicExponent);
        double[] theory = [.. reference.ChiOf(0).ToArray().Select(value => (double)value)], measured = new double[theory.Length];
        new TheoryScale(edgeEnergy, atomicExponent).ToMeasured(theory, TheoryScale.KStep, 0, 1, measured);
        try
        {
            _fit = new(reference.K, [.. measured], _parameters);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"the library's reference: {error.Message}", error);
        }
    }

    /// <summary>The calibration, or why there is none.</summary>
    public (BeamlineCalibration? Calibration, Defect? Defect) Fit(ChiK foil)
    {
        if (Math.Abs(foil.KStep - _parameters.KStep) > 1e-9) return (null, new("k_step", $"χ(k) of the foil comes in steps of {foil.KStep} Å⁻¹; {_parameters.KStep} are needed"));
        var (fit, defect) = _fit.Fit(foil.Chi);
        if (fit is null) return (null, defect);
        // The absorption falls from E0 of the data, that of the theory was made to fall from its own k = 0.
        var fallen = Math.Pow(1 + (fit.DeltaE0 / _edgeEnergy), _atomicExponent);
        return (new() { DeltaE0 = fit.DeltaE0, DeltaE0Sigma = fit.DeltaE0Sigma, S02 = fit.S02 * fallen, S02Sigma = fit.S02Sigma * fallen }, null);
    }
}
