using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Signal;
using Exafs.Tests.Adapters.Streams.Bluesky;
using Exafs.Tests.Adapters.Streams.Bsread;

namespace Exafs.Tests.Adapters.Streams;

/// <summary>How each format sends a scan: for parity, fuzzing and throughput, each format alike.</summary>
/// <param name="Name">Format and variant.</param>
/// <param name="Options">How it is read.</param>
/// <param name="Messages">The messages of one scan, each its frames.</param>
/// <param name="IsPointwise">A message carries a point, not a scan.</param>
public sealed record FormatExamples(string Name, StreamOptions Options, Func<Scan, IEnumerable<byte[][]>> Messages, bool IsPointwise)
{
    private static readonly ScanV1Writer s_writer = new();

    public static IReadOnlyList<FormatExamples> All { get; } =
    [
        new("exafs-scan-v1", Of(StreamFormat.ScanV1), scan => [[s_writer.WriteScan(scan)]], false),
        new("exafs-scan-v1 by points", Of(StreamFormat.ScanV1), Growing, true),
        Bluesky("pickle by points", BlueskyPayload.Pickle, BlueskyForm.Events),
        Bluesky("MessagePack by points", BlueskyPayload.MessagePack, BlueskyForm.Events),
        Bluesky("JSON by points", BlueskyPayload.Json, BlueskyForm.Events),
        Bluesky("pickle", BlueskyPayload.Pickle, BlueskyForm.Arrays),
        Bluesky("MessagePack", BlueskyPayload.MessagePack, BlueskyForm.Arrays),
        Bluesky("JSON", BlueskyPayload.Json, BlueskyForm.Arrays),
        Bluesky("pickle by pages", BlueskyPayload.Pickle, BlueskyForm.Pages),
        Bsread("by points", whole: false, "none", bigEndian: false),
        Bsread("arrays", whole: true, "none", bigEndian: false),
        Bsread("arrays, bitshuffle_lz4, big-endian", whole: true, "bitshuffle_lz4", bigEndian: true),
    ];

    /// <summary>A scan to send.</summary>
    public static Scan Example(int points, string scanId, long sequence) => ScanExamples.Scan(points, scanId, sequence: sequence);

    private static FormatExamples Bluesky(string name, BlueskyPayload payload, BlueskyForm form) => new(
        $"bluesky, {name}", Of(StreamFormat.Bluesky, BlueskyMessages.Map(ScanExamples.Scan())), scan => BlueskyMessages.Of(scan, payload, form), form == BlueskyForm.Events);

    private static FormatExamples Bsread(string name, bool whole, string compression, bool bigEndian) => new(
        $"bsread, {name}", Of(StreamFormat.Bsread, BsreadMessages.Channels), scan => BsreadMessages.Of(scan, whole, compression, bigEndian, firstPulse: 10_000 * (scan.Sequence ?? 1)), !whole);

    private static StreamOptions Of(StreamFormat format, ChannelMap? channels = null) => new() { Format = format, Channels = channels ?? new() };

    private static IEnumerable<byte[][]> Growing(Scan scan)
    {
        yield return [s_writer.WriteBegin(scan, scan.Energy.Length)];
        for (int i = 0; i < scan.Energy.Length; i++)
            yield return [s_writer.WritePoints(scan, i, 1)];
        yield return [s_writer.WriteEnd(scan)];
    }
}
