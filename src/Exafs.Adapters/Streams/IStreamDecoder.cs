using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams;

/// <summary>
/// Messages of one format → the begin, points, end and whole scans that <see cref="ScanAssembler"/> puts together. It is fed by bytes, asks no clock and opens nothing.
/// Never throws on bad data: what cannot be used is a message with a <see cref="ScanV1Message.Defect"/>. What it holds from message to message is bounded.
/// </summary>
/// <remarks>One instance is for one use, to decode or to observe, since either may remember what came before.</remarks>
public interface IStreamDecoder
{
    StreamFormat Format { get; }

    /// <summary>What one message says of scans: nothing, or any number of steps in their order.</summary>
    IReadOnlyList<ScanV1Message> Decode(WireMessage message);

    /// <summary>What one message carries, spectra or not: for who wants to know what flows, and for slow values such as a temperature.</summary>
    StreamObservation Observe(WireMessage message);
}
