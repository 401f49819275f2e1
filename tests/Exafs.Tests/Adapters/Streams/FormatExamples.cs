using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Signal;

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
    ];

    /// <summary>A scan to send.</summary>
    public static Scan Example(int points, string scanId, long sequence) => ScanExamples.Scan(points, scanId, sequence: sequence);

    private static StreamOptions Of(StreamFormat format, ChannelMap? channels = null) => new() { Format = format, Channels = channels ?? new() };

    private static IEnumerable<byte[][]> Growing(Scan scan)
    {
        yield return [s_writer.WriteBegin(scan, scan.Energy.Length)];
        for (int i = 0; i < scan.Energy.Length; i++)
            yield return [s_writer.WritePoints(scan, i, 1)];
        yield return [s_writer.WriteEnd(scan)];
    }
}
