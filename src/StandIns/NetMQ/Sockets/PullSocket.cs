namespace NetMQ.Sockets;

/// <summary>Takes messages from pushers; each message reaches one puller only.</summary>
public class PullSocket : NetMQSocket
{
    /// <param name="connectionString">Endpoints, separated by commas; '@' (the default) binds, '>' connects.</param>
    public PullSocket(string? connectionString = null) : base(7, connectionString, DefaultAction.Bind) { }

    public override bool TrySend(ref Msg msg, TimeSpan timeout, bool more) =>
        throw new NotSupportedException("A puller does not send.");
}
