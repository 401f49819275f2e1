using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Exafs.Pipeline.Alerts;

/// <summary>For some time nobody is told of some alerts; they are stored all the same.</summary>
public sealed record AlertSilence
{
    private static readonly TimeSpan s_matchTime = TimeSpan.FromMilliseconds(50);

    /// <summary>All must match: "label=value", or "label=~regular expression" of the whole value.</summary>
    public ImmutableArray<string> Matchers { get; init; } = [];

    public DateTimeOffset? FromUtc { get; init; }

    public required DateTimeOffset UntilUtc { get; init; }

    public string? Comment { get; init; }

    /// <summary>Whether it silences these labels at this time.</summary>
    public bool Covers(IReadOnlyDictionary<string, string> labels, DateTimeOffset now) =>
        now < UntilUtc && !(now < FromUtc) && Matchers.All(matcher => Matches(matcher, labels));

    /// <summary>What is wrong with a matcher; null where nothing is.</summary>
    public static string? Problem(string matcher)
    {
        var at = matcher.IndexOf('=');
        if (at <= 0) return $"\"{matcher}\" is no matcher; allowed are label=value and label=~expression";
        if (!matcher.AsSpan(at + 1).StartsWith("~")) return null;
        try
        {
            _ = new Regex(matcher[(at + 2)..], RegexOptions.None, s_matchTime);
            return null;
        }
        catch (ArgumentException wrong)
        {
            return $"\"{matcher}\": {wrong.Message}";
        }
    }

    private static bool Matches(string matcher, IReadOnlyDictionary<string, string> labels)
    {
        var at = matcher.IndexOf('=');
        var (value, wanted) = (labels.GetValueOrDefault(matcher[..at]) ?? "", matcher[(at + 1)..]);
        if (wanted is not ['~', .. var expression]) return value == wanted;
        try
        {
            return Regex.IsMatch(value, $"^(?:{expression})$", RegexOptions.CultureInvariant, s_matchTime);
        }
        catch (RegexMatchTimeoutException)
        {
            return false; // what cannot be told is not kept from anybody
        }
    }
}
