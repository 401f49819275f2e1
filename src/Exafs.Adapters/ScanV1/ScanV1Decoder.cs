using Exafs.Adapters.Streams;

namespace Exafs.Adapters.ScanV1;

/// <summary>exafs-scan-v1: the last frame is one message; a frame before it is a topic.</summary>
public sealed class ScanV1Decoder(ScanV1Limits? limits = null) : IStreamDecoder
{
    private readonly ScanV1Reader _reader = new(limits);

    public StreamFormat Format => StreamFormat.ScanV1;

    public IReadOnlyList<ScanV1Message> Decode(WireMessage message) => [_reader.Read(message.Payload)];
}
