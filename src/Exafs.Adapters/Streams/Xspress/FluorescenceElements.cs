using System.Collections.Immutable;
using System.Globalization;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Xspress;

/// <summary>Which elements of a detector are wanted, by their names fluo_1, fluo_2 and so on; one of them may be the incident beam.</summary>
internal sealed class FluorescenceElements
{
    /// <summary>Elements that a detector may have.</summary>
    public const int Most = 4096;

    private const string Prefix = "fluo_";

    private readonly ImmutableArray<string> _patterns;
    private readonly ImmutableArray<int> _named;

    public FluorescenceElements(ChannelMap map)
    {
        _patterns = map.IFluor.IsDefaultOrEmpty ? [Prefix + "*"] : [.. map.IFluor.Where(name => name.EndsWith('*'))];
        string[] named = map.IFluor.IsDefaultOrEmpty ? [] : [.. map.IFluor.Where(name => !name.EndsWith('*'))];
        I0 = string.IsNullOrEmpty(map.I0) ? -1 : Channel(map.I0);
        _named = [.. named.Select(Channel).Append(I0).Where(channel => channel >= 0).Distinct().Order()];
        Defect = named.Append(map.I0).FirstOrDefault(name => !string.IsNullOrEmpty(name) && Channel(name) < 0) is { } wrong
            ? new Defect("missing_field", $"no element is called {wrong}: they are {Prefix}1, {Prefix}2 and so on")
            : null;
    }

    /// <summary>The element that the incident beam falls on; -1: none.</summary>
    public int I0 { get; }

    /// <summary>What is wrong with the names; null when nothing is.</summary>
    public Defect? Defect { get; }

    /// <summary>Whether all are named, so that what comes of others is not asked for.</summary>
    public bool AreNamed => _patterns.IsEmpty;

    /// <summary>The elements to wait for where these were the first to come, ascending; none: it has no wanted ones.</summary>
    public ImmutableArray<int> Of(int firstChannel, int channels)
    {
        if (AreNamed)
            return _named;
        var found = Enumerable.Range(firstChannel, channels).Where(channel => _patterns.Any(p => XspressScalars.Element(channel).StartsWith(p[..^1], StringComparison.Ordinal)));
        return [.. found.Concat(_named).Distinct().Order()];
    }

    private static int Channel(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= Most
            ? number - 1
            : -1;
}
