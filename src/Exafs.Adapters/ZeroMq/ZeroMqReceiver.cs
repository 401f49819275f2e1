using System.Runtime.CompilerServices;
using System.Threading.Channels;
using NetMQ;
using NetMQ.Monitoring;
using NetMQ.Sockets;

namespace Exafs.Adapters.ZeroMq;

/// <summary>One socket on one thread of its own, since sockets belong to one thread. What it received is handed on, or the socket waits: nothing is dropped here.</summary>
internal sealed class ZeroMqReceiver(ZeroMqOptions options, TimeProvider clock)
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(50);
    private static long s_monitors;
    private readonly Channel<ZeroMqMessage> _messages = Channel.CreateUnbounded<ZeroMqMessage>(new() { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _room = new(options.QueueLength);
    private long _connected;
    private long _disconnected;

    public long Connected => Interlocked.Read(ref _connected);

    public long Disconnected => Interlocked.Read(ref _disconnected);

    /// <summary>All messages, with the time now and then between them, until cancelled; then those that had been received by then.</summary>
    /// <exception cref="NetMQException">An endpoint cannot be bound or connected to.</exception>
    public async IAsyncEnumerable<ZeroMqMessage> ReceiveAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        new Thread(() => Run(ended.Token)) { IsBackground = true, Name = $"ZeroMQ {options.Endpoints[0]}" }.Start();
        try
        {
            // Not cancelled here: the thread ends the channel, after the last message.
            await foreach (ZeroMqMessage message in _messages.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                _room.Release();
                yield return message;
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            _room.Release(options.QueueLength);
            await _messages.Reader.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Run(CancellationToken cancellation)
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
                else if (_room.Wait(0, CancellationToken.None))
                    _messages.Writer.TryWrite(new ZeroMqMessage(null, clock.GetTimestamp()));
            }

            // What the socket holds was received too; a publisher that goes on must not keep us from ending.
            for (int left = options.ReceiveHighWaterMark; left > 0 && TryReceive(socket, TimeSpan.Zero, out ZeroMqMessage message); left--)
                Hand(message);
            monitor.Stop();
            _messages.Writer.Complete();
        }
        catch (NetMQException e)
        {
            _messages.Writer.Complete(e);
        }
    }

    private void Hand(ZeroMqMessage message)
    {
        _room.Wait(CancellationToken.None);
        _messages.Writer.TryWrite(message);
    }

    private bool TryReceive(NetMQSocket socket, TimeSpan timeout, out ZeroMqMessage message)
    {
        message = default;
        if (!socket.TryReceiveFrameBytes(timeout, out byte[]? frame, out bool more))
            return false;
        while (more)
            frame = socket.ReceiveFrameBytes(out more);
        message = new ZeroMqMessage(frame, clock.GetTimestamp());
        return true;
    }

    private NetMQSocket Open()
    {
        NetMQSocket socket = options.Pattern == ZeroMqPattern.Pull ? new PullSocket() : new SubscriberSocket();
        socket.Options.ReceiveHighWatermark = options.ReceiveHighWaterMark;
        socket.Options.MaxMsgSize = options.Assembly.Limits.MessageBytes;
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
