using Spectre.Console;

namespace Exafs.Lab.Compare;

/// <summary>Foils at a glance.</summary>
internal static class CompareTable
{
    public static void Show(IAnsiConsole people, IEnumerable<Foil> foils)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        table.AddColumn(new TableColumn("foil").NoWrap());
        foreach (var numeric in new[] { "R-factor", "first shell", "S0²", "ΔE0/eV", "E0/eV" }) table.AddColumn(new TableColumn(numeric).RightAligned().NoWrap());
        table.AddColumn("error");
        foreach (Foil foil in foils) table.AddRow([.. Cells(foil).Select(cell => new Text(cell))]);
        people.Write(table);
    }

    private static string[] Cells(Foil foil)
    {
        var e0 = foil.E0 is { } energy ? $"{energy:F2}" : "";
        return foil.Fit is { } fit
            ? [foil.Label, $"{fit.RFactor:F4}", $"{fit.FirstShellRFactor:F4}", $"{fit.S02:F3} ± {fit.S02Sigma:F3}", $"{fit.DeltaE0:F2} ± {fit.DeltaE0Sigma:F2}", e0, ""]
            : [foil.Label, "", "", "", "", e0, foil.Error!];
    }
}
