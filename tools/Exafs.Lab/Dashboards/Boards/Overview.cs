using System.Collections.Immutable;
using Exafs.Lab.Dashboards.Panels;
using Exafs.Lab.Dashboards.Queries;
using static Exafs.Lab.Dashboards.Boards.Asked;

namespace Exafs.Lab.Dashboards.Boards;

/// <summary>The structure against time.</summary>
internal static class Overview
{
    public const string Uid = "exafs-overview";

    public static Dashboard Of(ImmutableArray<string> phases) => new(Uid, "EXAFS overview", "The structure of the sample against time, with its changes as marks.",
    [
        new Latest("Sample temperature", "Of the last scan.", Last(new Quantity("sample_temperature_kelvin", "T"))) { Unit = Units.Kelvin, Width = 6, Height = 4, Decimals = 1 },
        new Latest("R1", "Distance of the nearest shell, of the last scan.", Last(new Quantity("r1_angstrom", "R1"))) { Unit = Units.Angstrom, Width = 6, Height = 4, Decimals = 3 },
        new Latest("N(0–3.2 Å)", "Neighbours within 3.2 Å, of the last scan.", Last(new Quantity("n_within_3_2_angstrom", "N"))) { Unit = Units.Neighbours, Width = 6, Height = 4, Decimals = 2 },
        new Latest("Unlike the training set", "Score of the last scan: 0 alike, 1 unlike. Above 0.5 nothing of the structure is to be trusted.", Last(new Quantity("ood_score", "score"))) { Unit = Units.Plain, Width = 6, Height = 4, Decimals = 2 },
        new Trend("Phases", "Part of each phase, ± one standard error.", Last([.. phases.Select(phase => new Quantity($"phase_{phase}", phase, $"phase_{phase}_sigma"))])) { Unit = Units.Share, Range = (0, 1), Width = 24, Height = 9 },
        new Trend("Coordination", "Neighbours in the nearest shell, and within 3.2 Å, ± one standard error.", Last(new Quantity("n1", "N1", "n1_sigma"), new Quantity("n_within_3_2_angstrom", "N(0–3.2 Å)", "n_within_3_2_sigma"))) { Unit = Units.Neighbours },
        new Trend("R1", "Distance of the nearest shell, ± one standard error.", Last(new Quantity("r1_angstrom", "R1", "r1_sigma"))) { Unit = Units.Angstrom, Decimals = 3 },
        new Trend("σ² of the first shell", "Mean square relative displacement, ± one standard error.", Last(new Quantity("sigma2_1_angstrom2", "σ²", "sigma2_1_sigma"))) { Unit = Units.Angstrom2, Decimals = 4 },
        new Trend("Density", "Atoms per volume, ± one standard error.", Last(new Quantity("density_per_angstrom3", "density", "density_sigma"))) { Unit = Units.PerAngstrom3, Decimals = 4 },
        Temperature(),
        new Rows("Changes", "What was announced, the newest first; the text is the whole sentence.", new NewestRows(Event,
            [new("kind", "kind", IsTag: true), new("cause", "cause", IsTag: true), new("scan_id", "scan"), new("temperature_kelvin", "T / K"), new("delay_scans", "delay / scans"), new("confidence", "confidence"), new("text", "text")], 100) { Choices = Choices }),
    ])
    {
        Choices = Choices,
    };
}
