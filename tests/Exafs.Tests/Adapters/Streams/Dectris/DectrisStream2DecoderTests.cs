using System.Text;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.Dectris;

namespace Exafs.Tests.Adapters.Streams.Dectris;

public sealed class DectrisStream2DecoderTests
{
    // {"type": "image", "series_id": 1, "image_id": 2, "data": {"t": 40([[2, 3], 69(h'010002000300040005000600')])}}
    private const string Golden = "a46474797065" + "65696d616765" + "697365726965735f6964" + "01" + "68696d6167655f6964" + "02" + "6464617461" + "a16174" + "d8288282" + "0203" + "d8454c010002000300040005000600";

    private static readonly byte[] s_golden = Convert.FromHexString(Golden);

    [Fact]
    public void Observe_GoldenImage_NamesItsPixels()
    {
        StreamObservation seen = New().Observe(StepsToScans.Message(s_golden));

        Assert.Equal(("image", "1", 2L, null), (seen.Kind, seen.Series, seen.Sequence, seen.Defect));
        StreamReading image = seen.Readings.Single();
        Assert.Equal(("t", "uint16"), (image.Name, image.Type));
        Assert.Equal([2, 3], image.Shape.ToArray());
    }

    [Fact]
    public void Observe_Start_HasTheEnergyOfTheBeam()
    {
        StreamObservation seen = New().Observe(StepsToScans.Message([0xd9, 0xd9, 0xf7, .. DectrisMessages.Start(7, 7112.5)]));

        Assert.Equal(("start", "7 01ABC", null), (seen.Kind, seen.Series, seen.Defect));
        Assert.Equal(("incident_energy", "eV", 7112.5), (seen.Readings.Single().Name, seen.Readings.Single().Unit, seen.Readings.Single().Last));
        Assert.Contains("2 × 3 uint16", seen.Remark);
    }

    [Fact]
    public void Observe_CompressedImage_IsNamedNotRead()
    {
        StreamObservation seen = New().Observe(StepsToScans.Message(DectrisMessages.Image(1, 3, isCompressed: true)));

        Assert.Null(seen.Defect);
        Assert.Contains("bslz4", seen.Remark);
        Assert.Equal([2, 3], seen.Readings.Single().Shape.ToArray());
    }

    [Fact]
    public void Decode_ASeries_IsRejectedOnce()
    {
        DectrisStream2Decoder decoder = New();
        ScanV1Message[] said = [.. DectrisMessages.Of(ScanExamples.Scan(20), 1).Concat(DectrisMessages.Of(ScanExamples.Scan(20), 2)).SelectMany(m => decoder.Decode(StepsToScans.Message(m)))];

        Assert.Equal(["not_a_spectrum", "not_a_spectrum"], said.Select(m => m.Defect?.Reason));
    }

    [Fact]
    public void Decode_AnyTruncationOrChange_NeverThrows()
    {
        foreach (byte[] message in (byte[][])[s_golden, DectrisMessages.Start(1, 7112), DectrisMessages.Image(1, 2, isCompressed: true)])
            StepsToScans.AssertSurvives(New, DectrisStream2Decoder.Recognises, [message]);
        Assert.All(Enumerable.Range(0, s_golden.Length), n => Assert.NotNull(New().Decode(StepsToScans.Message(s_golden[..n]))[0].Defect));
        Assert.Equal("trailing_bytes", New().Decode(StepsToScans.Message([.. s_golden, 0]))[0].Defect?.Reason);
    }

    [Fact]
    public void Decode_LevelsWithoutEnd_AreRefused()
    {
        byte[] deep = [0xa2, .. "dtype"u8, .. "eimage"u8, .. "ax"u8, .. Enumerable.Repeat((byte)0x81, 1_000_000), 0];

        Assert.Equal("bad_cbor", New().Decode(StepsToScans.Message(deep))[0].Defect?.Reason);
    }

    [Theory]
    [InlineData("""{"htype":"dheader-1.0","series":1,"header_detail":"basic"}""", "Dectris stream 1")]
    [InlineData("""{"jsonversion":4,"bitmode":16,"fileIndex":0}""", "slsDetectorPackage")]
    [InlineData("""{"htype":"header","filename":"","overwritable":false}""", "xspress3-streamer of MAX IV")]
    [InlineData("""{"htype":"image","exptime":0.1,"frame":1,"shape":[4,4096],"type":"uint32","compression":"none"}""", "xspress3-streamer of MAX IV")]
    [InlineData("""{"htype":"series_end"}""", "xspress3-streamer of MAX IV")]
    [InlineData("""{"htype":"bsr_m-1.1"}""", null)]
    [InlineData("clear", null)]
    public void KnownStreams_OtherDetectors_HaveAName(string first, string? name)
    {
        WireMessage message = StepsToScans.Message(Encoding.UTF8.GetBytes(first), [1]);

        Assert.Equal(name, KnownStreams.NameOf(message));
        Assert.False(DectrisStream2Decoder.Recognises(message));
    }

    private static DectrisStream2Decoder New() => new(new() { Format = StreamFormat.DectrisStream2 });
}
