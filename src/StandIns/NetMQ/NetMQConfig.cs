namespace NetMQ;

/// <summary>The context that all sockets of the process share, and its end.</summary>
public static class NetMQConfig
{
    private static readonly Lock Gate = new();
    private static nint context;

    /// <summary>How long a closed socket may go on sending, for sockets made from now on; zero unless set.</summary>
    public static TimeSpan Linger { get; set; } = TimeSpan.Zero;

    internal static nint CreateSocket(int type)
    {
        lock (Gate)
        {
            if (context == 0)
                context = Native.zmq_ctx_new();
            nint socket = Native.zmq_socket(context, type);
            return socket != 0 ? socket : throw Native.LastError();
        }
    }

    /// <summary>
    /// Ends the context: calls that wait in a socket throw <see cref="TerminatingException"/>, and a socket made later
    /// starts a new one. With <paramref name="block"/> it returns once every socket is disposed and has sent what it may.
    /// </summary>
    public static void Cleanup(bool block = true)
    {
        lock (Gate)
        {
            nint ended = context;
            context = 0;
            if (ended == 0)
                return;
            if (block)
                Terminate(ended);
            else
            {
                Native.Check(Native.zmq_ctx_shutdown(ended));
                new Thread(() => Terminate(ended)) { IsBackground = true, Name = "zmq_ctx_term" }.Start();
            }
        }
    }

    private static void Terminate(nint ended)
    {
        while (Native.zmq_ctx_term(ended) == -1 && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == Native.EIntr)
        {
        }
    }
}
