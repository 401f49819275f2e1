using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Quick;

namespace Exafs.Adapters.Streams;

/// <summary>How a stream is read.</summary>
public sealed record StreamOptions
{
    public StreamFormat Format { get; init; }

    public ChannelMap Channels { get; init; } = new();

    public QuickOptions Quick { get; init; } = new();

    /// <summary>What one publisher may ask of us, whatever its format.</summary>
    public ScanV1Limits Limits { get; init; } = new();
}
