using System.Text;
using Exafs.Adapters.Recording;
using Exafs.Adapters.Streams;
using Exafs.Tests.Pipeline;

namespace Exafs.Tests.Adapters.Recording;

/// <summary>What is whole is taken, what is not costs no more than itself.</summary>
public sealed class RecordingReaderTests
{
    private const int Count = 6;

    [Fact]
    public void Messages_WholeRecording_AreThoseThatCame()
    {
        var (messages, reader) = Recordings.Read(Recordings.Of(Count));

        Assert.Equal(Enumerable.Range(1, Count), messages.Select(Recordings.NumberOf));
        Assert.Equal(Enumerable.Range(1, Count).Select(second => TimeSpan.FromSeconds(second)), messages.Select(message => message.Elapsed));
        Assert.Equal(Recordings.Header with { Endpoints = [] }, reader.Header! with { Endpoints = [] });
        Assert.Equal(Recordings.Header.Endpoints.ToArray(), reader.Header!.Endpoints.ToArray());
        Assert.Equal(TimeSpan.FromSeconds(Count + 1), reader.Ended);
        Assert.Null(reader.Trouble);
    }

    [Fact]
    public void Messages_CutAtEveryByte_AreThoseBeforeTheCut()
    {
        byte[] whole = Recordings.Of(Count);
        int before = 0;
        for (int cut = 0; cut < whole.Length; cut++)
        {
            if (cut < 8)
            {
                Assert.Throws<InvalidDataException>(() => Recordings.Read(whole[..cut]));
                continue;
            }

            var (messages, reader) = Recordings.Read(whole[..cut]);

            Assert.Equal(Enumerable.Range(1, messages.Count), messages.Select(Recordings.NumberOf));
            Assert.InRange(messages.Count, before, before + 1);
            before = messages.Count;
            Assert.Matches($"^night: .*(it was cut|it has no end).*; {messages.Count} messages are taken$", reader.Trouble);
            Assert.Equal((0, 0), (reader.Damages, reader.Missing));
        }

        Assert.Equal(Count, before);
    }

    [Fact]
    public void Messages_EachByteFlipped_CostOneRecordAtMost()
    {
        byte[] whole = Recordings.Of(Count);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] spoilt = [.. whole];
            spoilt[at] ^= 0x10;

            var (messages, reader) = Recordings.Read(spoilt);

            int[] numbers = [.. messages.Select(Recordings.NumberOf)];
            Assert.InRange(numbers.Length, Count - 1, Count);
            Assert.Equal(numbers.Order(), numbers);
            Assert.NotNull(reader.Trouble);
            Assert.Equal(1, reader.Damages + (reader.CutBytes > 0 ? 1 : 0));
            if (numbers.Length < Count)
                Assert.Equal(1, reader.Missing);
        }
    }

    [Fact]
    public void Messages_BytesThatAreMissing_CostWhatTheyAreOf()
    {
        byte[] whole = Recordings.Of(Count);
        for (int at = 250; at < whole.Length - 250; at++)
        {
            var (messages, reader) = Recordings.Read([.. whole[..at], .. whole[(at + 3)..]]);

            Assert.InRange(messages.Select(Recordings.NumberOf).Distinct().Count(), Count - 2, Count - 1);
            Assert.InRange(reader.Damages, 1, 2);
            Assert.Equal(Count - messages.Count, reader.Missing);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(65_536)]
    [InlineData(200_001)]
    public void Messages_RubbishBetweenThem_IsSteppedOver(int length)
    {
        byte[] first = Recordings.Of(2, isEnded: false), all = Recordings.Of(Count);
        var rubbish = new byte[length];
        new Random(length).NextBytes(rubbish);

        var (messages, reader) = Recordings.Read([.. first, .. rubbish, .. all[first.Length..]]);

        Assert.Equal(Enumerable.Range(1, Count), messages.Select(Recordings.NumberOf));
        Assert.Equal((1, 0), (reader.Damages, reader.Missing));
    }

    [Fact]
    public void Messages_DamagedOneThatHoldsARecording_IsNotTakenForTheRecording()
    {
        var (stream, clock) = (new MemoryStream(), new VirtualTime());
        using var writer = new RecordingWriter(stream, Recordings.Header, clock);
        for (int i = 1; i <= 9; i++)
            writer.Write(i == 8 ? new WireMessage([Recordings.Of(3)], Recordings.Start) : Recordings.Message(i), clock.GetTimestamp());
        writer.End("stopped");
        byte[] bytes = stream.ToArray();
        ReadOnlySpan<byte> marker = bytes.AsSpan(0, 8);
        int within = bytes.AsSpan(0, bytes.AsSpan(100).IndexOf("tcp://"u8) + 100).LastIndexOf(marker), holder = bytes.AsSpan(0, within).LastIndexOf(marker);
        bytes[holder + 13] ^= 1;

        var (messages, reader) = Recordings.Read(bytes);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 9], messages.Select(Recordings.NumberOf));
        Assert.Equal((1, 1), (reader.Damages, reader.Missing));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# XDI/1.0")]
    [InlineData("{\"format\":\"exafs-frames-v1\"}")]
    public void Reader_AnotherFile_IsRefused(string text) =>
        Assert.Contains("this is no exafs-recording-v1", Assert.Throws<InvalidDataException>(() => Recordings.Read(Encoding.UTF8.GetBytes(text))).Message);

    [Fact]
    public void Reader_LaterFormat_IsRefusedByItsName()
    {
        var stream = new MemoryStream();
        using var writer = new RecordingWriter(stream, Recordings.Header with { Format = "exafs-recording-v2" }, new VirtualTime());

        Assert.Contains("exafs-recording-v2", Assert.Throws<InvalidDataException>(() => Recordings.Read(stream.ToArray())).Message);
    }

    [Fact]
    public void Messages_AnyBytesBehindAMarker_AreNoMessages()
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(8, 400)];
            random.NextBytes(bytes);
            Recordings.Of(0).AsSpan(0, 8).CopyTo(bytes);

            Assert.Empty(Recordings.Read(bytes).Messages);
        }
    }
}
