namespace NetMQ.Monitoring;

/// <summary>One event of a monitored socket.</summary>
public abstract class NetMQMonitorEventArgs : EventArgs
{
    protected NetMQMonitorEventArgs(NetMQMonitor monitor, string address, SocketEvents socketEvent)
    {
        Monitor = monitor;
        Address = address;
        SocketEvent = socketEvent;
    }

    public NetMQMonitor Monitor { get; }

    /// <summary>The endpoint that it happened to.</summary>
    public string Address { get; }

    public SocketEvents SocketEvent { get; }
}

/// <summary>A connection came or went.</summary>
public class NetMQMonitorSocketEventArgs : NetMQMonitorEventArgs
{
    internal NetMQMonitorSocketEventArgs(NetMQMonitor monitor, string address, SocketEvents socketEvent)
        : base(monitor, address, socketEvent) { }
}

/// <summary>Something failed, or could not be done at once.</summary>
public class NetMQMonitorErrorEventArgs : NetMQMonitorEventArgs
{
    public NetMQMonitorErrorEventArgs(NetMQMonitor monitor, string address, ErrorCode errorCode, SocketEvents socketEvent)
        : base(monitor, address, socketEvent) => ErrorCode = errorCode;

    public ErrorCode ErrorCode { get; }
}

/// <summary>The connection will be tried again.</summary>
public class NetMQMonitorIntervalEventArgs : NetMQMonitorEventArgs
{
    public NetMQMonitorIntervalEventArgs(NetMQMonitor monitor, string address, int interval, SocketEvents socketEvent)
        : base(monitor, address, socketEvent) => Interval = interval;

    /// <summary>Time until then, ms.</summary>
    public int Interval { get; }
}
