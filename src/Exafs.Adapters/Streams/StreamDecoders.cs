using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Quick;

namespace Exafs.Adapters.Streams;

/// <summary>The decoder of each format. This is the place to add one.</summary>
public static class StreamDecoders
{
    public static IStreamDecoder Of(StreamOptions options) => options.Format switch
    {
        StreamFormat.Auto or StreamFormat.ScanV1 => new ScanV1Decoder(options.Limits),
        StreamFormat.QuickV1 => new QuickDecoder(options),
        _ => throw new NotSupportedException($"{options.Format}"),
    };
}
