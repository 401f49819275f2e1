using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams;

/// <summary>
/// Messages of one format → the begin, points, end and whole scans that <see cref="ScanAssembler"/> puts together. It is fed by bytes, asks no clock and opens nothing.
/// Never throws on bad data: what cannot be used is a message with a <see cref="ScanV1Message.Defect"/>. What it holds from message to message is bounded.
/// </summary>
public interface IStreamDecoder
{
    StreamFormat Format { get; }

    /// <summary>What one message says: nothing, or any number of steps of scans in their order.</summary>
    IReadOnlyList<ScanV1Message> Decode(WireMessage message);
}
