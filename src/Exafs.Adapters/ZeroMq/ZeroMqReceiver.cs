using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Exafs.Adapters.Streams;
using NetMQ;
using NetMQ.Monitoring;
using NetMQ.Sockets;

namespace Exafs.Adapters.ZeroMq;

/// <summary>One socket on one thread of its own, since sockets belong to one thread. What it received is handed on, or the socket waits: nothing is dropped here.</summary>
public sealed class ZeroMqReceiver(ZeroMqOptions options, TimeProvider clock)
{
    private const int MostFrames = 4096;

    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(50);
    private static long s_monitors;
    private long _connected;
    private long _disconnected;

    /// <summary>Times a peer was connected.</summary>
    public long Connected => Interlocked.Read(ref _connected);

    /// <summary>Times a peer was lost.</summary>
    public long Disconnected => Interlocked.Read(ref _disconnected);

    /// <summary>All messages, with the time now and then between them, until cancelled; then those that had been received by then.</summary>
    /// <exception cref="NetMQException">An endpoint cannot be bound or connected to.</exception>
    public async IAsyncEnumerable<ZeroMqMessage> ReceiveAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        Channel<ZeroMqMessage> messages = Channel.CreateUnbounded<ZeroMqMessage>(new() { SingleReader = true, SingleWriter = true });
        using var room = new SemaphoreSlim(options.QueueLength);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task thread = Task.Factory.StartNew(
            () => Run(messages.Writer, room, ended.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            // Not cancelled here: the thread ends the channel, after the last message.
            await foreach (ZeroMqMessage message in messages.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                room.Release();
                yield return message;
            }
        }
        finally
        {
            // A reader that left early wants no more: room for all that the thread may still hand on.
            await ended.CancelAsync().ConfigureAwait(false);
            room.Release(options.ReceiveHighWaterMark + 1);
            await thread.ConfigureAwait(false);
        }
    }

    private void Run(ChannelWriter<ZeroMqMessage> messages, SemaphoreSlim room, CancellationToken cancellation)
    {
        try
        {
            using NetMQSocket socket = Open();
            using NetMQMonitor monitor = Watch(socket);
            Attach(socket);
            while (!cancellation.IsCancellationRequested)
            {
                if (TryReceive(socket, s_tick, out ZeroMqMessage message))
                    Hand(message);
                else if (room.Wait(0, CancellationToken.None))
                    messages.TryWrite(new ZeroMqMessage(null, clock.GetTimestamp()));
            }

            // What the socket holds was received too; a publisher that goes on must not keep us from ending.
            for (int left = options.ReceiveHighWaterMark; left > 0 && TryReceive(socket, TimeSpan.Zero, out ZeroMqMessage message); left--)
                Hand(message);
            messages.Complete();
        }
        catch (Exception e)
        {
            messages.Complete(e);
        }

        void Hand(ZeroMqMessage message)
        {
            room.Wait(CancellationToken.None);
            messages.TryWrite(message);
        }
    }

    private bool TryReceive(NetMQSocket socket, TimeSpan timeout, out ZeroMqMessage message)
    {
        message = default;
        if (!socket.TryReceiveFrameBytes(timeout, out byte[]? frame, out bool more))
            return false;
        if (!more)
        {
            message = new(new WireMessage([frame], clock.GetUtcNow()), clock.GetTimestamp());
            return true;
        }

        var frames = new List<ReadOnlyMemory<byte>> { frame };
        for (long bytes = frame.Length; more;)
        {
            frame = socket.ReceiveFrameBytes(out more);
            bytes += frame.Length;

            // Each frame is below the limit; of a message of too many only the beginning is kept, and that is found defective.
            if (frames.Count < MostFrames && bytes <= options.Stream.Limits.MessageBytes)
                frames.Add(frame);
        }

        message = new(new WireMessage([.. frames], clock.GetUtcNow()), clock.GetTimestamp());
        return true;
    }

    private NetMQSocket Open()
    {
        NetMQSocket socket = options.Pattern == ZeroMqPattern.Pull ? new PullSocket() : new SubscriberSocket();
        socket.Options.ReceiveHighWatermark = options.ReceiveHighWaterMark;
        socket.Options.MaxMsgSize = options.Stream.Limits.MessageBytes;
        socket.Options.Linger = TimeSpan.Zero;
        socket.Options.ReconnectInterval = options.ReconnectInterval;
        socket.Options.ReconnectIntervalMax = options.ReconnectIntervalMax;
        if (options.HeartbeatInterval > TimeSpan.Zero)
        {
            socket.Options.HeartbeatInterval = options.HeartbeatInterval;
            socket.Options.HeartbeatTimeout = options.HeartbeatTimeout;
        }

        if (options.KeepAliveIdle > TimeSpan.Zero)
        {
            socket.Options.TcpKeepalive = true;
            socket.Options.TcpKeepaliveIdle = options.KeepAliveIdle;
            socket.Options.TcpKeepaliveInterval = options.KeepAliveInterval;
        }

        if (options.Bind && options.OwnKeys is { } own)
        {
            socket.Options.CurveServer = true;
            socket.Options.CurveCertificate = own.ToNetMQ();
        }
        else if (!options.Bind && options.PublisherKey is { } publisher)
        {
            socket.Options.CurveServerKey = publisher.ToNetMQ().PublicKey;
            socket.Options.CurveCertificate = (options.OwnKeys ?? CurveCertificate.New()).ToNetMQ();
        }

        return socket;
    }

    private NetMQMonitor Watch(NetMQSocket socket)
    {
        var monitor = new NetMQMonitor(
            socket,
            $"inproc://exafs-monitor-{Interlocked.Increment(ref s_monitors)}",
            SocketEvents.Connected | SocketEvents.Accepted | SocketEvents.Disconnected);
        monitor.Connected += (_, _) => Interlocked.Increment(ref _connected);
        monitor.Accepted += (_, _) => Interlocked.Increment(ref _connected);
        monitor.Disconnected += (_, _) => Interlocked.Increment(ref _disconnected);
        monitor.StartAsync();
        return monitor;
    }

    private void Attach(NetMQSocket socket)
    {
        if (socket is SubscriberSocket subscriber)
            subscriber.Subscribe(options.Topic);
        foreach (string endpoint in options.Endpoints)
        {
            if (options.Bind)
                socket.Bind(endpoint);
            else
                socket.Connect(endpoint);
        }
    }
}
