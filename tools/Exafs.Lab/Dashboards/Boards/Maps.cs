using System.Collections.Immutable;
using System.Globalization;
using Exafs.Lab.Dashboards.Panels;
using Exafs.Lab.Dashboards.Queries;
using static Exafs.Lab.Dashboards.Boards.Asked;

namespace Exafs.Lab.Dashboards.Boards;

/// <summary>Distributions against time, as colour.</summary>
internal static class Maps
{
    private const string RdfChoices = "Of one pack, and of one quality: good, or out_of_distribution.";

    public static Dashboard Rdf { get; } = new("exafs-rdf", "EXAFS g(R)", "The radial distribution against time.",
    [
        new HeatMap("g(R)", "Neighbours per Å of the last scan of each interval. The rows stand at equal distances; the axis is R. " + RdfChoices,
            new BinsOfInterval(Asked.Rdf, "r_", Bins(36, 120)) { Choices = [.. Choices, new("quality", IsTag: true, "quality")] }) { Unit = Units.NeighboursPerAngstrom, Width = 24, Height = 16 },
        new Trend("R1", "Distance of the nearest shell, ± one standard error.", Last(new Quantity("r1_angstrom", "R1", "r1_sigma"))) { Unit = Units.Angstrom, Decimals = 3 },
        Temperature(),
    ])
    {
        Choices = [.. Choices, new("quality", IsTag: true, "quality")],
    };

    public static Dashboard ChiR { get; } = new("exafs-chir", "EXAFS |χ(R)|, not phase corrected", "The magnitude of χ(R) against time. R is not phase corrected: a shell stands some 0.3 to 0.5 Å below its distance.",
    [
        new HeatMap("|χ(R)|, not phase corrected", "Of the last scan of each interval. It is there where the monitor writes it (influxdb.chi_r). The axis is R, not phase corrected.",
            new BinsOfInterval(Asked.ChiR, "r_", Bins(0, 160)) { Choices = Choices }) { Unit = Units.Plain, Width = 24, Height = 16 },
        new Trend("Noise of χ(k)", "ε_k: noise above the signal's R.", Last(new Quantity("epsilon_k", "ε_k"))) { Unit = Units.Plain, Logarithmic = true },
        Temperature(),
    ])
    {
        Choices = Choices,
    };

    private static ImmutableArray<string> Bins(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(bin => string.Create(CultureInfo.InvariantCulture, $"r_{0.05 * bin:00.00}"))];
}
