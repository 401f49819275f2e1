namespace NetMQ;

/// <summary>libzmq's numbers of the options (zmq.h).</summary>
internal static class SocketOption
{
    public const int Affinity = 4;
    public const int Identity = 5;
    public const int Subscribe = 6;
    public const int Unsubscribe = 7;
    public const int SendBuffer = 11;
    public const int ReceiveBuffer = 12;
    public const int ReceiveMore = 13;
    public const int Events = 15;
    public const int Linger = 17;
    public const int ReconnectInterval = 18;
    public const int Backlog = 19;
    public const int ReconnectIntervalMax = 21;
    public const int MaxMessageSize = 22;
    public const int SendHighWatermark = 23;
    public const int ReceiveHighWatermark = 24;
    public const int ReceiveTimeout = 27;
    public const int SendTimeout = 28;
    public const int LastEndpoint = 32;
    public const int TcpKeepalive = 34;
    public const int TcpKeepaliveIdle = 36;
    public const int TcpKeepaliveInterval = 37;
    public const int Immediate = 39;
    public const int IPv6 = 42;
    public const int CurveServer = 47;
    public const int CurvePublicKey = 48;
    public const int CurveSecretKey = 49;
    public const int CurveServerKey = 50;
    public const int HeartbeatInterval = 75;
    public const int HeartbeatTtl = 76;
    public const int HeartbeatTimeout = 77;
}
