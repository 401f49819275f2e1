using Exafs.Lab.Dashboards.Panels;
using Exafs.Lab.Dashboards.Queries;
using static Exafs.Lab.Dashboards.Boards.Asked;

namespace Exafs.Lab.Dashboards.Boards;

/// <summary>How good the scans are, and how far to trust their structures.</summary>
internal static class Quality
{
    public static Dashboard Board { get; } = new("exafs-quality", "EXAFS quality", "How good the scans are, and how far their structures are to be trusted.",
    [
        new Trend("Scans", "Analysed and rejected, per interval.", Count("analysed", Condition.Field("status", "analyzed")), Count("rejected", Condition.Field("status", "rejected"))) { Bars = true },
        new Trend("Structures", "Like the training set, and unlike, per interval. Scans without a structure are in neither.", Count("good", Condition.Field("structure_quality", "good")), Count("out of distribution", Condition.Field("structure_quality", "out_of_distribution"))) { Bars = true },
        new Trend("Edge step", "A drift tells of the sample's amount in the beam.", Last(new Quantity("edge_step", "edge step"))) { Unit = Units.Plain, Decimals = 3 },
        new Trend("Noise of χ(k)", "ε_k: noise above the signal's R.", Last(new Quantity("epsilon_k", "ε_k"))) { Unit = Units.Plain, Logarithmic = true },
        new Trend("E0", "By the monitor's policy; held for a series unless E0 is found on each scan.", Last(new Quantity("e0_ev", "E0"))) { Unit = Units.ElectronVolt, Decimals = 2 },
        new Trend("Energy shift", "To be added to the energies, as the reference foil tells; there only where that is asked for.", Last(new Quantity("energy_shift_ev", "shift"))) { Unit = Units.ElectronVolt, Decimals = 3 },
        new Trend("Largest useful k", "Above it the noise is larger than the signal.", Last(new Quantity("kmax_suggest_per_angstrom", "suggested k"), new Quantity("structure_kmax_per_angstrom", "used for the structure"))) { Unit = Units.PerAngstrom, Decimals = 1 },
        new Trend("Unlike the training set", "0 alike, 1 unlike. Above 0.5 nothing of the structure is to be trusted.", Last(new Quantity("ood_score", "score"))) { Unit = Units.Plain, Range = (0, 1), Limit = 0.5 },
        new Trend("Consistency", "R-factor between the spectrum and that of its structure. Large: the structure does not explain the spectrum.", Last(new Quantity("consistency_r_factor", "R-factor"))) { Unit = Units.Plain, Decimals = 3 },
        new Tally("Rejected, by reason", "The 1000 newest rejected scans of the time range. The README tells what each reason means.", new NewestRows(Scan, [new("reason", "reason"), new("scan_id", "scan")], 1000) { Choices = Choices, Only = Condition.Field("status", "rejected") }),
        new Rows("Rejected scans", "The newest first.", new NewestRows(Scan, [new("scan_id", "scan"), new("run_id", "run"), new("reason", "reason"), new("detail", "detail")], 100) { Choices = Choices, Only = Condition.Field("status", "rejected") }) { Width = 24 },
    ])
    {
        Choices = Choices,
    };
}
