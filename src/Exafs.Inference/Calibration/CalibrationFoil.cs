using Exafs.Inference.Features;
using Exafs.Physics.Comparison;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;
using Exafs.Signal;

namespace Exafs.Inference.Calibration;

/// <summary>A beam time's calibration from the reference foil that stands behind the sample: S0² and ΔE0 by the theory of the metal at its temperature, nothing else is fitted.</summary>
public sealed class CalibrationFoil
{
    private readonly FoilFitParameters _parameters = new();
    private readonly FoilTheory _theory;
    private readonly FoilFit _fit;

    /// <param name="library">With a reference.</param>
    /// <param name="scale">Of the edge.</param>
    /// <param name="kelvin">T of the foil, K.</param>
    /// <exception cref="InvalidDataException">The library has no reference, one that is too short, or no crystals like the foil at that temperature.</exception>
    public CalibrationFoil(StructureLibrary library, TheoryScale scale, double kelvin)
    {
        _theory = FoilTheory.Of(library, scale);
        try
        {
            _fit = new(_theory.K, _theory.At(kelvin), _parameters);
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
        var absolute = _theory.Absolute(fit);
        return (new() { DeltaE0 = absolute.DeltaE0, DeltaE0Sigma = absolute.DeltaE0Sigma, S02 = absolute.S02, S02Sigma = absolute.S02Sigma }, null);
    }
}
