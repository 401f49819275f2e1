using System.Collections.Immutable;
using Exafs.Adapters.Streams;

namespace Exafs.Adapters.Sniffing;

/// <summary>What was seen of one format.</summary>
public sealed record SniffedStream
{
    public required StreamFormat Format { get; init; }

    public required long Messages { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Between the first and the last; NaN where there were not two.</summary>
    public required double MessagesPerSecond { get; init; }

    /// <summary>Scans that were whole.</summary>
    public required long Scans { get; init; }

    /// <summary>Points of all scans, whole or growing.</summary>
    public required long Points { get; init; }

    /// <summary>Energies of all points, eV; null: none.</summary>
    public required (double Least, double Largest)? Energies { get; init; }

    /// <summary>K, of the scans that carried one.</summary>
    public required (double Least, double Largest)? Temperatures { get; init; }

    /// <summary>By the format's own words for its messages.</summary>
    public required ImmutableSortedDictionary<string, long> Kinds { get; init; }

    public required ImmutableArray<SniffedChannel> Channels { get; init; }

    /// <summary>Messages that are missing by their numbers.</summary>
    public required long Missing { get; init; }

    /// <summary>Why messages or scans could not be used, and how often.</summary>
    public required ImmutableSortedDictionary<string, (long Times, string Example)> Defects { get; init; }

    public required ImmutableArray<string> Remarks { get; init; }

    /// <summary>Gaps filled by what the names and units say.</summary>
    public required ChannelMap Map { get; init; }
}
