using System.Collections.Immutable;
using Exafs.Adapters.Streams;

namespace Exafs.Adapters.ZeroMq;

/// <summary>What a source has seen so far.</summary>
/// <param name="Messages">Messages received.</param>
/// <param name="Bytes">Bytes of their payloads.</param>
/// <param name="DefectiveMessages">Messages that could not be used.</param>
/// <param name="LateMessages">Messages for scans that had ended already, left out.</param>
/// <param name="Connected">Times a peer was connected.</param>
/// <param name="Disconnected">Times a peer was lost.</param>
public readonly record struct ZeroMqCounts(
    long Messages, long Bytes, long DefectiveMessages, long LateMessages, long Connected, long Disconnected)
{
    /// <summary>When the last message came; null: none yet.</summary>
    public DateTimeOffset? LastMessage { get; init; }

    /// <summary>Messages of each format that came; of none that did not.</summary>
    public ImmutableArray<(StreamFormat Format, long Messages)> Formats { get; init; } = [];

    /// <summary>One line for the closing summary.</summary>
    public override string ToString() =>
        $"messages {Messages} ({Bytes} bytes, defective {DefectiveMessages}, late {LateMessages}), peers connected {Connected}, disconnected {Disconnected}";
}
