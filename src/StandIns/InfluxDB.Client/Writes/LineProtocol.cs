using System.Globalization;
using System.Text;

namespace InfluxDB.Client.Writes;

/// <summary>InfluxDB's text for points.</summary>
internal static class LineProtocol
{
    /// <summary>A measurement (where '=' stands for itself), a tag's key or value, or a field's key.</summary>
    public static void AppendKey(StringBuilder line, string key, bool escapeEqual = true)
    {
        foreach (char c in key)
        {
            string? escaped = c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                ' ' => "\\ ",
                ',' => "\\,",
                '=' when escapeEqual => "\\=",
                _ => null,
            };
            if (escaped == null)
                line.Append(c);
            else
                line.Append(escaped);
        }
    }

    public static bool HasValue(object? value) => value switch
    {
        null => false,
        double number => double.IsFinite(number),
        float number => float.IsFinite(number),
        _ => true,
    };

    public static void AppendValue(StringBuilder line, object value)
    {
        switch (value)
        {
            case uint or ulong or ushort: line.Append(Invariant(value)).Append('u'); break;
            case byte or int or long or sbyte or short: line.Append(Invariant(value)).Append('i'); break;
            case bool truth: line.Append(truth ? "true" : "false"); break;
            case string text: AppendText(line, text); break;
            case IConvertible: line.Append(Invariant(value)); break;
            default: AppendText(line, value.ToString() ?? ""); break;
        }
    }

    private static void AppendText(StringBuilder line, string text) =>
        line.Append('"').Append(text.Replace("\\", "\\\\").Replace("\"", "\\\"")).Append('"');

    private static string Invariant(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
