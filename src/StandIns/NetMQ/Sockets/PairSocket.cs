namespace NetMQ.Sockets;

/// <summary>One end of a line between two sockets.</summary>
public class PairSocket : NetMQSocket
{
    /// <param name="connectionString">Endpoints, separated by commas; '>' (the default) connects, '@' binds.</param>
    public PairSocket(string? connectionString = null) : base(0, connectionString, DefaultAction.Connect) { }
}
