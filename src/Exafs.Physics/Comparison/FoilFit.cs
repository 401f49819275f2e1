using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Physics.Comparison;

/// <summary>Fits S0² and ΔE0 of a calculated χ(k) to a measured one, in R.</summary>
/// <remarks>
/// Method: least squares of the complex χ(R) over a range of R. S0² is linear and eliminated; what remains of ΔE0 is looked for on a grid, then by
/// golden section, so that no start value matters. Errors: the whole misfit counts as noise, see <see cref="FoilCovariance"/>.
/// E0 of a reduction is where µ rises fastest, k = 0 of FEFF where a muffin-tin potential begins; ΔE0 bridges the two, and a monochromator that is off.
/// Thread-safe.
/// </remarks>
public sealed class FoilFit
{
    private const double GridStep = 1;
    private const int GoldenSteps = 28;

    private readonly ShiftedSpectrum _theory;
    private readonly FoilFitParameters _parameters;

    /// <param name="k">Wavenumber of the theory, ascending, Å⁻¹ [n].</param>
    /// <param name="chi">χ(k) for S0² = 1 [n].</param>
    /// <param name="parameters">Ranges.</param>
    /// <exception cref="ArgumentException">The theory ends before the range of the fit.</exception>
    public FoilFit(ImmutableArray<double> k, ImmutableArray<double> chi, FoilFitParameters parameters)
    {
        (_theory, _parameters) = (new(k, chi), parameters);
        var kmax = (parameters.Fourier.KMax ?? throw new ArgumentException("a fit has an end")) + (parameters.Fourier.Dk / 2);
        var needed = Math.Sqrt((kmax * kmax) + (parameters.MaxDeltaE0 * Wavenumber.KSquaredPerEnergy));
        if (_theory.KMax < needed) throw new ArgumentException($"the theory ends at {_theory.KMax:F2} Å⁻¹; with ΔE0 down to −{parameters.MaxDeltaE0:F0} eV a fit to {kmax:F1} Å⁻¹ needs {needed:F2}");
    }

    /// <summary>Compares one spectrum.</summary>
    /// <param name="measured">χ(k) on 0, δk, 2δk, … [m].</param>
    public FoilFitOutcome Fit(ImmutableArray<double> measured)
    {
        var (kmax, kLast) = (_parameters.Fourier.KMax!.Value, (measured.Length - 1) * _parameters.KStep);
        if (kLast < kmax - 1e-9) return Failed("short_range", $"χ(k) ends at {Math.Max(0, kLast):F2} Å⁻¹; the fit reaches to {kmax:F0} Å⁻¹");
        if (measured.Any(value => !double.IsFinite(value))) return Failed("not_a_number", "χ(k) has values that are no numbers");
        var sums = new FoilResidual(_theory, measured, _parameters);
        if (!(sums.Norm > 0)) return Failed("no_oscillation", "χ(k) is zero in the range of the fit");

        var (low, high) = Bracket(sums);
        if (low < -_parameters.MaxDeltaE0 || high > _parameters.MaxDeltaE0)
            return Failed("energy_shift", $"no ΔE0 within ±{_parameters.MaxDeltaE0:F0} eV fits: the edge is not the theory's, or not where it is said to be");
        var result = Describe(sums, Golden(sums, low, high));
        return result.RFactor <= _parameters.MaxRFactor
            ? new(result, null)
            : Failed("other_material", $"R-factor {result.RFactor:F2} at the best S0² and ΔE0, {result.S02:F2} and {result.DeltaE0:F1} eV: this is not the material of the theory");
    }

    /// <summary>Two grid steps around the best ΔE0.</summary>
    private (double Low, double High) Bracket(FoilResidual sums)
    {
        double best = 0, least = double.PositiveInfinity;
        for (var shift = -_parameters.MaxDeltaE0; shift <= _parameters.MaxDeltaE0; shift += GridStep)
            if (sums.Least(shift) is var rest && rest < least)
                (best, least) = (shift, rest);
        return (best - GridStep, best + GridStep);
    }

    private static double Golden(FoilResidual sums, double low, double high)
    {
        var ratio = (Math.Sqrt(5) - 1) / 2;
        double a = high - (ratio * (high - low)), b = low + (ratio * (high - low)), atA = sums.Least(a), atB = sums.Least(b);
        for (var step = 0; step < GoldenSteps; step++)
        {
            if (atA < atB)
            {
                (high, b, atB) = (b, a, atA);
                atA = sums.Least(a = high - (ratio * (high - low)));
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                atB = sums.Least(b = low + (ratio * (high - low)));
            }
        }

        return (low + high) / 2;
    }

    private FoilFitResult Describe(FoilResidual sums, double deltaE0)
    {
        FoilModel model = sums.Model(deltaE0);
        var s02 = sums.Amplitude(model.ChiR);
        FourierParameters fourier = _parameters.Fourier;
        var independent = 1 + (2 * (fourier.KMax!.Value - fourier.KMin) * (_parameters.RMax - _parameters.RMin) / Math.PI);
        var (s02Sigma, deltaE0Sigma) = FoilCovariance.StandardErrors(sums, model, s02, independent);
        return new()
        {
            S02 = s02,
            S02Sigma = s02Sigma,
            DeltaE0 = deltaE0,
            DeltaE0Sigma = deltaE0Sigma,
            RFactor = sums.Rest(model.ChiR, s02, sums.Last) / sums.Norm,
            FirstShellRFactor = sums.Rest(model.ChiR, s02, sums.LastOfFirstShell) / sums.NormOfFirstShell,
            K = sums.K,
            Measured = sums.Measured,
            Calculated = [.. model.Chi.Select(value => s02 * value)],
            R = [.. sums.R],
            MeasuredR = [.. sums.MeasuredR],
            CalculatedR = [.. model.ChiR.Select(value => s02 * value)],
        };
    }

    private static FoilFitOutcome Failed(string reason, string detail) => new(null, new Defect(reason, detail));
}
