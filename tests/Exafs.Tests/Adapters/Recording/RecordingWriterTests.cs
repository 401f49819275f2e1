using Exafs.Adapters.Recording;
using Exafs.Adapters.Streams;
using Exafs.Tests.Pipeline;

namespace Exafs.Tests.Adapters.Recording;

/// <summary>What was written is in the file, and a full disk is no catastrophe.</summary>
public sealed class RecordingWriterTests
{
    private const int Count = 6;

    [Fact]
    public void Write_DiskFullAtEveryByte_KeepsWhatIsWhole_AndCountsIt()
    {
        int room = Recordings.Of(0, isEnded: false).Length, whole = Recordings.Of(Count).Length;
        for (int bytes = room; bytes < whole; bytes++)
        {
            var (stream, clock) = (new LimitedStream(bytes), new VirtualTime());
            using var writer = new RecordingWriter(stream, Recordings.Header, clock);

            Assert.Throws<IOException>(() =>
            {
                for (int i = 1; i <= Count; i++)
                {
                    clock.Advance(TimeSpan.FromSeconds(i % 2 == 0 ? 1 : 0)); // every second one is flushed
                    writer.Write(Recordings.Message(i), clock.GetTimestamp());
                }

                writer.End("stopped");
            });

            var (messages, reader) = Recordings.Read(stream.ToArray());
            Assert.Equal(Enumerable.Range(1, (int)writer.Messages), messages.Select(Recordings.NumberOf));
            Assert.Equal(messages.Sum(message => message.Message.Length), writer.Bytes);
            Assert.Equal((0, 0), (reader.Damages, reader.Missing));
        }
    }

    [Fact]
    public void Write_DiskFullWithinALongMessage_EndsInOrder()
    {
        var (stream, clock) = (new LimitedStream(3000), new VirtualTime());
        using var writer = new RecordingWriter(stream, Recordings.Header, clock);
        var message = new WireMessage([new byte[1000]], Recordings.Start);

        Assert.Throws<IOException>(() =>
        {
            for (int i = 0; i < 3; i++)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                writer.Write(message, clock.GetTimestamp());
            }
        });

        var (messages, reader) = Recordings.Read(stream.ToArray());
        Assert.Equal((2, 2), (messages.Count, writer.Messages));
        Assert.NotNull(reader.Ended);
        Assert.Null(reader.Trouble);
        Assert.Equal(stream.Length, writer.FileBytes);
    }

    [Fact]
    public void Writer_NoRoomAtAll_Throws() => Assert.Throws<IOException>(() => new RecordingWriter(new LimitedStream(10), Recordings.Header, new VirtualTime()));

    [Fact]
    public void Tick_HalfASecondLater_TheFileHasTheMessage()
    {
        var (stream, clock) = (new MemoryStream(), new VirtualTime());
        using var writer = new RecordingWriter(stream, Recordings.Header, clock);
        writer.Write(Recordings.Message(1), clock.GetTimestamp());
        long before = stream.Length;

        clock.Advance(TimeSpan.FromSeconds(0.6));
        writer.Tick();

        Assert.Empty(Recordings.Read(stream.ToArray()[..(int)before]).Messages);
        Assert.Single(Recordings.Read(stream.ToArray()).Messages);
        Assert.Equal(stream.Length, writer.FileBytes);
    }
}
