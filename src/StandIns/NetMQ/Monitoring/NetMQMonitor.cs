using System.Buffers.Binary;
using NetMQ.Sockets;

namespace NetMQ.Monitoring;

/// <summary>Tells what happens to a socket's connections. Events come on the thread that runs <see cref="Start"/>.</summary>
public class NetMQMonitor : IDisposable
{
    private readonly NetMQSocket monitored;
    private readonly PairSocket events;
    private readonly ManualResetEventSlim stopped = new(initialState: true);
    private volatile bool stopping;
    private volatile bool running;
    private bool disposed;

    /// <param name="monitoredSocket">The socket to watch.</param>
    /// <param name="endpoint">A name of its own for this monitor: "inproc://...".</param>
    /// <param name="eventsToMonitor">What to tell.</param>
    public NetMQMonitor(NetMQSocket monitoredSocket, string endpoint, SocketEvents eventsToMonitor)
    {
        Endpoint = endpoint;
        monitored = monitoredSocket;
        monitored.Monitor(endpoint, eventsToMonitor);
        events = new PairSocket();
        // libzmq's own thread would wait for room in this queue, and with it every connection: it has no end,
        // and it stands from here on, not only once Start is called.
        events.Options.ReceiveHighWatermark = 0;
        events.Options.Linger = TimeSpan.Zero;
        events.Connect(endpoint);
    }

    public string Endpoint { get; }

    public bool IsRunning => running;

    /// <summary>How long <see cref="Stop"/> may take to be seen.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Any event, before the one of its own kind.</summary>
    public event EventHandler<NetMQMonitorEventArgs>? EventReceived;

    public event EventHandler<NetMQMonitorSocketEventArgs>? Connected;
    public event EventHandler<NetMQMonitorErrorEventArgs>? ConnectDelayed;
    public event EventHandler<NetMQMonitorIntervalEventArgs>? ConnectRetried;
    public event EventHandler<NetMQMonitorSocketEventArgs>? Listening;
    public event EventHandler<NetMQMonitorErrorEventArgs>? BindFailed;
    public event EventHandler<NetMQMonitorSocketEventArgs>? Accepted;
    public event EventHandler<NetMQMonitorErrorEventArgs>? AcceptFailed;
    public event EventHandler<NetMQMonitorSocketEventArgs>? Closed;
    public event EventHandler<NetMQMonitorErrorEventArgs>? CloseFailed;
    public event EventHandler<NetMQMonitorSocketEventArgs>? Disconnected;

    /// <summary>Raises events until <see cref="Stop"/>.</summary>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    public void Start()
    {
        if (running)
            throw new InvalidOperationException("Monitor already started");
        stopped.Reset();
        running = true;
        try
        {
            List<byte[]> frames = [];
            while (!stopping)
                if (events.TryReceiveMultipartBytes(Timeout, ref frames))
                    Raise(frames);
        }
        finally
        {
            running = false;
            stopped.Set();
        }
    }

    /// <summary><see cref="Start"/> on a thread of its own; the task ends when it stops.</summary>
    public Task StartAsync() => running
        ? throw new InvalidOperationException("Monitor already started")
        : Task.Factory.StartNew(Start, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Ends <see cref="Start"/> and waits until it has ended.</summary>
    public void Stop()
    {
        stopping = true;
        stopped.Wait();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || disposed)
            return;
        disposed = true;
        Stop();
        monitored.StopMonitor();
        events.Dispose();
        stopped.Dispose();
    }

    /// <summary>The first frame is the event (uint16) and its value (int32), little-endian here; the second the endpoint.</summary>
    private void Raise(List<byte[]> frames)
    {
        var kind = (SocketEvents)BinaryPrimitives.ReadUInt16LittleEndian(frames[0]);
        int value = BinaryPrimitives.ReadInt32LittleEndian(frames[0].AsSpan(2));
        string address = SendReceiveConstants.DefaultEncoding.GetString(frames[1]);
        switch (kind)
        {
            case SocketEvents.Connected: Tell(Connected, Connection()); break;
            case SocketEvents.Listening: Tell(Listening, Connection()); break;
            case SocketEvents.Accepted: Tell(Accepted, Connection()); break;
            case SocketEvents.Closed: Tell(Closed, Connection()); break;
            case SocketEvents.Disconnected: Tell(Disconnected, Connection()); break;
            case SocketEvents.ConnectDelayed: Tell(ConnectDelayed, Error()); break;
            case SocketEvents.BindFailed: Tell(BindFailed, Error()); break;
            case SocketEvents.AcceptFailed: Tell(AcceptFailed, Error()); break;
            case SocketEvents.CloseFailed: Tell(CloseFailed, Error()); break;
            case SocketEvents.ConnectRetried: Tell(ConnectRetried, new(this, address, value, kind)); break;
            default: break; // the monitored socket was closed: nothing more will come
        }

        NetMQMonitorSocketEventArgs Connection() => new(this, address, kind);
        NetMQMonitorErrorEventArgs Error() => new(this, address, Native.ToErrorCode(value), kind);
    }

    private void Tell<T>(EventHandler<T>? handler, T args) where T : NetMQMonitorEventArgs
    {
        EventReceived?.Invoke(this, args);
        handler?.Invoke(this, args);
    }
}
