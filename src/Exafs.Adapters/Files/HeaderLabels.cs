using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>Column labels in the header of a table, whatever stands between them.</summary>
internal static partial class HeaderLabels
{
    /// <summary>Labels stand near their table.</summary>
    private const int LinesLookedAt = 12;

    /// <summary>The labels of a table of <paramref name="width"/> columns from the nearest line above it that holds as many, one of them known; empty when none does.</summary>
    public static string[] Above(string[] lines, int firstRow, int width)
    {
        int looked = 0;
        for (int i = firstRow - 1; i >= 0 && looked < LinesLookedAt; i--)
        {
            string text = Uncommented(lines[i]);
            if (!text.Any(char.IsLetter)) continue;
            looked++;
            if (Split(text, width) is { } labels) return labels;
        }

        return [];
    }

    /// <summary>The labels of one line, or null where it does not hold as many.</summary>
    public static string[]? Split(string text, int width)
    {
        foreach (string[] words in Ways(text))
        {
            if (words.Length == width && IsKnown(words)) return words;

            // The oldest programs name the detectors only, behind the word itself; the energy comes first without saying.
            if (words.Length == width - 1 && text.StartsWith("energy", StringComparison.OrdinalIgnoreCase) is false && words.Length > 0 && Starts(words[0], out string first))
                return ["energy", first, .. words[1..]];
        }

        return null;
    }

    public static string Uncommented(string line) => Comment().Replace(line, "").Trim();

    private static bool Starts(string word, out string rest)
    {
        bool detectors = word.StartsWith("DETECTORS", StringComparison.Ordinal) && word.Length > "DETECTORS".Length;
        rest = detectors ? word["DETECTORS".Length..] : word;
        return detectors;
    }

    private static bool IsKnown(string[] words) =>
        words.Any(word => ColumnLabels.Classify(word).Role is not (ColumnRole.Unknown or ColumnRole.Other)) && !words.Any(word => NumericRow.TryParse(word, []));

    private static IEnumerable<string[]> Ways(string text)
    {
        if (text.Contains('\t')) yield return Clean(text.Split('\t'));
        if (text.Contains(',')) yield return Clean(text.Split(','));
        if (text.Contains(';')) yield return Clean(text.Split(';'));
        yield return Clean(WideGap().Split(text));
        yield return Clean(Words().Matches(BlankBeforeBracket().Replace(text, "$1")).Select(match => match.Value));
    }

    private static string[] Clean(IEnumerable<string> words) => [.. words.Select(word => word.Trim().Trim('"').Trim()).Where(word => word.Length > 0)];

    [GeneratedRegex(@"^[\s#;%*!/]+(L\s+)?")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex WideGap();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\s+([\(\[])")]
    private static partial Regex BlankBeforeBracket();
}
