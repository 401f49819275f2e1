using System.Globalization;
using System.Text;

namespace Exafs.Report.Plot;

/// <summary>Text for SVG: escaped, *letters* in italics, ² ⁻¹ ₀ raised and lowered by the drawing rather than left to what the font may have.</summary>
internal static class SvgText
{
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", Lowered = "₀₁₂₃₄₅₆₇₈₉₋₊", Normal = "0123456789−+";

    /// <summary>Nothing in it means anything to XML, and what XML forbids is replaced.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) // an unpaired surrogate becomes U+FFFD
        {
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\t' or '\n' or '\r' => " ",
                < ' ' or 0xFFFE or 0xFFFF => "\uFFFD",
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }

    /// <summary>Words as they are, but for their powers and indices, as the content of a text element of a font size, px.</summary>
    public static string Literal(string words, double size) => Content(words, size, italics: false);

    /// <summary>Labels with italics, powers and indices as the content of a text element of a font size, px.</summary>
    public static string Rich(string label, double size) => Content(label, size, italics: true);

    private static string Content(string label, double size, bool italics)
    {
        var svg = new StringBuilder();
        var italic = false;
        var baseline = 0.0;
        foreach (var run in Runs(label, italics))
        {
            if (run is null)
            {
                italic = !italic;
                continue;
            }

            var level = Raised.Contains(run[0], StringComparison.Ordinal) ? 1 : Lowered.Contains(run[0], StringComparison.Ordinal) ? -1 : 0;
            var text = level == 0 ? run : string.Concat(run.Select(c => Normal[(level > 0 ? Raised : Lowered).IndexOf(c, StringComparison.Ordinal)]));
            var target = level switch { > 0 => -0.36 * size, < 0 => 0.18 * size, _ => 0 };
            var attributes = new StringBuilder();
            if (target != baseline) attributes.Append(CultureInfo.InvariantCulture, $" dy=\"{target - baseline:0.##}\"");
            if (level != 0) attributes.Append(CultureInfo.InvariantCulture, $" font-size=\"{0.72 * size:0.##}\"");
            if (italic && level == 0) attributes.Append(" font-style=\"italic\"");
            baseline = target;
            svg.Append(attributes.Length > 0 ? $"<tspan{attributes}>{Escape(text)}</tspan>" : Escape(text));
        }

        return svg.ToString();
    }

    /// <summary>About as wide as the text will be, px: fonts differ, and none is asked.</summary>
    public static double Width(string label, double size) => size * label.Sum(c => c switch
    {
        '*' => 0,
        _ when Raised.Contains(c, StringComparison.Ordinal) || Lowered.Contains(c, StringComparison.Ordinal) => 0.41,
        'i' or 'l' or 'j' or 't' or 'f' or 'I' or '.' or ',' or ':' or ' ' or '(' or ')' or '|' or '·' => 0.3,
        'm' or 'w' or 'M' or 'W' => 0.85,
        >= 'A' and <= 'Z' => 0.68,
        _ => 0.56,
    });

    /// <summary>Letters of one level together; null where italics begin or end, at an asterisk that has a partner.</summary>
    private static IEnumerable<string?> Runs(string label, bool italics)
    {
        var stars = italics ? label.Count(c => c == '*') / 2 * 2 : 0;
        static int Kind(char c) => Raised.Contains(c, StringComparison.Ordinal) ? 1 : Lowered.Contains(c, StringComparison.Ordinal) ? -1 : 0;
        var start = 0;
        for (var i = 0; i <= label.Length; i++)
        {
            var star = i < label.Length && label[i] == '*' && stars > 0;
            if (i < label.Length && !star && (i == start || Kind(label[i]) == Kind(label[start]))) continue;
            if (i > start) yield return label[start..i];
            start = i;
            if (!star) continue;
            stars--;
            yield return null;
            start = i + 1;
        }
    }
}
