using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exafs.Physics.Estimates;
using Spectre.Console;

namespace Exafs.Lab.Evaluate;

/// <summary>The findings of one pack, for people and programs.</summary>
/// <param name="Pack">Which.</param>
/// <param name="Machine">Processor and number of cores: speeds are of it.</param>
/// <param name="TimeUtc">When.</param>
/// <param name="Findings">Row after row.</param>
/// <param name="Foils">One by one.</param>
public sealed record EvaluationReport(PackIdentity Pack, string Machine, DateTimeOffset TimeUtc, ImmutableArray<Finding> Findings, ImmutableArray<FoilResult> Foils)
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    private static readonly string[] s_columns = ["test", "quantity", "measured", "decomposition", "Larch", "pass", "stretch", "verdict", "remarks"];

    /// <summary>Whether nothing that is demanded fails.</summary>
    [JsonIgnore]
    public bool Holds => Findings.All(finding => finding.Verdict != Finding.Fails);

    public void WriteJson(Stream stream) => JsonSerializer.Serialize(stream, this, Json);

    /// <summary>A table for a README.</summary>
    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Pack {Pack.Name} ({Pack.Sha256[..12]}), {Machine}, {TimeUtc:yyyy-MM-dd}.\n\n");
        Rows(Findings.Where(finding => finding.Pass is not null));
        text.Append("\nTold, not judged:\n\n");
        Rows(Findings.Where(finding => finding.Pass is null));
        if (!Foils.IsEmpty)
        {
            text.Append('\n');
            Row(FoilResult.Columns);
            Row([.. FoilResult.Columns.Select((_, i) => i == 0 ? "---" : "---:")]);
            foreach (var row in Foils.SelectMany(foil => foil.Rows())) Row(row);
        }

        return text.ToString();

        void Rows(IEnumerable<Finding> some)
        {
            Row(s_columns);
            Row(["---", "---", "---:", "---:", "---:", "---:", "---:", "---", "---"]);
            foreach (var finding in some) Row(Cells(finding));
        }

        void Row(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
    }

    public void Show(IAnsiConsole people)
    {
        // A test is named once; remarks are for the files.
        people.Write(Table(s_columns[..^1], Findings.Select((finding, i) => Cells(i > 0 && Findings[i - 1].Test == finding.Test ? finding with { Test = "" } : finding)[..^1])));
        if (!Foils.IsEmpty) people.Write(Table(FoilResult.Columns, Foils.SelectMany(foil => foil.Rows())));
    }

    private static Table Table(IEnumerable<string> columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        foreach (var column in columns) table.AddColumn(new TableColumn(column));
        foreach (var row in rows) table.AddRow([.. row.Select(cell => new Text(cell, cell == Finding.Fails ? new Style(Color.Red) : null))]);
        return table;
    }

    private static string[] Cells(Finding finding)
    {
        var unit = finding.Unit.Length > 0 ? $" {finding.Unit}" : "";
        return
        [
            finding.Test, finding.Quantity, finding.Text(finding.Value) + unit,
            finding.Decomposition is { } second ? finding.Text(second) : "", finding.Conventional is { } larch ? finding.Text(larch) : "",
            finding.Pass?.ToString() ?? "", finding.Stretch?.ToString() ?? "", finding.Verdict, finding.Note,
        ];
    }
}
