using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Signal;
using Exafs.Tests.Adapters.Streams.AreaDetector;
using Exafs.Tests.Adapters.Streams.Bluesky;
using Exafs.Tests.Adapters.Streams.Bsread;
using Exafs.Tests.Adapters.Streams.Dectris;
using Exafs.Tests.Adapters.Streams.Odin;
using Exafs.Tests.Adapters.Streams.P64;
using Exafs.Tests.Adapters.Streams.Quick;
using Exafs.Tests.Adapters.Streams.Xspress;

namespace Exafs.Tests.Adapters.Streams;

/// <summary>How each format sends a scan: for parity, fuzzing and throughput, each format alike.</summary>
/// <param name="Name">Format and variant.</param>
/// <param name="Format">What it is.</param>
/// <param name="Channels">Which channel is what, where the format does not say it; of a detector without energies, those of the scan.</param>
/// <param name="Messages">The messages of one scan, each its frames.</param>
/// <param name="HasScans">It carries the points of spectra as they are; what does not is only named, or binned.</param>
/// <param name="HasTransmission">Else it carries fluorescence only.</param>
public sealed record FormatExamples(string Name, StreamFormat Format, Func<Scan, ChannelMap> Channels, Func<Scan, IEnumerable<byte[][]>> Messages, bool HasScans = true, bool HasTransmission = true)
{
    private static readonly ScanV1Writer s_writer = new();

    public static IReadOnlyList<FormatExamples> All { get; } =
    [
        new("exafs-scan-v1", StreamFormat.ScanV1, None, scan => [[s_writer.WriteScan(scan)]]),
        new("exafs-scan-v1 by points", StreamFormat.ScanV1, None, Growing),
        new("exafs-quick-v1", StreamFormat.QuickV1, None, scan => QuickV1Messages.Of(scan, samples: 2000, chunk: 250), HasScans: false),
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
        AreaDetector("by points", whole: false, "", old: false),
        AreaDetector("arrays", whole: true, "", old: false),
        AreaDetector("arrays, bslz4, before 1.4", whole: true, "bslz4", old: true),
        new("p64", StreamFormat.P64, None, scan => P64Messages.Of(scan, $"{scan.ScanId}.dat")),
        new("odin-meta", StreamFormat.OdinMeta, scan => OdinMetaMessages.Map(Fluorescence(scan)), scan => OdinMetaMessages.Of(Fluorescence(scan), scan.ScanId), HasTransmission: false),
        new("odin-live-view", StreamFormat.OdinLiveView, None, OdinLiveViewMessages.Of, HasScans: false),
        new("xspress", StreamFormat.Xspress, scan => XspressMessages.Map(Fluorescence(scan)), scan => XspressMessages.Of(Fluorescence(scan)), HasTransmission: false),
        new("dectris-stream2", StreamFormat.DectrisStream2, None, scan => DectrisMessages.Of(scan, (int)(scan.Sequence ?? 1)), HasScans: false),
    ];

    /// <summary>A scan to send.</summary>
    public static Scan Example(int points, string scanId, long sequence) => ScanExamples.Scan(points, scanId, sequence: sequence);

    private static FormatExamples Bluesky(string name, BlueskyPayload payload, BlueskyForm form) => new(
        $"bluesky, {name}", StreamFormat.Bluesky, BlueskyMessages.Map, scan => BlueskyMessages.Of(scan, payload, form));

    private static FormatExamples Bsread(string name, bool whole, string compression, bool bigEndian) => new(
        $"bsread, {name}", StreamFormat.Bsread, _ => BsreadMessages.Channels, scan => BsreadMessages.Of(scan, whole, compression, bigEndian, firstPulse: 10_000 * (scan.Sequence ?? 1)));

    private static FormatExamples AreaDetector(string name, bool whole, string encoding, bool old) => new(
        $"adzmq, {name}", StreamFormat.AreaDetector, _ => AreaDetectorMessages.Channels, scan => AreaDetectorMessages.Of(scan, whole, encoding: encoding, old: old, firstFrame: (int)(10_000 * (scan.Sequence ?? 1))));

    /// <summary>How the messages of such scans are read.</summary>
    public StreamOptions Options(Scan scan) => new() { Format = Format, Channels = Channels(scan) };

    private static ChannelMap None(Scan scan) => new();

    // A detector of one element, where the scan has none.
    private static Scan Fluorescence(Scan scan) => scan.IFluor.IsEmpty ? scan with { IFluor = [new Channel("fluo", "counts", [.. scan.ITrans.Select(Math.Floor)])] } : scan;

    private static IEnumerable<byte[][]> Growing(Scan scan)
    {
        yield return [s_writer.WriteBegin(scan, scan.Energy.Length)];
        for (int i = 0; i < scan.Energy.Length; i++)
            yield return [s_writer.WritePoints(scan, i, 1)];
        yield return [s_writer.WriteEnd(scan)];
    }
}
