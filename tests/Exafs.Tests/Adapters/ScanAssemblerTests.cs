using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Tests.Adapters;

public sealed class ScanAssemblerTests
{
    private static readonly ScanV1Writer s_writer = new();
    private readonly ScanV1Reader _reader = new();
    private ScanAssembler _state = New(new ScanAssemblerOptions());
    private TimeSpan _now = TimeSpan.FromHours(1);

    [Fact]
    public void Next_BeginPointsEnd_IsTheWholeScan()
    {
        Scan scan = ScanExamples.Scan(25);

        Scan[] seen = [.. Take(s_writer.WriteBegin(scan, 25)), .. Chunks(scan, 10).SelectMany(c => Take(c)), .. Take(s_writer.WriteEnd(scan))];

        Scan complete = Assert.Single(seen);
        Assert.Equal(ScanProgress.Complete, complete.Progress);
        ScanExamples.AssertEqual(scan, complete);
        Assert.Equal(0, _state.OpenCount);
    }

    [Fact]
    public void Next_WhileGrowing_ShowsItNotMoreOftenThanAsked()
    {
        Scan scan = ScanExamples.Scan(1000);
        Take(s_writer.WriteBegin(scan, 1000));

        List<Scan> seen = [];
        foreach (byte[] chunk in Chunks(scan, 10))
        {
            _now += TimeSpan.FromMilliseconds(10);
            seen.AddRange(Take(chunk));
        }

        Assert.Equal([200, 400, 600, 800, 1000], seen.Select(s => s.Energy.Length));
        Assert.All(seen, s => Assert.Equal(ScanProgress.Growing, s.Progress));
    }

    [Fact]
    public void Next_ChunkLost_IsADefectAndKeepsThePoints()
    {
        Scan scan = ScanExamples.Scan(30);
        byte[][] chunks = Chunks(scan, 10);

        Scan ended = Assert.Single(All(s_writer.WriteBegin(scan, 30), chunks[0], chunks[2], s_writer.WriteEnd(scan)));

        Assert.Equal(("lost_points", 20), (ended.Defect?.Reason, ended.Energy.Length));
        Assert.Contains("10 to 19", ended.Defect!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_LastChunkLost_IsIncomplete()
    {
        Scan scan = ScanExamples.Scan(30);

        Scan ended = Assert.Single(All([s_writer.WriteBegin(scan, 30), .. Chunks(scan, 10)[..2], s_writer.WriteEnd(scan)]));

        Assert.Equal("incomplete", ended.Defect?.Reason);
    }

    [Fact]
    public void Next_ChunkTwice_IsTakenOnce()
    {
        Scan scan = ScanExamples.Scan(20);
        byte[][] chunks = Chunks(scan, 10);

        Scan ended = Assert.Single(All(s_writer.WriteBegin(scan, 20), chunks[0], chunks[0], chunks[1], chunks[0], s_writer.WriteEnd(scan)));

        ScanExamples.AssertEqual(scan, ended);
    }

    [Fact]
    public void Next_ChunkWithOtherColumns_IsADefect()
    {
        Scan scan = ScanExamples.Scan(20);

        Scan ended = Assert.Single(All(
            s_writer.WriteBegin(scan, 20), s_writer.WritePoints(scan, 0, 10),
            s_writer.WritePoints(scan with { ITrans = [] }, 10, 10), s_writer.WriteEnd(scan)));

        Assert.Equal("columns_changed", ended.Defect?.Reason);
        Assert.Equal(20, ended.I0.Length);
        Assert.Empty(ended.ITrans);
    }

    [Fact]
    public void Next_UndecodableChunk_DamagesItsScanOnly()
    {
        Scan scan = ScanExamples.Scan(20), next = ScanExamples.Scan(20, "scan-2");
        byte[] cut = s_writer.WritePoints(scan, 10, 10)[..^3];

        ImmutableArray<Scan> seen = All(
            s_writer.WriteBegin(scan, 20), s_writer.WritePoints(scan, 0, 10), cut, s_writer.WriteEnd(scan), s_writer.WriteScan(next));

        Assert.Equal(["truncated_frame", null], seen.Select(s => s.Defect?.Reason));
        Assert.Equal(10, seen[0].Energy.Length);
        ScanExamples.AssertEqual(next, seen[1]);
    }

    [Fact]
    public void Next_BeginMissed_IsADefectOnceThatKeepsThePoints()
    {
        Scan scan = ScanExamples.Scan(30);

        Scan ended = Assert.Single(All([.. Chunks(scan, 10)[1..], s_writer.WriteEnd(scan)]));

        Assert.Equal(("missing_begin", 20), (ended.Defect?.Reason, ended.Energy.Length));
    }

    [Fact]
    public void Next_NewBeginInTheRun_AbortsTheScanBefore()
    {
        Scan first = ScanExamples.Scan(20), second = ScanExamples.Scan(20, "scan-2", sequence: 8);

        ImmutableArray<Scan> seen = All(
            [s_writer.WriteBegin(first, 20), Chunks(first, 10)[0], s_writer.WriteBegin(second, 20), .. Chunks(second, 10), s_writer.WriteEnd(second)]);

        Assert.Equal([(ScanProgress.Aborted, "superseded"), (ScanProgress.Complete, null)], seen.Select(s => (s.Progress, s.Defect?.Reason)));
        Assert.Equal(10, seen[0].Energy.Length);
        ScanExamples.AssertEqual(second, seen[1]);
    }

    [Fact]
    public void Next_RunsInterleaved_AreKeptApart()
    {
        Scan a = ScanExamples.Scan(20, runId: "a"), b = ScanExamples.Scan(20, runId: "b");

        ImmutableArray<Scan> seen = All(
            [s_writer.WriteBegin(a, 20), s_writer.WriteBegin(b, 20),
             .. Chunks(a, 5).Zip(Chunks(b, 5), (x, y) => new[] { x, y }).SelectMany(c => c), s_writer.WriteEnd(b), s_writer.WriteEnd(a)]);

        ScanExamples.AssertEqual(b, seen[0]);
        ScanExamples.AssertEqual(a, seen[1]);
    }

    [Fact]
    public void Next_MessageAfterTheEnd_IsLateAndChangesNothing()
    {
        Scan scan = ScanExamples.Scan(10);
        All(s_writer.WriteBegin(scan, 10), Chunks(scan, 10)[0], s_writer.WriteEnd(scan));

        Assert.Empty(Take(Chunks(scan, 10)[0]));

        Assert.Equal((1, 0), (_state.LateMessages, _state.OpenCount));
    }

    [Fact]
    public void Next_ScanBegunAgainAfterItsEnd_IsMeasuredAnew()
    {
        Scan scan = ScanExamples.Scan(10);
        byte[][] whole = [s_writer.WriteBegin(scan, 10), Chunks(scan, 10)[0], s_writer.WriteEnd(scan)];

        ImmutableArray<Scan> seen = All([.. whole, .. whole]);

        Assert.Equal(2, seen.Length);
        Assert.All(seen, s => ScanExamples.AssertEqual(scan, s));
    }

    [Fact]
    public void Next_Abort_CarriesItsReason()
    {
        Scan scan = ScanExamples.Scan(20);

        Scan ended = Assert.Single(All(s_writer.WriteBegin(scan, 20), Chunks(scan, 10)[0], s_writer.WriteAbort(scan, "beam dump")));

        Assert.Equal((ScanProgress.Aborted, new Defect("aborted", "beam dump")), (ended.Progress, ended.Defect));
        Assert.Equal(10, ended.Energy.Length);
    }

    [Fact]
    public void Next_TemperatureOfChunks_IsTheMeanOverPoints()
    {
        Scan scan = ScanExamples.Scan(40);

        Scan ended = Assert.Single(All(
            s_writer.WriteBegin(scan, 40), Kelvin(scan, 0, 10, 300), Kelvin(scan, 10, 30, 340), s_writer.WriteEnd(scan)));

        Assert.Equal(330, ended.SampleTemperature);
    }

    [Fact]
    public void Expire_AfterSilence_AbortsTheScanOfADeadPublisher()
    {
        Scan scan = ScanExamples.Scan(20), next = ScanExamples.Scan(20);
        All(s_writer.WriteBegin(scan, 20), Chunks(scan, 10)[0]);
        _now += TimeSpan.FromSeconds(30);
        Assert.Empty(Expire());

        _now += TimeSpan.FromSeconds(1);
        Scan ended = Assert.Single(Expire());

        Assert.Equal((ScanProgress.Aborted, "publisher_died", 10), (ended.Progress, ended.Defect?.Reason, ended.Energy.Length));
        ScanExamples.AssertEqual(next, Assert.Single(All([s_writer.WriteBegin(next, 20), .. Chunks(next, 10), s_writer.WriteEnd(next)])));
    }

    [Fact]
    public void Next_MoreOpenScansThanAllowed_GivesUpTheOldest()
    {
        _state = New(new ScanAssemblerOptions { Limits = new ScanV1Limits { OpenScans = 2 } });

        Scan ended = Assert.Single(All([.. "abc".Select(run => s_writer.WriteBegin(ScanExamples.Scan(5, runId: $"{run}"), 5))]));

        Assert.Equal(("a", "too_many_scans", 2), (ended.RunId, ended.Defect?.Reason, _state.OpenCount));
    }

    [Fact]
    public void Next_MoreValuesThanAllowed_EndsTheScanThatGrows()
    {
        _state = New(new ScanAssemblerOptions { Limits = new ScanV1Limits { OpenValues = 500 } });
        Scan scan = ScanExamples.Scan(100);

        ImmutableArray<Scan> seen = All([s_writer.WriteBegin(scan, 100), .. Chunks(scan, 10), s_writer.WriteEnd(scan)]);

        Assert.Equal("too_large", Assert.Single(seen).Defect?.Reason);
        Assert.Equal(0, _state.OpenCount);
    }

    [Fact]
    public void Stop_EndsAllOpenScans()
    {
        All(s_writer.WriteBegin(ScanExamples.Scan(5, runId: "a"), 5), s_writer.WriteBegin(ScanExamples.Scan(5, runId: "b"), 5));

        Assert.Equal(["stopped", "stopped"], _state.Stop(_now.Ticks).Scans.Select(s => s.Defect?.Reason));
    }

    private static ScanAssembler New(ScanAssemblerOptions options) => new(options, new TickClock());

    private static byte[] Kelvin(Scan scan, int first, int count, double kelvin)
    {
        WireMap map = new WireMap().Text("format", "exafs-scan-v1").Text("type", "points").Text("run_id", scan.RunId)
            .Text("scan_id", scan.ScanId).Raw("first_point", [(byte)first]).Number("sample_temperature_kelvin", kelvin);
        return map.Numbers("energy_ev", [.. scan.Energy.Slice(first, count)]).ToArray();
    }

    private static byte[][] Chunks(Scan scan, int size) =>
        [.. Enumerable.Range(0, scan.Energy.Length / size).Select(i => s_writer.WritePoints(scan, i * size, size))
            .Concat(scan.Energy.Length % size == 0 ? [] : [s_writer.WritePoints(scan, scan.Energy.Length / size * size, scan.Energy.Length % size)])];

    private ImmutableArray<Scan> All(params byte[][] payloads) => [.. payloads.SelectMany(p => Take(p))];

    private ImmutableArray<Scan> Take(byte[] payload)
    {
        (_state, ImmutableArray<Scan> scans) = _state.Next(_reader.Read(payload), _now.Ticks);
        return scans;
    }

    private ImmutableArray<Scan> Expire()
    {
        (_state, ImmutableArray<Scan> scans) = _state.Expire(_now.Ticks);
        return scans;
    }

    private sealed class TickClock : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
