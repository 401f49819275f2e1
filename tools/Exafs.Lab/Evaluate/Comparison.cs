using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace Exafs.Lab.Evaluate;

/// <summary>Several packs side by side, by theory alone.</summary>
/// <param name="reports">One each, with the same findings.</param>
public sealed class Comparison(IReadOnlyList<EvaluationReport> reports)
{
    private IEnumerable<string> Columns => ["test", "quantity", .. reports.Select(report => report.Pack.Name)];

    public void WriteJson(Stream stream) => JsonSerializer.Serialize(stream, reports, EvaluationReport.Json);

    public string Markdown()
    {
        var text = new StringBuilder();
        Row(Columns);
        Row(Columns.Select((_, i) => i < 2 ? "---" : "---:"));
        foreach (var row in Rows()) Row(row);
        return text.ToString();

        void Row(IEnumerable<string> cells) => text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |\n");
    }

    public void Show(IAnsiConsole people)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        foreach (var column in Columns) table.AddColumn(column);
        foreach (var row in Rows()) table.AddRow([.. row.Select(cell => new Text(cell))]);
        people.Write(table);
    }

    private IEnumerable<string[]> Rows() => reports[0].Findings.Select((finding, i) => (string[])
        [finding.Test, finding.Unit.Length > 0 ? $"{finding.Quantity}, {finding.Unit}" : finding.Quantity, .. reports.Select(report => finding.Text(report.Findings[i].Value))]);
}
