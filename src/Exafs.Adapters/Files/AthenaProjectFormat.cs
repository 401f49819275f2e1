using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>Athena's project files: Perl assignments, one group of arrays after the other.</summary>
internal sealed partial class AthenaProjectFormat : IFileFormat
{
    public string Name => "Athena project";

    public bool Recognises(TextFile file) =>
        file.FirstLine.Contains("Athena project file", StringComparison.Ordinal) && file.Lines.Any(line => line.StartsWith("$old_group", StringComparison.Ordinal));

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        var groups = new List<AthenaGroup>();
        AthenaGroup? group = null;
        foreach (string line in file.Lines)
        {
            Match match = Assignment().Match(line);
            if (!match.Success) continue;
            string name = match.Groups[1].Value;
            if (name == "$old_group") groups.Add(group = new AthenaGroup());
            if (group is null || name[0] != '@') continue;
            ImmutableArray<string> values = [.. Value().Matches(match.Groups[2].Value).Select(Unquoted)];
            if (name == "@args") group.SetArguments(values);
            else group.SetArray(name[1..], [.. values.Select(Number)]);
        }

        return AthenaGroup.Scans(groups, Name, file.Name);
    }

    private static string Unquoted(Match match) => match.Groups[1].Success ? match.Groups[1].Value.Replace(@"\'", "'").Replace(@"\\", @"\") : match.Value;

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

    [GeneratedRegex(@"^\s*([$@]\w+)\s*=\s*(.*)$")]
    private static partial Regex Assignment();

    /// <summary>A quoted text, a list (none is needed, so it counts as one value), or a bare word such as 1 or undef.</summary>
    [GeneratedRegex(@"'((?:[^'\\]|\\.)*)'|\[(?:'(?:[^'\\]|\\.)*'|[^'\]])*\]|[^\s,();'\[\]]+")]
    private static partial Regex Value();
}
