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

/// <summary>Which format a message is of, by its bytes alone.</summary>
public static class StreamRecognition
{
    // The narrower before the wider: what has a name or a number of its own before what is only shaped so.
    private static readonly (StreamFormat Format, Func<WireMessage, bool> Recognises)[] s_formats =
    [
        (StreamFormat.ScanV1, ScanV1Decoder.Recognises),
        (StreamFormat.QuickV1, QuickDecoder.Recognises),
        (StreamFormat.Bluesky, BlueskyDecoder.Recognises),
        (StreamFormat.Bsread, BsreadDecoder.Recognises),
        (StreamFormat.AreaDetector, AreaDetectorDecoder.Recognises),
        (StreamFormat.OdinMeta, OdinMetaDecoder.Recognises),
        (StreamFormat.OdinLiveView, OdinLiveViewDecoder.Recognises),
        (StreamFormat.DectrisStream2, DectrisStream2Decoder.Recognises),
        (StreamFormat.Xspress, XspressDecoder.Recognises),
        (StreamFormat.P64, P64Decoder.Recognises),
    ];

    /// <summary>Null: no format that is known.</summary>
    public static StreamFormat? Of(WireMessage message)
    {
        foreach ((StreamFormat format, Func<WireMessage, bool> recognises) in s_formats)
        {
            if (recognises(message))
                return format;
        }

        return null;
    }
}
