using Exafs.Adapters.Streams;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams;

/// <summary>What every format promises, each held to it alike.</summary>
public sealed class FormatTests
{
    public static TheoryData<string> Names => [.. FormatExamples.All.Select(format => format.Name)];

    public static TheoryData<string> Spectra => [.. FormatExamples.All.Where(format => format.HasScans).Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Spectra))]
    public void Decode_ScansOfAnyFormat_AreThoseOfScanV1_BitForBit(string name)
    {
        FormatExamples format = Format(name);
        Scan[] sent = [ScanExamples.Scan(50, "a"), ScanExamples.Scan(50, "b"), ScanExamples.Scan(50, "c")];

        Scan[] came = [.. DecodedScans.Of(StreamDecoders.Of(format.Options(sent[0])), sent.SelectMany(format.Messages))];

        Assert.Equal(sent.Length, came.Length);
        foreach ((Scan a, Scan b) in sent.Zip(came))
        {
            Assert.Null(b.Defect);
            Assert.Equal([.. a.Energy], b.Energy.ToArray());
            Assert.Equal([.. a.I0], b.I0.ToArray());
            if (format.HasTransmission)
                Assert.Equal([.. a.ITrans], b.ITrans.ToArray());
            else
                Assert.Equal([.. a.IFluor[0].Values], b.IFluor[0].Values.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_MessagesOfAFormat_RecognisesItAndNoOther(string name)
    {
        FormatExamples format = Format(name);
        foreach (byte[][] frames in format.Messages(ScanExamples.Scan(30)))
            Assert.Equal(format.Format, StreamDecoders.FormatOf(DecodedScans.Message(frames)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_TenThousandSpoiltMessages_NeitherThrowsNorHangsNorSwells(string name) => new DecoderFuzz(Format(name), seed: 1).Run(10_000);

    [Fact]
    public void Decode_AnyMessageOfOneOrTwoBytes_IsOneDefect()
    {
        IStreamDecoder decoder = StreamDecoders.Of(new StreamOptions { Format = StreamFormat.Auto });
        for (int i = 0; i < 256 + 65536; i++)
        {
            byte[] bytes = i < 256 ? [(byte)i] : [(byte)((i - 256) >> 8), (byte)(i - 256)];
            Assert.True(decoder.Decode(DecodedScans.Message(bytes)) is [{ Defect: not null }], Convert.ToHexString(bytes));
        }
    }

    private static FormatExamples Format(string name) => FormatExamples.All.Single(format => format.Name == name);
}
