using System.Globalization;
using Exafs.Pipeline.Changes;

namespace Exafs.Pipeline.Alerts;

/// <summary>What a rule looks for: an event by its kind, and by its cause where one is given, or a feature beyond a limit.</summary>
public abstract record AlertCondition
{
    private static readonly string[] s_operators = ["<=", ">=", "<", ">"];

    // Nobody needs to be told of what somebody wrote.
    private static readonly ChangeKind[] s_kinds = [.. Enum.GetValues<ChangeKind>().Where(kind => kind != ChangeKind.Note)];

    /// <summary>"event KIND [CAUSE]" or "FEATURE OP NUMBER", OP one of &lt; &lt;= &gt; &gt;=.</summary>
    /// <returns>The condition, or what is wrong with the text.</returns>
    public static (AlertCondition? Condition, string? Problem) Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["event", _] or ["event", _, _])
        {
            foreach (var kind in s_kinds)
            {
                if (ChangeEvent.NameOf(kind) == words[1]) return (new EventCondition(kind, words.ElementAtOrDefault(2)), null);
            }

            return (null, $"\"{words[1]}\" is no kind of event; allowed are {string.Join(", ", s_kinds.Select(ChangeEvent.NameOf))}");
        }

        if (words.Length == 3 && s_operators.Contains(words[1], StringComparer.Ordinal) && double.TryParse(words[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) && double.IsFinite(limit))
            return IsName(words[0]) ? (new FeatureCondition(words[0], words[1], limit), null) : (null, $"\"{words[0]}\" is no name of a feature");
        return (null, $"\"{text}\" is none; allowed are \"event KIND\", \"event KIND CAUSE\", and \"FEATURE OP NUMBER\" with OP one of < <= > >=");
    }

    private static bool IsName(string text) => text.Length is > 0 and <= 100 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}

/// <summary>An event of a kind.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Cause">Null: whatever the cause.</param>
public sealed record EventCondition(ChangeKind Kind, string? Cause) : AlertCondition
{
    public bool IsMetBy(ChangeEvent change) => change.Kind == Kind && (Cause is null || Cause == change.Cause);
}

/// <summary>A feature beyond a limit.</summary>
/// <param name="Feature">As in <see cref="ScanFeatures"/>.</param>
/// <param name="Operator">One of &lt; &lt;= &gt; &gt;=.</param>
/// <param name="Limit">In the feature's unit.</param>
public sealed record FeatureCondition(string Feature, string Operator, double Limit) : AlertCondition
{
    /// <summary>Null where the scan has no such number.</summary>
    public bool? IsMetBy(ScanFeatures features)
    {
        var value = features[Feature].Value;
        if (double.IsNaN(value)) return null;
        return Operator switch { "<" => value < Limit, "<=" => value <= Limit, ">" => value > Limit, _ => value >= Limit };
    }
}
