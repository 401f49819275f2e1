using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.AreaDetector;
using Exafs.Adapters.Streams.Bluesky;
using Exafs.Adapters.Streams.Bsread;
using Exafs.Adapters.Streams.Dectris;
using Exafs.Adapters.Streams.Odin;
using Exafs.Adapters.Streams.P64;
using Exafs.Adapters.Streams.Quick;
using Exafs.Adapters.Streams.Xspress;

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
        StreamFormat.P64 => new P64Decoder(options),
        StreamFormat.OdinLiveView => new OdinLiveViewDecoder(options),
        StreamFormat.OdinMeta => new OdinMetaDecoder(options),
        StreamFormat.Xspress => new XspressDecoder(options),
        StreamFormat.DectrisStream2 => new DectrisStream2Decoder(options),
        _ => throw new NotSupportedException($"{options.Format}"),
    };
}
