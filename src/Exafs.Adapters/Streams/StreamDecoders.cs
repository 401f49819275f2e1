using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Bluesky;

namespace Exafs.Adapters.Streams;

/// <summary>The decoder of each format. This is the place to add one.</summary>
public static class StreamDecoders
{
    public static IStreamDecoder Of(StreamOptions options) => options.Format switch
    {
        StreamFormat.Auto or StreamFormat.ScanV1 => new ScanV1Decoder(options.Limits),
        StreamFormat.Bluesky => new BlueskyDecoder(options.Channels, options.Limits),
        _ => throw new NotSupportedException($"{options.Format}"),
    };
}
