using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Dectris;
using Exafs.Adapters.Streams.Odin;
using Exafs.Adapters.Streams.P64;
using Exafs.Adapters.Streams.Xspress;

namespace Exafs.Adapters.Streams;

/// <summary>The decoder of each format. This is the place to add one.</summary>
public static class StreamDecoders
{
    public static IStreamDecoder Of(StreamOptions options) => options.Format switch
    {
        StreamFormat.Auto or StreamFormat.ScanV1 => new ScanV1Decoder(options.Limits),
        StreamFormat.P64 => new P64Decoder(options),
        StreamFormat.OdinLiveView => new OdinLiveViewDecoder(options),
        StreamFormat.OdinMeta => new OdinMetaDecoder(options),
        StreamFormat.Xspress => new XspressDecoder(options),
        StreamFormat.DectrisStream2 => new DectrisStream2Decoder(options),
        _ => throw new NotSupportedException($"{options.Format}"),
    };
}
