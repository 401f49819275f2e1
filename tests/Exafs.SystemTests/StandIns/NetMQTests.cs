using System.Diagnostics;
using System.Text;
using NetMQ;
using NetMQ.Sockets;

namespace Exafs.SystemTests.StandIns;

/// <summary>Frames and messages between sockets of this process: what the package promises, whichever stands behind it.</summary>
public sealed class NetMQTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void SendMultipart_EveryWay_ArrivesAsSent()
    {
        using var pull = new PullSocket();
        int port = pull.BindRandomPort("tcp://127.0.0.1");
        using var push = new PushSocket($">tcp://127.0.0.1:{port}");

        push.SendMoreFrame("head").SendMoreFrame([1, 2]).SendFrame([]);
        Assert.Equal(["68656164", "0102", ""], Frames(pull));

        var message = new NetMQMessage();
        message.Append("head");
        message.Append([1, 2]);
        message.AppendEmptyFrame();
        push.SendMultipartMessage(message);
        NetMQMessage? received = null;
        Assert.True(pull.TryReceiveMultipartMessage(Patience, ref received));
        Assert.Equal(message, received);
        Assert.Equal("head", received.First.ConvertToString());
        Assert.True(received.Last.IsEmpty);

        push.SendMultipartBytes([7], [8]);
        Assert.Equal([[7], [8]], pull.ReceiveMultipartBytes());

        push.SendFrame([1, 2, 3, 4], 2);
        Assert.Equal([1, 2], pull.ReceiveFrameBytes(out bool more));
        Assert.False(more);

        push.SendFrame("µ(E)");
        Assert.Equal("µ(E)", pull.ReceiveFrameString());
    }

    [Fact]
    public void TryReceive_IntoAMsg_GivesItsBytesAndWhetherMoreFollow()
    {
        using var pull = new PullSocket();
        int port = pull.BindRandomPort("tcp://127.0.0.1");
        using var push = new PushSocket($">tcp://127.0.0.1:{port}");
        byte[] large = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];
        push.SendMoreFrame(large).SendFrame([]);

        var msg = new Msg();
        msg.InitEmpty();
        Assert.True(pull.TryReceive(ref msg, Patience));
        Assert.Equal(100_000, msg.Size);
        Assert.True(msg.HasMore);
        Assert.True(msg.Slice().SequenceEqual(large));
        Assert.True(msg.SliceAsMemory().Span.SequenceEqual(large));
        Assert.True(pull.TryReceive(ref msg, Patience));
        Assert.Equal(0, msg.Size);
        Assert.False(msg.HasMore);
        msg.Close();
        Assert.False(msg.IsInitialised);
    }

    [Fact]
    public void TrySend_AMsg_Arrives()
    {
        using var pull = new PullSocket();
        int port = pull.BindRandomPort("tcp://127.0.0.1");
        using var push = new PushSocket($">tcp://127.0.0.1:{port}");
        var msg = new Msg();
        msg.InitPool(3);
        ((ReadOnlySpan<byte>)[1, 2, 3]).CopyTo(msg.Slice());
        Assert.True(push.TrySend(ref msg, Patience, more: false));
        msg.Close();
        Assert.Equal([1, 2, 3], pull.ReceiveFrameBytes());
    }

    [Fact]
    public void TryReceive_NothingThere_IsFalseInTimeAndLeavesWhatWasHandedIn()
    {
        using var pull = new PullSocket();
        pull.BindRandomPort("tcp://127.0.0.1");
        long began = Stopwatch.GetTimestamp();
        Assert.False(pull.TryReceiveFrameBytes(out byte[]? frame));
        Assert.Null(frame);
        Assert.False(pull.TryReceiveFrameBytes(TimeSpan.FromMilliseconds(200), out frame, out bool more));
        Assert.False(more);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromMilliseconds(190), TimeSpan.FromSeconds(10));

        List<byte[]> frames = [[1]];
        Assert.False(pull.TryReceiveMultipartBytes(TimeSpan.FromMilliseconds(1), ref frames));
        Assert.Single(frames);
        NetMQMessage? message = null;
        Assert.False(pull.TryReceiveMultipartMessage(ref message));
        Assert.Null(message);
        Assert.False(pull.HasIn);
    }

    [Fact]
    public void Subscribe_Topics_SelectByTheirFirstBytes()
    {
        using var publisher = new PublisherSocket();
        int port = publisher.BindRandomPort("tcp://127.0.0.1");
        using var subscriber = new SubscriberSocket();
        subscriber.Connect($"tcp://127.0.0.1:{port}");
        subscriber.Subscribe("scan/");
        subscriber.Subscribe(Encoding.UTF8.GetBytes("Å"));
        List<byte[]> frames = [];
        long began = Stopwatch.GetTimestamp();
        do // until the subscription has reached the publisher
        {
            Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Patience);
            publisher.SendMoreFrame("other").SendFrame("no");
            publisher.SendMoreFrame("scan/1").SendFrame("yes");
        }
        while (!subscriber.TryReceiveMultipartBytes(TimeSpan.FromMilliseconds(20), ref frames));
        publisher.SendFrame("Åcn");
        do
            Assert.Contains(Encoding.UTF8.GetString(frames[0]), (string[])["scan/1", "Åcn"]);
        while (frames.Count == 2 && subscriber.TryReceiveMultipartBytes(Patience, ref frames));
        Assert.Equal("Åcn", Encoding.UTF8.GetString(Assert.Single(frames)));
    }

    [Fact]
    public void TrySendFrame_PullerThatDoesNotRead_IsFalseAtTheHighWaterMark()
    {
        using var pull = new PullSocket();
        pull.Options.ReceiveHighWatermark = 5;
        int port = pull.BindRandomPort("tcp://127.0.0.1");
        using var push = new PushSocket();
        Assert.False(push.TrySendFrame([0]));
        push.Options.SendHighWatermark = 5;
        push.Connect($"tcp://127.0.0.1:{port}");
        byte[] large = new byte[1_000_000];
        int sent = 0;
        while (sent < 1_000 && push.TrySendFrame(TimeSpan.FromMilliseconds(500), large))
            sent++;
        Assert.InRange(sent, 5, 100); // both marks, and what the operating system holds
        for (int received = 0; received < sent; received++)
            Assert.True(pull.TryReceiveFrameBytes(Patience, out _));
        Assert.True(push.TrySendFrame(Patience, large));
    }

    [Fact]
    public void Publish_SubscriberThatDoesNotRead_LosesWhatIsBeyondTheHighWaterMark()
    {
        using var publisher = new PublisherSocket();
        publisher.Options.SendHighWatermark = 5;
        int port = publisher.BindRandomPort("tcp://127.0.0.1");
        using var subscriber = new SubscriberSocket();
        subscriber.Options.ReceiveHighWatermark = 5;
        subscriber.SubscribeToAnyTopic();
        subscriber.Connect($"tcp://127.0.0.1:{port}");
        Until(() => publisher.TrySendFrame([0]) && subscriber.TryReceiveFrameBytes(TimeSpan.FromMilliseconds(20), out _));
        byte[] large = new byte[1_000_000];
        for (int i = 0; i < 200; i++)
            Assert.True(publisher.TrySendFrame(large));
        int received = 0;
        while (subscriber.TryReceiveFrameBytes(TimeSpan.FromSeconds(1), out byte[]? frame))
            received += frame.Length == large.Length ? 1 : 0;
        Assert.InRange(received, 1, 199);
    }

    [Fact]
    public void Message_AsAList_AppendsPushesAndPops()
    {
        var message = new NetMQMessage([[1], [2]]);
        message.Push([0]);
        message.Append(new NetMQFrame([3, 4], 1));
        Assert.Equal(4, message.FrameCount);
        Assert.Equal("00010203", string.Concat(message.Select(frame => Convert.ToHexString(frame.AsSpan()))));
        Assert.Equal(new NetMQFrame([0]), message.Pop());
        Assert.Equal([3], message.Last.ToByteArray(copy: true));
        Assert.Equal([3, 4], message.Last.ToByteArray());
        Assert.True(message[0] == new NetMQFrame([1]));
        message.Clear();
        Assert.True(message.IsEmpty);
        Assert.Equal("a?", new NetMQFrame("aµ").ConvertToString());
        Assert.Equal("aµ", new NetMQFrame("aµ", Encoding.UTF8).ConvertToString(Encoding.UTF8));
    }

    internal static void Until(Func<bool> done)
    {
        long began = Stopwatch.GetTimestamp();
        while (!done())
            Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Patience);
    }

    private static string[] Frames(PullSocket socket)
    {
        List<byte[]> frames = [];
        Assert.True(socket.TryReceiveMultipartBytes(Patience, ref frames));
        return [.. frames.Select(Convert.ToHexString)];
    }
}
