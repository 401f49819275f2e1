using Exafs.Signal;
using Spectre.Console;

namespace Exafs.Lab.Reduce;

/// <summary>Results at a glance.</summary>
internal static class ResultTable
{
    /// <summary>More rows than a person reads are left to the JSON.</summary>
    private const int MostRows = 60;

    public static void Show(IAnsiConsole people, IReadOnlyList<FileResult> results)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        table.AddColumn(new TableColumn("input").NoWrap());
        foreach (string numeric in new[] { "E0/eV", "edge step", "kmax/Å⁻¹", "ε_k", "peak/Å" }) table.AddColumn(new TableColumn(numeric).RightAligned().NoWrap());
        table.AddColumn("columns taken");
        foreach (FileResult result in results.Take(MostRows)) table.AddRow([.. Cells(result).Select(cell => new Text(cell))]);
        people.Write(table);
        if (results.Count > MostRows) people.Say($"and {results.Count - MostRows} more");
    }

    private static string[] Cells(FileResult result)
    {
        string name = Path.GetFileName(result.Input);
        if (result.File is { } file && file.Label != name) name += $": {file.Label}";
        string columns = result.File?.ColumnsNote ?? "";
        if (result.Reduction is not { } reduction) return [name, "", "", "", "", "", columns.Length > 0 ? $"{columns}; {result.Error}" : result.Error!];
        return
        [
            name,
            $"{reduction.E0:F2}",
            $"{reduction.EdgeStep:G4}",
            reduction.K.IsEmpty ? "" : $"{reduction.K[^1]:F2}",
            reduction.Noise is { } noise ? $"{noise.EpsilonK:G2}" : "",
            Peak(reduction) is { } peak ? $"{peak:F2}" : "",
            reduction.Limit is { } limit ? $"{columns}; {limit.Reason}: {limit.Detail}" : columns,
        ];
    }

    /// <summary>Where |χ(R)| is largest beyond 1 Å, where the background ends.</summary>
    private static double? Peak(Reduction reduction)
    {
        int best = -1;
        for (int i = 0; i < reduction.R.Length; i++)
            if (reduction.R[i] >= 1 && (best < 0 || reduction.ChiRMag[i] > reduction.ChiRMag[best])) best = i;
        return best < 0 ? null : reduction.R[best];
    }
}
