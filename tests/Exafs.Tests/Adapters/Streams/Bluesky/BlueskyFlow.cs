using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.Bluesky;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.Bluesky;

/// <summary>A decoder with the assembler behind it, as the source has them.</summary>
internal sealed class BlueskyFlow(ChannelMap? map = null, ScanV1Limits? limits = null)
{
    private readonly BlueskyDecoder _decoder = new(map, limits);
    private ScanAssembler _assembler = new(new ScanAssemblerOptions { SnapshotInterval = TimeSpan.FromHours(1) }, TimeProvider.System);
    private long _now = 1;

    public List<ScanV1Message> Steps { get; } = [];

    public List<Scan> Scans { get; } = [];

    public ScanAssembler Assembler => _assembler;

    public BlueskyFlow Send(IEnumerable<byte[][]> messages)
    {
        foreach (byte[][] frames in messages)
            Send(frames);
        return this;
    }

    public BlueskyFlow Send(params byte[][] frames)
    {
        IReadOnlyList<ScanV1Message> steps = _decoder.Decode(Message(frames));
        Steps.AddRange(steps);
        foreach (ScanV1Message step in steps)
        {
            (_assembler, ImmutableArray<Scan> scans) = _assembler.Next(step, _now++);
            Scans.AddRange(scans);
        }

        return this;
    }

    /// <summary>A document as a pickle.</summary>
    public BlueskyFlow Say(string name, Doc document) => Send(BlueskyMessages.Frame(name, document));

    public static WireMessage Message(params byte[][] frames) => new([.. frames.Select(f => (ReadOnlyMemory<byte>)f)], DateTimeOffset.UnixEpoch);
}
