using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.AreaDetector;
using Exafs.Adapters.Streams.Bluesky;
using Exafs.Adapters.Streams.Bsread;
using Exafs.Adapters.Streams.Quick;

namespace Exafs.Adapters.Streams;

/// <summary>The decoder of each format. This is the place to add one.</summary>
public static class StreamDecoders
{
    public static IStreamDecoder Of(StreamOptions options) => options.Format switch
    {
        StreamFormat.Auto => new AutoDecoder(options),
        StreamFormat.ScanV1 => new ScanV1Decoder(options.Limits),
        StreamFormat.Bsread => new BsreadDecoder(options),
        StreamFormat.AreaDetector => new AreaDetectorDecoder(options),
        StreamFormat.Bluesky => new BlueskyDecoder(options.Channels, options.Limits),
        StreamFormat.QuickV1 => new QuickDecoder(options),
        _ => throw new NotSupportedException($"{options.Format}"),
    };
}
