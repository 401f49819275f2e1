using Exafs.Adapters.Recording;
using Exafs.Adapters.Streams;
using Exafs.Tests.Pipeline;

namespace Exafs.Tests.Adapters.Recording;

/// <summary>Recordings to read.</summary>
internal static class Recordings
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly RecordingHeader Header = new() { Endpoints = ["tcp://beamline:5555"], Pattern = "pull", Topic = "scan", Started = Start, Program = "test 1.0" };

    /// <summary>Messages of one to three frames, empty ones among them.</summary>
    public static WireMessage Message(int number) => new(
        [.. Enumerable.Range(0, 1 + (number % 3)).Select(frame => (ReadOnlyMemory<byte>)Enumerable.Range(0, frame == 1 ? 0 : number + 3).Select(i => (byte)(i + number)).ToArray())],
        Start.AddSeconds(number).AddTicks(number));

    /// <summary>A recording of such messages, a second apart.</summary>
    public static byte[] Of(int messages, bool isEnded = true)
    {
        var (stream, clock) = (new MemoryStream(), new VirtualTime());
        using var writer = new RecordingWriter(stream, Header, clock);
        for (int i = 1; i <= messages; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            writer.Write(Message(i), clock.GetTimestamp());
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        if (isEnded)
            writer.End("stopped");
        else
            writer.Tick();
        return stream.ToArray();
    }

    /// <summary>What is whole, and what is said of the rest.</summary>
    public static (List<RecordedMessage> Messages, RecordingReader Reader) Read(byte[] bytes)
    {
        var reader = new RecordingReader(new MemoryStream(bytes), "night");
        return ([.. reader.Messages()], reader);
    }

    public static void AssertEqual(WireMessage expected, WireMessage actual)
    {
        Assert.Equal(expected.Arrived, actual.Arrived);
        Assert.Equal(expected.Frames.Select(frame => frame.ToArray()), actual.Frames.Select(frame => frame.ToArray()));
    }

    /// <summary>Number of a message, by what it carries.</summary>
    public static int NumberOf(RecordedMessage message)
    {
        int number = (int)Math.Round((message.Message.Arrived - Start).TotalSeconds);
        AssertEqual(Message(number), message.Message);
        return number;
    }
}
