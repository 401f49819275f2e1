using Exafs.Physics.Estimates;
using Spectre.Console;

namespace Exafs.Lab.Invert;

/// <summary>Structures at a glance.</summary>
internal static class InvertTable
{
    private const int MostRows = 60;

    public static void Show(IAnsiConsole people, IReadOnlyList<Inverted> all)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        table.AddColumn(new TableColumn("input").NoWrap());
        foreach (var numeric in new[] { "N1", "R1/Å", "σ²1/10⁻³Å²", "N(3.2 Å)", "phases/%", "R-factor", "unlike" }) table.AddColumn(new TableColumn(numeric).RightAligned().NoWrap());
        table.AddColumn("remarks");
        foreach (Inverted result in all.Take(MostRows)) table.AddRow([.. Cells(result).Select(cell => new Text(cell))]);
        people.Write(table);
        if (all.Count > MostRows) people.Say($"and {all.Count - MostRows} more");
    }

    private static string[] Cells(Inverted result)
    {
        if (result.Estimate is not { } estimate) return [result.Label, "", "", "", "", "", "", "", result.Error!];
        ShellEstimate? first = estimate.Shells.IsEmpty || !double.IsFinite(estimate.Shells[0].Distance.Value) ? null : estimate.Shells[0];
        return
        [
            result.Label,
            first is null ? "" : $"{first.CoordinationNumber.Value:F2} ± {first.CoordinationNumber.Sigma:F2}",
            first is null ? "" : $"{first.Distance.Value:F3} ± {first.Distance.Sigma:F3}",
            first is null ? "" : $"{1000 * first.Sigma2.Value:F2} ± {1000 * first.Sigma2.Sigma:F2}",
            $"{estimate.Within32.Value:F2} ± {estimate.Within32.Sigma:F2}",
            string.Join(", ", estimate.Phases.Where(phase => phase.Fraction.Value >= 0.05).OrderByDescending(phase => phase.Fraction.Value).Select(phase => $"{phase.Name} {100 * phase.Fraction.Value:F0} ± {100 * phase.Fraction.Sigma:F0}")),
            $"{estimate.ConsistencyRFactor:F3}",
            $"{estimate.OodScore:F2}{(estimate.IsOutOfDistribution ? " !" : "")}",
            string.Join("; ", [.. estimate.OodReasons, .. estimate.Disagreements]),
        ];
    }
}
