using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>Spectra in XDI 1.0, which Larch, Athena and others read. The same spectrum gives the same bytes.</summary>
public static partial class XdiWriter
{
    /// <summary>Writes one table.</summary>
    /// <param name="stream">UTF-8, lines end with \n.</param>
    /// <param name="header">What the columns are of.</param>
    /// <param name="columns">The axis first; equal lengths. Rows with a number that is none are left out, as the format knows none.</param>
    public static void Write(Stream stream, XdiHeader header, IReadOnlyList<XdiColumn> columns)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("# XDI/1.0 Exafs.Stream");
        Field(text, "Element.symbol", header.Element);
        Field(text, "Element.edge", header.Edge);
        Field(text, "Mono.d_spacing", Number(header.DSpacing));
        Field(text, "Scan.start_time", Time(header.StartTime));
        Field(text, "Scan.end_time", Time(header.EndTime));
        Field(text, "Scan.edge_energy", Number(header.EdgeEnergy) is { } e0 ? $"{e0} eV" : null);
        Field(text, "Sample.temperature", header.Temperature is { } kelvin && double.IsFinite(kelvin) ? string.Create(CultureInfo.InvariantCulture, $"{kelvin:0.0##} K") : null);
        for (int i = 0; i < columns.Count; i++)
            Field(text, $"Column.{i + 1}", $"{columns[i].Label} {columns[i].Unit}".TrimEnd());
        text.WriteLine("# ///");
        foreach (string comment in header.Comments)
            text.WriteLine($"# {Line(comment)}");
        text.WriteLine("# ---");
        text.WriteLine($"# {string.Join(' ', columns.Select(column => column.Label))}");
        for (int row = 0; row < columns[0].Values.Length; row++)
        {
            if (columns.All(column => double.IsFinite(column.Values[row])))
                text.WriteLine(string.Join(' ', columns.Select(column => column.Values[row].ToString("R", CultureInfo.InvariantCulture))));
        }
    }

    private static void Field(StreamWriter text, string name, string? value)
    {
        if (value is not null)
            text.WriteLine($"# {name}: {Line(value)}");
    }

    private static string? Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : null;

    private static string? Time(DateTime? time) => time?.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    /// <summary>What comes from data must not end the line that it stands in.</summary>
    private static string Line(string words) => Breaks().Replace(words, " ");

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029]+")]
    private static partial Regex Breaks();
}
