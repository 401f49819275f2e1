using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>What programs call k, χ(k) and its weighted forms.</summary>
internal static partial class ChiLabels
{
    private const int LinesLookedAt = 12;

    /// <summary>The labels of a table with a k among them, from XDI's fields or from the nearest line above that holds as many; empty where there are none.</summary>
    public static string[] Of(string[] lines, NumericBlock block)
    {
        int width = block.Columns.Length;
        string[] fields = [.. Enumerable.Repeat("", width)];
        foreach (Match match in lines[..block.FirstLine].Select(line => Field().Match(line)).Where(match => match.Success))
        {
            if (int.TryParse(match.Groups[1].Value, out int number) && number >= 1 && number <= width)
                fields[number - 1] = match.Groups[2].Value.Split(' ')[0];
        }

        if (fields.Any(IsK))
            return fields;
        string[] above = [.. lines[..block.FirstLine].Reverse().Select(HeaderLabels.Uncommented).Where(line => line.Any(char.IsLetter) && !line.Contains(':', StringComparison.Ordinal)).Take(LinesLookedAt)];
        return above.SelectMany(Ways).FirstOrDefault(words => words.Length == width && words.Any(IsK)) ?? [];
    }

    public static bool IsK(string label) => K().IsMatch(label);

    /// <summary>Whether it is χ(k) in some form; not its magnitude, phase, error or transform.</summary>
    public static bool IsChi(string label) => Chi().IsMatch(Plain(label));

    /// <summary>The power of k that χ is multiplied with; null where the label leaves it open: chik is kχ in Athena, filtered χ in ifeffit.</summary>
    public static int? WeightOf(string label)
    {
        Match match = Chi().Match(Plain(label));
        string power = match.Groups["before"].Value + match.Groups["after"].Value;
        return power switch
        {
            "" => 0,
            "k" when match.Groups["after"].Success && !label.Contains('*', StringComparison.Ordinal) => null,
            "k" or "k1" => 1,
            "k2" => 2,
            "k3" => 3,
            _ => null,
        };
    }

    private static string Plain(string label) => Ornaments().Replace(label.Replace("χ", "chi").Replace("²", "2").Replace("³", "3").ToLowerInvariant(), "");

    private static IEnumerable<string[]> Ways(string line)
    {
        foreach (Regex separator in (Regex[])[Tabs(), Commas(), WideGaps(), Blanks()])
            yield return [.. separator.Split(line).Select(word => word.Trim().Trim('"')).Where(word => word.Length > 0)];
    }

    [GeneratedRegex(@"^\s*#\s*Column\.(\d+)\s*:\s*(\S.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Field();

    [GeneratedRegex(@"^(k|wavenumber)([\s_,]*[\(\[/]?\s*(A|Å|Ang\w*|1/|inv)\S*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex K();

    [GeneratedRegex(@"^(?<before>k[123nw]?)?chi(?<after>k[123nw]?)?$")]
    private static partial Regex Chi();

    [GeneratedRegex(@"\(k\)|[\s*·^._]")]
    private static partial Regex Ornaments();

    [GeneratedRegex("\t+")]
    private static partial Regex Tabs();

    [GeneratedRegex("[,;]")]
    private static partial Regex Commas();

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex WideGaps();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
