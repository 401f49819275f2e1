using System.Text.RegularExpressions;

namespace Exafs.Physics.Structures;

/// <summary>The second line of an extended XYZ frame: key=value, where a value with blanks is in quotes or brackets.</summary>
internal static partial class XyzComment
{
    /// <summary>Keys in lower case; words without a value, as in plain XYZ, say nothing.</summary>
    public static Dictionary<string, string> Parse(string line)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in Pair().Matches(line))
            keys[match.Groups["key"].Value.ToLowerInvariant()] = match.Groups["value"].Value.Trim('"', '\'', '{', '}', '[', ']');
        return keys;
    }

    [GeneratedRegex("""(?<key>[A-Za-z_][\w-]*)\s*=\s*(?<value>"[^"]*"|'[^']*'|\{[^}]*\}|\[[^\]]*\]|[^\s"]+)""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pair();
}
