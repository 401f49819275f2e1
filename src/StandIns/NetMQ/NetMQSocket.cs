using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NetMQ;

/// <summary>One ZeroMQ socket. It belongs to one thread at a time.</summary>
public abstract class NetMQSocket : IOutgoingSocket, IReceivingSocket, IDisposable
{
    internal enum DefaultAction { Connect, Bind }

    private nint handle;
    private int receiveTimeout = -1;
    private int sendTimeout = -1;

    internal NetMQSocket(int type, string? connectionString, DefaultAction defaultAction)
    {
        handle = NetMQConfig.CreateSocket(type);
        Options = new SocketOptions(this) { Linger = NetMQConfig.Linger };
        const StringSplitOptions clean = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (string endpoint in (connectionString ?? "").Split(',', clean))
        {
            if (endpoint[0] == '@' || (endpoint[0] != '>' && defaultAction == DefaultAction.Bind))
                Bind(endpoint.TrimStart('@'));
            else
                Connect(endpoint.TrimStart('>'));
        }
    }

    public SocketOptions Options { get; }

    public bool IsDisposed => handle == 0;

    /// <summary>A frame can be received without waiting.</summary>
    public bool HasIn => (Events & 1) != 0;

    /// <summary>A frame can be sent without waiting.</summary>
    public bool HasOut => (Events & 2) != 0;

    private int Events => Options.GetInt32(SocketOption.Events);

    internal nint Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle == 0, this);
            return handle;
        }
    }

    public void Bind(string address) => Native.Check(Native.zmq_bind(Handle, Checked(address)));

    /// <summary>Binds to a free port of <paramref name="address"/> ("tcp://127.0.0.1") and returns it.</summary>
    public int BindRandomPort(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.StartsWith("tcp://", StringComparison.Ordinal))
            throw new ProtocolNotSupportedException("Address must use the TCP protocol.");
        Bind(address + ":0");
        string bound = Options.LastEndpoint!;
        return int.Parse(bound.AsSpan(bound.LastIndexOf(':') + 1));
    }

    public void Connect(string address) => Native.Check(Native.zmq_connect(Handle, Checked(address)));

    public void Disconnect(string address) => Native.Check(Native.zmq_disconnect(Handle, Checked(address)));

    public void Unbind(string address) => Native.Check(Native.zmq_unbind(Handle, Checked(address)));

    /// <summary>Publishes this socket's events at <paramref name="endpoint"/> ("inproc://..."), for a PAIR socket to read.</summary>
    public void Monitor(string endpoint, SocketEvents events = SocketEvents.All)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(endpoint);
        Native.Check(Native.zmq_socket_monitor(Handle, endpoint, (int)events));
    }

    internal void StopMonitor()
    {
        if (handle != 0)
            Native.Check(Native.zmq_socket_monitor(handle, null, 0));
    }

    public virtual unsafe bool TryReceive(ref Msg msg, TimeSpan timeout)
    {
        if (!msg.IsInitialised)
            throw new FaultException("The Msg to receive into is not initialised.");
        nint socket = Handle;
        long began = Stopwatch.GetTimestamp();
        int wait = Milliseconds(timeout);
        Native.Frame frame;
        _ = Native.zmq_msg_init(&frame);
        try
        {
            while (true)
            {
                if (wait != 0)
                    SetTimeout(SocketOption.ReceiveTimeout, ref receiveTimeout, wait);
                if (Native.zmq_msg_recv(&frame, socket, wait == 0 ? Native.DontWait : 0) >= 0)
                    break;
                if (!Interrupted())
                    return false;
                wait = Remaining(timeout, began);
            }
            msg.Fill(new ReadOnlySpan<byte>(Native.zmq_msg_data(&frame), checked((int)Native.zmq_msg_size(&frame))),
                Native.zmq_msg_more(&frame) != 0);
            return true;
        }
        finally
        {
            _ = Native.zmq_msg_close(&frame);
        }
    }

    public virtual unsafe bool TrySend(ref Msg msg, TimeSpan timeout, bool more)
    {
        if (!msg.IsInitialised)
            throw new FaultException("The Msg to send is not initialised.");
        nint socket = Handle;
        long began = Stopwatch.GetTimestamp();
        int wait = Milliseconds(timeout);
        while (true)
        {
            if (wait != 0)
                SetTimeout(SocketOption.SendTimeout, ref sendTimeout, wait);
            ReadOnlySpan<byte> data = msg.Slice();
            fixed (byte* bytes = data)
                if (Native.zmq_send(socket, bytes, (nuint)data.Length, (more ? Native.SendMore : 0) | (wait == 0 ? Native.DontWait : 0)) >= 0)
                    break;
            if (!Interrupted())
                return false;
            wait = Remaining(timeout, began);
        }
        msg.InitEmpty();
        return true;
    }

    public void Close() => Dispose();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        nint closing = Interlocked.Exchange(ref handle, 0);
        if (disposing && closing != 0)
            Native.Check(Native.zmq_close(closing));
    }

    private static string Checked(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        // Where there is no scheme, or the port is no number, NetMQ throws these.
        ArgumentOutOfRangeException.ThrowIfNegative(address.IndexOf("://", StringComparison.Ordinal), nameof(address));
        int port = address.LastIndexOf(':') + 1;
        if (address.StartsWith("tcp://", StringComparison.Ordinal) && port > "tcp:/".Length && address[port..] != "*")
            _ = int.Parse(address.AsSpan(port));
        return address;
    }

    /// <summary>A signal of the runtime broke the call: go on. Time ran out: false. Anything else is thrown.</summary>
    private static bool Interrupted() => Marshal.GetLastPInvokeError() switch
    {
        Native.EIntr => true,
        Native.EAgain => false,
        _ => throw Native.LastError(),
    };

    private void SetTimeout(int option, ref int current, int milliseconds)
    {
        if (current == milliseconds)
            return;
        Options.Set(option, milliseconds);
        current = milliseconds;
    }

    private static int Milliseconds(TimeSpan timeout) => timeout < TimeSpan.Zero ? -1 : checked((int)Math.Ceiling(timeout.TotalMilliseconds));

    private static int Remaining(TimeSpan timeout, long began)
    {
        if (timeout < TimeSpan.Zero)
            return -1;
        TimeSpan left = timeout - Stopwatch.GetElapsedTime(began);
        return left > TimeSpan.Zero ? Milliseconds(left) : 0;
    }
}
