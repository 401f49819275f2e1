using Exafs.Physics.Estimates;
using Exafs.Report.Plot;

namespace Exafs.Lab.Invert;

/// <summary>Structures, drawn: g(R) with its band, a panel each.</summary>
internal static class InvertSheet
{
    public static Sheet Of(string element, IEnumerable<Inverted> all) => new(
        $"Radial distribution of {element}",
        "estimated from χ(k) · band: one standard deviation · line at the end of what is quantitative · broken: the second estimator",
        [.. all.Where(result => result.Estimate is not null).Select(result => Panel(result.Label, result.Estimate!))])
    {
        Columns = 2,
    };

    private static Panel Panel(string label, StructureEstimate estimate) => new(
        $"{label.Replace('*', '∗')}{(estimate.IsOutOfDistribution ? " (unlike the training set)" : "")}",
        new("*R* (Å)") { Min = estimate.R[0], Max = estimate.R[^1] },
        new("d*N*/d*R* (Å⁻¹)") { Min = 0 },
        [
            new MarkLayer(null, Palette.AxisLine, [estimate.TrustedRMax], []),
            new BandLayer(null, Palette.Accent, estimate.R, [.. Band(estimate, -1)], [.. Band(estimate, 1)]),
            new LineLayer(Numbers(estimate), Palette.Accent, estimate.R, estimate.NeighboursPerAngstrom) { Width = 1.8 },
            .. Second(estimate),
        ]);

    private static IEnumerable<double> Band(StructureEstimate estimate, double sigmas) =>
        estimate.NeighboursPerAngstrom.Zip(estimate.NeighboursPerAngstromSigma, (g, sigma) => Math.Max(0, g + (sigmas * sigma)));

    private static IEnumerable<Layer> Second(StructureEstimate estimate) => estimate.SecondOpinion is { } second
        ? [new LineLayer(null, Palette.Muted, second.R, second.NeighboursPerAngstrom) { Dash = "4 3", Width = 1.2 }]
        : [];

    private static string Numbers(StructureEstimate estimate) => estimate.Shells.IsEmpty || !double.IsFinite(estimate.Shells[0].Distance.Value)
        ? $"*N*(3.2 Å) = {estimate.Within32.Value:F1} ± {estimate.Within32.Sigma:F1}"
        : $"*N*₁ = {estimate.Shells[0].CoordinationNumber.Value:F2} ± {estimate.Shells[0].CoordinationNumber.Sigma:F2}, *R*₁ = {estimate.Shells[0].Distance.Value:F3} ± {estimate.Shells[0].Distance.Sigma:F3} Å";
}
