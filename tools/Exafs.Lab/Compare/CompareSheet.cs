using System.Collections.Immutable;
using Exafs.Physics.Comparison;
using Exafs.Report.Plot;

namespace Exafs.Lab.Compare;

/// <summary>Foils and the theory, drawn: a row of panels each.</summary>
internal static class CompareSheet
{
    private const double LargestK = 14, LargestR = 6;

    public static Sheet Of(ComparePack pack, FoilFitParameters parameters, IEnumerable<Foil> foils) => new(
        $"Measured foils and the calculated {pack.Element} at {pack.TemperatureKelvin:F0} K",
        $"{pack.Element} {pack.Edge} edge · S₀² and ΔE₀ alone are fitted, to the complex χ(R) from {parameters.RMin} to {parameters.RMax} Å · k²-weighted, k from {parameters.Fourier.KMin} to {parameters.Fourier.KMax} Å⁻¹ · R is not corrected for phase",
        [.. foils.Where(foil => foil.Fit is not null).SelectMany(foil => Row(foil.Label, foil.Fit!, parameters))])
    {
        Columns = 3,
        PanelWidth = 430,
        PanelHeight = 280,
    };

    private static IEnumerable<Panel> Row(string label, FoilFitResult fit, FoilFitParameters parameters)
    {
        var points = fit.K.Count(k => k <= LargestK);
        ImmutableArray<double> k = fit.K[..points], r = fit.R;
        yield return new(
            label.Replace('*', '∗'), new("*k* (Å⁻¹)") { Min = 0, Max = LargestK }, new("*k*²χ(*k*) (Å⁻²)"),
            [Limits(parameters.Fourier.KMin, parameters.Fourier.KMax!.Value), .. Both(k, Weighted(fit.Measured), Weighted(fit.Calculated))]);
        yield return new(
            $"*R*-factor {fit.RFactor:F4}, first shell {fit.FirstShellRFactor:F4}", new("*R* (Å)") { Min = 0, Max = LargestR }, new("|χ(*R*)| (Å⁻³)") { Min = 0 },
            [Limits(parameters.RMin, parameters.RMax), .. Both(r, [.. fit.MeasuredR.Select(c => c.Magnitude)], [.. fit.CalculatedR.Select(c => c.Magnitude)])]);
        yield return new(
            $"*S*₀² {fit.S02:F3} ± {fit.S02Sigma:F3}, Δ*E*₀ {fit.DeltaE0:F2} ± {fit.DeltaE0Sigma:F2} eV", new("*R* (Å)") { Min = 0, Max = LargestR }, new("Re χ(*R*) (Å⁻³)"),
            [Limits(parameters.RMin, parameters.RMax), .. Both(r, [.. fit.MeasuredR.Select(c => c.Real)], [.. fit.CalculatedR.Select(c => c.Real)])]);
        ImmutableArray<double> Weighted(ImmutableArray<double> chi) => [.. k.Zip(chi, (at, value) => at * at * value)];
    }

    private static MarkLayer Limits(double from, double to) => new(null, Palette.AxisLine, [from, to], []);

    private static Layer[] Both(ImmutableArray<double> x, ImmutableArray<double> measured, ImmutableArray<double> calculated) =>
        [new LineLayer("measured", Palette.Ink, x, measured) { Width = 2 }, new LineLayer("calculated", Palette.Accent, x, calculated) { Width = 1.5 }];
}
