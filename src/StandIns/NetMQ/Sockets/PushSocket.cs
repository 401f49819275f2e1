namespace NetMQ.Sockets;

/// <summary>Hands each message to one of the connected pullers, and waits where none has room.</summary>
public class PushSocket : NetMQSocket
{
    /// <param name="connectionString">Endpoints, separated by commas; '>' (the default) connects, '@' binds.</param>
    public PushSocket(string? connectionString = null) : base(8, connectionString, DefaultAction.Connect) { }

    public override bool TryReceive(ref Msg msg, TimeSpan timeout) =>
        throw new NotSupportedException("A pusher does not receive.");
}
