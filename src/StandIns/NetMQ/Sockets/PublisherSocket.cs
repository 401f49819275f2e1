namespace NetMQ.Sockets;

/// <summary>Sends to every subscriber; one that does not keep up loses messages beyond the high-water mark.</summary>
public class PublisherSocket : NetMQSocket
{
    /// <param name="connectionString">Endpoints, separated by commas; '@' (the default) binds, '>' connects.</param>
    public PublisherSocket(string? connectionString = null) : base(1, connectionString, DefaultAction.Bind) { }

    public override bool TryReceive(ref Msg msg, TimeSpan timeout) =>
        throw new NotSupportedException("A publisher does not receive.");
}
