using Exafs.Adapters.Recording;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Signal;
using Exafs.Tests.Pipeline;

namespace Exafs.Tests.Adapters.Recording;

/// <summary>A recording is a source as a socket is one.</summary>
public sealed class RecordedScanSourceTests : IDisposable
{
    private readonly ScanV1Writer _writer = new();
    private readonly MemoryStream _stream = new();
    private readonly VirtualTime _clock = new();

    public void Dispose() => _stream.Dispose();

    [Fact]
    public async Task ReadAllAsync_WholeAndGrowingScans_AreThoseThatWereSent()
    {
        Scan first = ScanExamples.Scan(scanId: "1"), second = ScanExamples.Scan(8, scanId: "2");

        List<Scan> scans = await ScansAsync(0.1, _writer.WriteScan(first), [1, 2, 3], _writer.WriteBegin(second, 8), _writer.WritePoints(second, 0, 4), _writer.WritePoints(second, 4, 4), _writer.WriteEnd(second));

        Assert.Equal(3, scans.Count);
        ScanExamples.AssertEqual(first with { PointsPlanned = null }, scans[0] with { PointsPlanned = null });
        Assert.NotNull(scans[1].Defect);
        ScanExamples.AssertEqual(second, scans[2]);
        Assert.All(scans, scan => Assert.Equal((false, 0L), (scan.IsSnapshot, scan.ReceivedTimestamp)));
    }

    [Theory]
    [InlineData(29, "superseded")]
    [InlineData(31, "publisher_died")]
    public async Task ReadAllAsync_Silence_IsThatOfTheRecording(double seconds, string reason)
    {
        Scan first = ScanExamples.Scan(8, scanId: "1"), second = ScanExamples.Scan(scanId: "2");

        List<Scan> scans = await ScansAsync(seconds, _writer.WriteBegin(first, 8), _writer.WriteBegin(second, 5));

        Assert.Equal([reason, seconds > 30 ? "publisher_died" : "stopped"], scans.Select(scan => scan.Defect!.Reason));
    }

    [Fact]
    public async Task ReadAllAsync_Cut_GivesUpWhatWasGrowing()
    {
        Scan scan = ScanExamples.Scan(8);
        Write(0.1, _writer.WriteBegin(scan, 8), _writer.WritePoints(scan, 0, 4));

        Scan aborted = Assert.Single(await ReadAsync(_stream.ToArray()));

        Assert.Equal(("stopped", 4), (aborted.Defect!.Reason, aborted.Energy.Length));
    }

    [Fact]
    public async Task ReadAllAsync_Cancelled_Ends()
    {
        Write(0.1, [.. Enumerable.Range(1, 50).Select(i => _writer.WriteScan(ScanExamples.Scan(scanId: $"{i}")))]);
        using var cancelled = new CancellationTokenSource();
        int count = 0;

        await foreach (Scan scan in Source(_stream.ToArray()).ReadAllAsync(cancelled.Token))
        {
            if (++count == 5)
                await cancelled.CancelAsync();
        }

        Assert.Equal(5, count);
    }

    private async Task<List<Scan>> ScansAsync(double seconds, params byte[][] messages) => await ReadAsync(Write(seconds, messages));

    // Each comes so many seconds after the one before; so does the end.
    private byte[] Write(double seconds, params byte[][] messages)
    {
        using var writer = new RecordingWriter(_stream, Recordings.Header, _clock);
        foreach (byte[] message in messages)
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds));
            writer.Write(new WireMessage([message], Recordings.Start), _clock.GetTimestamp());
        }

        _clock.Advance(TimeSpan.FromSeconds(seconds));
        writer.End("stopped");
        return _stream.ToArray();
    }

    private static RecordedScanSource Source(byte[] bytes) => new(new RecordingReader(new MemoryStream(bytes), "night"), new StreamOptions(), new ScanAssemblerOptions());

    private static async Task<List<Scan>> ReadAsync(byte[] bytes)
    {
        var scans = new List<Scan>();
        await foreach (Scan scan in Source(bytes).ReadAllAsync(CancellationToken.None))
            scans.Add(scan);
        return scans;
    }
}
