using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams;

/// <summary>The decoder of each format. This is the place to add one.</summary>
public static class StreamDecoders
{
    public static IStreamDecoder Of(StreamOptions options) => options.Format switch
    {
        StreamFormat.Auto => new AutoDecoder(options),
        StreamFormat.ScanV1 => new ScanV1Decoder(options.Limits),
        _ => throw new NotSupportedException($"{options.Format}"),
    };
}
