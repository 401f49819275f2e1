using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace NetMQ;

/// <summary>What can be set on a socket, before it binds or connects.</summary>
public class SocketOptions
{
    private readonly NetMQSocket socket;

    public SocketOptions(NetMQSocket socket) => this.socket = socket;

    public int SendBuffer { get => GetInt32(SocketOption.SendBuffer); set => Set(SocketOption.SendBuffer, value); }
    public int ReceiveBuffer { get => GetInt32(SocketOption.ReceiveBuffer); set => Set(SocketOption.ReceiveBuffer, value); }

    /// <summary>The frame received last has more behind it.</summary>
    public bool ReceiveMore => GetInt32(SocketOption.ReceiveMore) != 0;

    /// <summary>How long a closed socket goes on sending; zero: drop at once; -1 ms: for ever.</summary>
    public TimeSpan Linger { get => GetTime(SocketOption.Linger); set => SetTime(SocketOption.Linger, value); }

    public TimeSpan ReconnectInterval
    {
        get => GetTime(SocketOption.ReconnectInterval);
        set => SetTime(SocketOption.ReconnectInterval, value);
    }

    /// <summary>The interval doubles up to this; zero: it stays as it is.</summary>
    public TimeSpan ReconnectIntervalMax
    {
        get => GetTime(SocketOption.ReconnectIntervalMax);
        set => SetTime(SocketOption.ReconnectIntervalMax, value);
    }

    public int Backlog { get => GetInt32(SocketOption.Backlog); set => Set(SocketOption.Backlog, value); }

    /// <summary>A peer that announces a longer frame is disconnected; -1: no limit. Bytes.</summary>
    public unsafe long MaxMsgSize
    {
        get
        {
            long value;
            nuint size = sizeof(long);
            Native.Check(Native.zmq_getsockopt(socket.Handle, SocketOption.MaxMessageSize, &value, &size));
            return value;
        }
        set => Native.Check(Native.zmq_setsockopt(socket.Handle, SocketOption.MaxMessageSize, &value, sizeof(long)));
    }

    /// <summary>Messages queued for each peer; 0: no limit.</summary>
    public int SendHighWatermark
    {
        get => GetInt32(SocketOption.SendHighWatermark);
        set => Set(SocketOption.SendHighWatermark, value);
    }

    /// <summary>Messages queued from each peer; 0: no limit.</summary>
    public int ReceiveHighWatermark
    {
        get => GetInt32(SocketOption.ReceiveHighWatermark);
        set => Set(SocketOption.ReceiveHighWatermark, value);
    }

    public bool IPv4Only { get => GetInt32(SocketOption.IPv6) == 0; set => Set(SocketOption.IPv6, value ? 0 : 1); }

    /// <summary>Where the socket was bound or connected last, with the port that it got.</summary>
    public unsafe string? LastEndpoint
    {
        get
        {
            byte* text = stackalloc byte[1024];
            nuint size = 1024;
            Native.Check(Native.zmq_getsockopt(socket.Handle, SocketOption.LastEndpoint, text, &size));
            return size <= 1 ? null : Encoding.UTF8.GetString(text, (int)size - 1); // without the final zero
        }
    }

    public bool TcpKeepalive { get => GetInt32(SocketOption.TcpKeepalive) == 1; set => Set(SocketOption.TcpKeepalive, value ? 1 : 0); }

    /// <summary>Silence before the first probe; whole seconds.</summary>
    public TimeSpan TcpKeepaliveIdle
    {
        get => GetSeconds(SocketOption.TcpKeepaliveIdle);
        set => Set(SocketOption.TcpKeepaliveIdle, checked((int)value.TotalSeconds));
    }

    /// <summary>Time between probes; whole seconds.</summary>
    public TimeSpan TcpKeepaliveInterval
    {
        get => GetSeconds(SocketOption.TcpKeepaliveInterval);
        set => Set(SocketOption.TcpKeepaliveInterval, checked((int)value.TotalSeconds));
    }

    /// <summary>Queue only for peers whose connection stands.</summary>
    public bool DelayAttachOnConnect { get => GetInt32(SocketOption.Immediate) != 0; set => Set(SocketOption.Immediate, value ? 1 : 0); }

    /// <summary>This end is the server of CURVE; it needs <see cref="CurveCertificate"/>.</summary>
    public bool CurveServer { get => GetInt32(SocketOption.CurveServer) != 0; set => Set(SocketOption.CurveServer, value ? 1 : 0); }

    /// <summary>This end's own keys.</summary>
    public NetMQCertificate CurveCertificate
    {
        set
        {
            Set(SocketOption.CurveSecretKey, value.SecretKey
                ?? throw new ArgumentException("NetMQCertificate must have a secret key", nameof(value)));
            Set(SocketOption.CurvePublicKey, value.PublicKey);
        }
    }

    /// <summary>The server's public key `[32]`, for a client.</summary>
    [DisallowNull]
    public unsafe byte[]? CurveServerKey
    {
        get
        {
            byte[] key = new byte[32];
            nuint size = 32;
            fixed (byte* bytes = key)
                Native.Check(Native.zmq_getsockopt(socket.Handle, SocketOption.CurveServerKey, bytes, &size));
            return key;
        }
        set => Set(SocketOption.CurveServerKey, value);
    }

    /// <summary>The server's certificate, for a client; only its public key is used.</summary>
    public NetMQCertificate CurveServerCertificate { set => Set(SocketOption.CurveServerKey, value.PublicKey); }

    /// <summary>How long the peer may take our silence; it is told with each heartbeat.</summary>
    public TimeSpan HeartbeatTtl { get => GetTime(SocketOption.HeartbeatTtl); set => SetTime(SocketOption.HeartbeatTtl, value); }

    /// <summary>Time between heartbeats; zero: none.</summary>
    public TimeSpan HeartbeatInterval
    {
        get => GetTime(SocketOption.HeartbeatInterval);
        set => SetTime(SocketOption.HeartbeatInterval, value);
    }

    /// <summary>How long to wait for the answer to a heartbeat before the connection counts as lost; -1 ms: the interval.</summary>
    public TimeSpan HeartbeatTimeout
    {
        get => GetTime(SocketOption.HeartbeatTimeout);
        set => SetTime(SocketOption.HeartbeatTimeout, value);
    }

    internal unsafe int GetInt32(int option)
    {
        int value;
        nuint size = sizeof(int);
        Native.Check(Native.zmq_getsockopt(socket.Handle, option, &value, &size));
        return value;
    }

    internal unsafe void Set(int option, int value) =>
        Native.Check(Native.zmq_setsockopt(socket.Handle, option, &value, sizeof(int)));

    internal unsafe void Set(int option, ReadOnlySpan<byte> value)
    {
        fixed (byte* bytes = value)
            Native.Check(Native.zmq_setsockopt(socket.Handle, option, bytes, (nuint)value.Length));
    }

    private TimeSpan GetTime(int option) => TimeSpan.FromMilliseconds(GetInt32(option));

    private void SetTime(int option, TimeSpan value) => Set(option, checked((int)value.TotalMilliseconds));

    private TimeSpan GetSeconds(int option) => GetInt32(option) is var value && value < 0
        ? TimeSpan.FromMilliseconds(-1)
        : TimeSpan.FromSeconds(value);
}
