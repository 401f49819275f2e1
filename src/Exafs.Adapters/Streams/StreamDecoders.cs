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

/// <summary>The formats: how a message of each is told by its bytes, and the decoder of it. This is the place to add one.</summary>
public static class StreamDecoders
{
    // The narrower before the wider: what has a name or a number of its own before what is only shaped so.
    private static readonly (StreamFormat Format, Func<WireMessage, bool> Recognises, Func<StreamOptions, IStreamDecoder> Create)[] s_formats =
    [
        (StreamFormat.ScanV1, ScanV1Decoder.Recognises, options => new ScanV1Decoder(options.Limits)),
        (StreamFormat.QuickV1, QuickDecoder.Recognises, options => new QuickDecoder(options)),
        (StreamFormat.Bluesky, BlueskyDecoder.Recognises, options => new BlueskyDecoder(options.Channels, options.Limits)),
        (StreamFormat.Bsread, BsreadDecoder.Recognises, options => new BsreadDecoder(options)),
        (StreamFormat.AreaDetector, AreaDetectorDecoder.Recognises, options => new AreaDetectorDecoder(options)),
        (StreamFormat.OdinMeta, OdinMetaDecoder.Recognises, options => new OdinMetaDecoder(options)),
        (StreamFormat.OdinLiveView, OdinLiveViewDecoder.Recognises, options => new OdinLiveViewDecoder(options)),
        (StreamFormat.DectrisStream2, DectrisStream2Decoder.Recognises, options => new DectrisStream2Decoder(options)),
        (StreamFormat.Xspress, XspressDecoder.Recognises, options => new XspressDecoder(options)),
        (StreamFormat.P64, P64Decoder.Recognises, options => new P64Decoder(options)),
    ];

    /// <summary>A decoder of the format that is asked for; of Auto one that takes each message by its own bytes.</summary>
    public static IStreamDecoder Of(StreamOptions options) => options.Format == StreamFormat.Auto
        ? new AutoDecoder(options)
        : s_formats.First(one => one.Format == options.Format).Create(options);

    /// <summary>Which format a message is of, by its bytes alone; null: none that is known.</summary>
    public static StreamFormat? FormatOf(WireMessage message)
    {
        foreach ((StreamFormat format, Func<WireMessage, bool> recognises, _) in s_formats)
        {
            if (recognises(message))
                return format;
        }

        return null;
    }
}
