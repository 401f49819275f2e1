namespace NetMQ;

/// <summary>The usual ways to send. Of a multipart message only the first frame can fail to be queued: the others follow it.</summary>
public static class OutgoingSocketExtensions
{
    public static void Send(this IOutgoingSocket socket, ref Msg msg, bool more)
    {
        while (!socket.TrySend(ref msg, SendReceiveConstants.InfiniteTimeout, more))
        {
        }
    }

    public static void SendFrame(this IOutgoingSocket socket, byte[] data, bool more = false) =>
        socket.SendFrame(data, data.Length, more);

    public static void SendFrame(this IOutgoingSocket socket, byte[] data, int length, bool more = false)
    {
        while (!socket.TrySendFrame(SendReceiveConstants.InfiniteTimeout, data, length, more))
        {
        }
    }

    public static void SendFrame(this IOutgoingSocket socket, string message, bool more = false) =>
        socket.SendFrame(SendReceiveConstants.DefaultEncoding.GetBytes(message), more);

    public static IOutgoingSocket SendMoreFrame(this IOutgoingSocket socket, byte[] data)
    {
        socket.SendFrame(data, more: true);
        return socket;
    }

    public static IOutgoingSocket SendMoreFrame(this IOutgoingSocket socket, string message)
    {
        socket.SendFrame(message, more: true);
        return socket;
    }

    public static void SendFrameEmpty(this IOutgoingSocket socket, bool more = false) => socket.SendFrame([], more);

    public static bool TrySendFrame(this IOutgoingSocket socket, byte[] data, bool more = false) =>
        socket.TrySendFrame(TimeSpan.Zero, data, data.Length, more);

    public static bool TrySendFrame(this IOutgoingSocket socket, string message, bool more = false) =>
        socket.TrySendFrame(TimeSpan.Zero, message, more);

    public static bool TrySendFrame(this IOutgoingSocket socket, TimeSpan timeout, string message, bool more = false) =>
        socket.TrySendFrame(timeout, SendReceiveConstants.DefaultEncoding.GetBytes(message), more);

    public static bool TrySendFrame(this IOutgoingSocket socket, TimeSpan timeout, byte[] data, bool more = false) =>
        socket.TrySendFrame(timeout, data, data.Length, more);

    public static bool TrySendFrame(this IOutgoingSocket socket, TimeSpan timeout, byte[] data, int length, bool more = false)
    {
        var msg = new Msg();
        msg.InitGC(data, length); // libzmq copies it before TrySend returns
        bool sent = socket.TrySend(ref msg, timeout, more);
        msg.Close();
        return sent;
    }

    public static void SendMultipartBytes(this IOutgoingSocket socket, params byte[][] frames) =>
        socket.SendMultipartBytes((IEnumerable<byte[]>)frames);

    public static void SendMultipartBytes(this IOutgoingSocket socket, IEnumerable<byte[]> frames)
    {
        while (!socket.TrySendMultipartBytes(SendReceiveConstants.InfiniteTimeout, frames))
        {
        }
    }

    public static bool TrySendMultipartBytes(this IOutgoingSocket socket, params byte[][] frames) =>
        socket.TrySendMultipartBytes(TimeSpan.Zero, frames);

    public static bool TrySendMultipartBytes(this IOutgoingSocket socket, IEnumerable<byte[]> frames) =>
        socket.TrySendMultipartBytes(TimeSpan.Zero, frames);

    public static bool TrySendMultipartBytes(this IOutgoingSocket socket, TimeSpan timeout, params byte[][] frames) =>
        socket.TrySendMultipartBytes(timeout, (IEnumerable<byte[]>)frames);

    public static bool TrySendMultipartBytes(this IOutgoingSocket socket, TimeSpan timeout, IEnumerable<byte[]> frames)
    {
        byte[][] all = [.. frames];
        if (all.Length == 0)
            throw new ArgumentException("frames is empty", nameof(frames));
        if (!socket.TrySendFrame(timeout, all[0], more: all.Length > 1))
            return false;
        for (int i = 1; i < all.Length; i++)
            socket.SendFrame(all[i], more: i < all.Length - 1);
        return true;
    }

    public static void SendMultipartMessage(this IOutgoingSocket socket, NetMQMessage message)
    {
        while (!socket.TrySendMultipartMessage(SendReceiveConstants.InfiniteTimeout, message))
        {
        }
    }

    public static bool TrySendMultipartMessage(this IOutgoingSocket socket, NetMQMessage message) =>
        socket.TrySendMultipartMessage(TimeSpan.Zero, message);

    public static bool TrySendMultipartMessage(this IOutgoingSocket socket, TimeSpan timeout, NetMQMessage message)
    {
        if (message.FrameCount == 0)
            throw new ArgumentException("message is empty", nameof(message));
        if (!socket.TrySendFrame(timeout, message[0].Buffer, message[0].MessageSize, message.FrameCount > 1))
            return false;
        for (int i = 1; i < message.FrameCount; i++)
            socket.SendFrame(message[i].Buffer, message[i].MessageSize, i < message.FrameCount - 1);
        return true;
    }
}
