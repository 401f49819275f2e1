using Exafs.Adapters.Streams;

namespace Exafs.Adapters.Sniffing;

/// <summary>Messages of an endpoint that nobody knows yet → what flows there, one format apart from the other. Bounded in what it keeps.</summary>
public sealed class Sniffer(StreamOptions options)
{
    private readonly Dictionary<StreamFormat, StreamTally> _tallies = [];

    /// <summary>Messages that are of no format that is known.</summary>
    public long Unknown { get; private set; }

    /// <summary>The first bytes of the first of them, as text and in hexadecimal.</summary>
    public string? UnknownExample { get; private set; }

    public long Messages { get; private set; }

    /// <summary>Takes one message.</summary>
    public void Add(WireMessage message)
    {
        Messages++;
        if (StreamDecoders.FormatOf(message) is not { } format)
        {
            Unknown++;
            UnknownExample ??= Example(message);
            return;
        }

        if (!_tallies.TryGetValue(format, out StreamTally? tally))
            _tallies[format] = tally = new(options with { Format = format });
        tally.Add(message);
    }

    /// <summary>What was seen so far, the format with the most messages first.</summary>
    public IReadOnlyList<SniffedStream> Streams() => [.. _tallies.Values.Select(tally => tally.Seen()).OrderByDescending(stream => stream.Messages)];

    private static string Example(WireMessage message)
    {
        ReadOnlySpan<byte> first = message.Frames[0].Span[..Math.Min(32, message.Frames[0].Length)];
        var text = new char[first.Length];
        for (int i = 0; i < text.Length; i++)
            text[i] = first[i] is >= 0x20 and < 0x7f ? (char)first[i] : '·';
        string known = KnownStreams.NameOf(message) is { } name ? $"{name}, which is recognised but not read: " : "";
        return $"{known}{message.Frames.Length} frame{(message.Frames.Length == 1 ? "" : "s")} of {string.Join(", ", message.Frames.Take(5).Select(frame => frame.Length))} bytes, beginning {Convert.ToHexStringLower(first)} \"{new string(text)}\"";
    }
}
