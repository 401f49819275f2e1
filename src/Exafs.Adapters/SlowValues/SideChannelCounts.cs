using System.Collections.Immutable;

namespace Exafs.Adapters.SlowValues;

/// <summary>What a side channel has seen and done so far.</summary>
public sealed record SideChannelCounts
{
    /// <summary>Readings that came, taken or not.</summary>
    public long Readings { get; init; }

    /// <summary>Readings that were not taken, and messages that could not be read, by their reasons.</summary>
    public ImmutableSortedDictionary<string, long> Rejected { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Finished scans that were given their temperature.</summary>
    public long Temperatures { get; init; }

    /// <summary>Finished scans that go without one, since no reading was near enough.</summary>
    public long StaleTemperatures { get; init; }

    /// <summary>Other values given to finished scans.</summary>
    public long Others { get; init; }

    /// <summary>Other values that no reading was near enough for.</summary>
    public long StaleOthers { get; init; }

    /// <summary>When a reading was taken in last; null: none yet.</summary>
    public DateTimeOffset? LastReading { get; init; }

    /// <summary>The counts with one more rejection.</summary>
    public SideChannelCounts Reject(string reason) => this with { Rejected = Rejected.SetItem(reason, Rejected.GetValueOrDefault(reason) + 1) };
}
