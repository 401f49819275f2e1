using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.Quick;
using Exafs.Signal;
using Exafs.Tests.Signal;

namespace Exafs.Tests.Adapters.Streams.Quick;

public sealed class QuickDecoderTests
{
    private static readonly QuickBeamline s_beamline = new() { Jitter = 1e-4 };

    [Fact]
    public void Decode_CountsAndDigitisedCurrents_AreTheSpectrum()
    {
        var scans = Assemble(Chunks(5, 10_000, digitised: true));

        Assert.Equal(5, scans.Count);
        Assert.All(scans, scan => Assert.Equal((null, "run", "Fe", "K", 300.25), (scan.Defect, scan.RunId, scan.Element, scan.Edge, scan.SampleTemperature)));
        Assert.Equal([1L, 2, 3, 4, 5], scans.Select(scan => scan.Sequence!.Value));
        Assert.Equal(5, scans.Select(scan => scan.ScanId).Distinct().Count());
        Assert.Equal([ScanDirection.Up, ScanDirection.Down, ScanDirection.Up, ScanDirection.Down, ScanDirection.Up], scans.Select(scan => scan.Direction));
        Assert.Equal(ScanExamples.Start.AddSeconds(0.015), scans[1].MidTime!.Value, TimeSpan.FromMilliseconds(0.2));
        AbsorptionResult mu = Absorption.Of(scans[1], new AbsorptionParameters { Mode = MeasurementMode.Transmission });
        Assert.All(mu.Spectrum!.Energy.Zip(mu.Spectrum.Mu).Where(p => p.First > 7150), p => Assert.Equal(QuickBeamline.Mu(p.First), p.Second, 4e-3));
    }

    [Fact]
    public void Decode_AnyChunkLength_IsTheSameToTheLastBit()
    {
        var expected = Assemble(Chunks(4, 80_000, digitised: true));

        foreach (int chunk in new[] { 20_000, 9999, 4096, 777 })
        {
            var scans = Assemble(Chunks(4, chunk, digitised: true));
            Assert.Equal(expected.Select(scan => scan.ScanId), scans.Select(scan => scan.ScanId));
            Assert.All(expected.Zip(scans), pair =>
            {
                Assert.Equal(pair.First.Energy.ToArray(), pair.Second.Energy.ToArray());
                Assert.Equal(pair.First.I0.ToArray(), pair.Second.I0.ToArray());
                Assert.Equal(pair.First.ITrans.ToArray(), pair.Second.ITrans.ToArray());
                Assert.Equal((pair.First.StartTime, pair.First.EndTime, pair.First.SampleTemperature), (pair.Second.StartTime, pair.Second.EndTime, pair.Second.SampleTemperature));
            });
        }
    }

    [Fact]
    public void Decode_LostChunk_RejectsOneScanAndLeavesTheNextUnharmed()
    {
        List<QuickV1Chunk> all = [.. Chunks(6, 5000)], some = [.. all.Where((_, i) => i != 9)];
        var expected = Assemble(all);

        var scans = Assemble(some);

        Scan torn = Assert.Single(scans, scan => scan.Defect is not null);
        Assert.Equal(("lost_points", ScanProgress.Aborted, 3L), (torn.Defect!.Reason, torn.Progress, torn.Sequence));
        Assert.NotEmpty(torn.Energy);
        Assert.Equal([1L, 2, 3, 4, 5, 6], scans.Select(scan => scan.Sequence!.Value));
        Assert.Equal(expected[3].ITrans.ToArray(), scans[3].ITrans.ToArray());
        Assert.Equal(expected[3].ScanId, scans[3].ScanId);
    }

    [Fact]
    public void Decode_ChunksTwiceOrLate_AreTakenOnce()
    {
        List<QuickV1Chunk> all = [.. Chunks(4, 5000)];
        var expected = Assemble(all);

        var scans = Assemble(all.SelectMany((chunk, i) => i > 2 ? new[] { chunk, chunk, all[i - 1] } : [chunk]).ToList());

        Assert.Equal(expected.Select(scan => (scan.ScanId, scan.Defect)), scans.Select(scan => (scan.ScanId, scan.Defect)));
        Assert.All(expected.Zip(scans), pair => Assert.Equal(pair.First.I0.ToArray(), pair.Second.I0.ToArray()));
    }

    [Fact]
    public void Decode_RunThatBeginsAnew_TearsTheOldSweep()
    {
        List<QuickV1Chunk> first = [.. Chunks(3, 5000).SkipLast(2)], again = [.. Chunks(3, 5000)];

        var scans = Assemble([.. first, .. again]);

        Assert.Equal([null, null, "superseded", null, null, null], scans.Select(scan => scan.Defect?.Reason));
        Assert.Equal(["columns", "rate", "angle"], new[] { "columns", "rate", "angle" }.Where(what => Assemble([.. first, .. again.Skip(8).Select(chunk => what switch
        {
            "columns" => chunk with { IRefer = chunk.I0 },
            "rate" => chunk with { SampleRate = 1e6 },
            _ => chunk with { OffsetDegrees = 0.1 },
        })]).Any(scan => scan.Defect?.Reason == "superseded")));
    }

    [Fact]
    public void Decode_SeveralRunsAtOnce_DoNotDisturbEachOther()
    {
        List<QuickV1Chunk> all = [.. Chunks(4, 5000)];
        var expected = Assemble(all);

        var scans = Assemble([.. all.SelectMany(chunk => new[] { chunk, chunk with { RunId = "other" } })]);
        Assert.Equal(2 * expected.Count, scans.Count);
        Assert.Equal(expected.Select(scan => scan.ScanId), scans.Where(scan => scan.RunId == "other").Select(scan => scan.ScanId));

        var many = Assemble([.. Enumerable.Range(0, 6).SelectMany(run => all.Take(6).Select(chunk => chunk with { RunId = $"run {run}" }))]);
        Assert.Equal(2, many.Count(scan => scan.Defect?.Reason == "too_many_scans"));
    }

    [Fact]
    public void Decode_WithoutSpacingOrEdge_SaysSoOrTakesTheConfigured()
    {
        List<QuickV1Chunk> chunks = [.. Chunks(3, 5000).Select(chunk => chunk with { MonoDSpacing = null, Element = null, Edge = null })];

        Assert.All(Assemble(chunks), scan => Assert.Equal("missing_field", scan.Defect?.Reason));
        var uniform = Assemble(chunks, new StreamOptions { Channels = new() { MonoDSpacing = 3.1356, RunId = "mine" } });
        var around = Assemble(chunks, new StreamOptions { Channels = new() { MonoDSpacing = 3.1356, Element = "Fe", Edge = "K" } });
        Assert.Equal(("mine", null), (uniform[0].RunId, uniform[0].Element));
        Assert.True(uniform[1].Energy.Length > 3 * around[1].Energy.Length);
        Assert.Equal("Fe", around[0].Element);
        Assert.All(Assemble(chunks, new StreamOptions { Channels = new() { MonoDSpacing = 10, Element = "Fe", Edge = "K" } }), scan => Assert.Equal("outside_grid", scan.Defect?.Reason));
        Assert.All(Assemble(chunks, new StreamOptions { Channels = new() { MonoDSpacing = 0.5, Element = "Fe", Edge = "K" } }), scan => Assert.Equal("bad_value", scan.Defect?.Reason));
    }

    [Fact]
    public void Decode_FluorescenceAndReference_FindTheirColumns()
    {
        List<QuickV1Chunk> chunks = [.. Chunks(3, 5000).Select(chunk => chunk with { IRefer = chunk.I0, ITrans = null, IFluor = [("a", chunk.ITrans!.Value), ("b", chunk.I0!.Value)] })];

        Scan scan = Assemble(chunks)[1];

        Assert.Empty(scan.ITrans);
        Assert.Equal(scan.I0.ToArray(), scan.IRefer.ToArray());
        Assert.Equal(["a", "b"], scan.IFluor.Select(element => element.Name));
        Assert.Equal(scan.I0.ToArray(), scan.IFluor[1].Values.ToArray());
        Assert.Equal(Assemble([.. Chunks(3, 5000)])[1].ITrans.ToArray(), scan.IFluor[0].Values.ToArray());
    }

    [Fact]
    public void Decode_OneSweepOfAScan_IsThatScan()
    {
        Scan scan = ScanExamples.Scan(2, runId: "one") with
        {
            Energy = [.. Enumerable.Range(0, 1001).Select(i => 6950.0 + i)],
            I0 = [.. Enumerable.Range(0, 1001).Select(i => 1e5 + i)],
            ITrans = [.. Enumerable.Range(0, 1001).Select(i => 1e5 * Math.Exp(-QuickBeamline.Mu(6950.0 + i)))],
        };

        var decoder = StreamDecoders.Of(new StreamOptions { Format = StreamFormat.QuickV1 });
        ScanV1Message read = Assert.Single(QuickV1Messages.Of(scan).SelectMany(frames => decoder.Decode(new([.. frames], default))));

        Assert.Null(read.Defect);
        Assert.Equal(("one", scan.SampleTemperature, ScanDirection.Up), (read.RunId, read.SampleTemperature, read.Direction));
        Assert.All(read.Energy.Zip(read.I0), point => Assert.Equal(1e5 + point.First - 6950, point.Second, 0.01));
        Assert.All(read.Energy.Zip(read.ITrans).Where(point => point.First > 7150), point => Assert.Equal(1e5 * Math.Exp(-QuickBeamline.Mu(point.First)), point.Second, 120.0));
    }

    [Fact]
    public void Decode_TimesBeyondAllCalendars_AreNone()
    {
        QuickV1Chunk[] chunks = [.. Chunks(3, 5000).Select(chunk => chunk with { SampleRate = 1e-12 })];

        Scan[] scans = [.. Assemble(chunks)];

        Assert.NotEmpty(scans);
        Assert.All(scans.Skip(1), scan => Assert.Equal((null, null), (scan.StartTime, scan.EndTime)));
    }

    [Fact]
    public void Observe_AChunk_TellsItsChannels()
    {
        QuickV1Chunk chunk = Chunks(1, 5000, digitised: true).Skip(1).First();

        StreamObservation seen = new QuickDecoder(new()).Observe(new([QuickV1Writer.Write(chunk)], default));

        Assert.Equal(("samples", 1L, "run", null), (seen.Kind, seen.Sequence, seen.Series, seen.Defect));
        Assert.Equal(["encoder_counts", "i0_counts", "itrans_counts", "sample_temperature_kelvin"], seen.Readings.Select(reading => reading.Name));
        Assert.Equal(("counts", "int32", 5000), (seen.Readings[0].Unit, seen.Readings[0].Type, seen.Readings[0].Shape[0]));
        Assert.Equal(("K", 300.25, 300.25), (seen.Readings[3].Unit, seen.Readings[3].Last, seen.Readings[3].Least));
        Assert.Equal(1_772_366_400 + (9999 / 2e6), seen.Readings[1].Time!.Value, 1e-6);
        Assert.InRange(seen.Readings[1].Least, 9e4, seen.Readings[1].Largest);
        Assert.Contains("from sample 5000 on", seen.Remark, StringComparison.Ordinal);
    }

    private static IEnumerable<QuickV1Chunk> Chunks(int sweeps, int length, bool digitised = false)
    {
        long end = (long)(sweeps * s_beamline.SweepSamples);
        for (long first = 0, sequence = 0; first < end; first += length, sequence++)
        {
            int n = (int)Math.Min(length, end - first);
            (double[] angle, double[] i0, double[] itrans) = s_beamline.Samples(first, n);
            QuickV1Chunk chunk = QuickV1Messages.Chunk("run", first, sequence, angle, i0, itrans) with { StartTime = ScanExamples.Start, SampleTemperature = 300.25, IsLast = first + n == end };
            yield return digitised
                ? chunk with
                {
                    Encoder = QuickV1Messages.Counts(angle, 1e-5, 0.125),
                    IsInCounts = true,
                    DegreesPerCount = 1e-5,
                    OffsetDegrees = 0.125,
                    I0 = QuickV1Messages.Digitised(i0, 4, 37),
                    ITrans = QuickV1Messages.Digitised(itrans, 4, -12),
                }
                : chunk;
        }
    }

    private static List<Scan> Assemble(IEnumerable<QuickV1Chunk> chunks, StreamOptions? options = null)
    {
        IStreamDecoder decoder = StreamDecoders.Of((options ?? new()) with { Format = StreamFormat.QuickV1 });
        ScanAssembler assembler = new(new ScanAssemblerOptions(), TimeProvider.System);
        List<Scan> scans = [];
        foreach (QuickV1Chunk chunk in chunks)
        {
            foreach (ScanV1Message step in decoder.Decode(new([QuickV1Writer.Write(chunk)], default)))
            {
                (assembler, var some) = assembler.Next(step, 1);
                scans.AddRange(some);
            }
        }

        return scans;
    }
}
