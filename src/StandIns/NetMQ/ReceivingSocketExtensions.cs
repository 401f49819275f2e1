using System.Diagnostics.CodeAnalysis;

namespace NetMQ;

/// <summary>The usual ways to receive. Of a multipart message only the first frame is waited for: the others come with it.</summary>
public static class ReceivingSocketExtensions
{
    public static void Receive(this IReceivingSocket socket, ref Msg msg)
    {
        while (!socket.TryReceive(ref msg, SendReceiveConstants.InfiniteTimeout))
        {
        }
    }

    public static byte[] ReceiveFrameBytes(this IReceivingSocket socket) => socket.ReceiveFrameBytes(out _);

    public static byte[] ReceiveFrameBytes(this IReceivingSocket socket, out bool more)
    {
        byte[]? bytes;
        while (!socket.TryReceiveFrameBytes(SendReceiveConstants.InfiniteTimeout, out bytes, out more))
        {
        }
        return bytes;
    }

    public static bool TryReceiveFrameBytes(this IReceivingSocket socket, [NotNullWhen(true)] out byte[]? bytes) =>
        socket.TryReceiveFrameBytes(TimeSpan.Zero, out bytes, out _);

    public static bool TryReceiveFrameBytes(this IReceivingSocket socket, [NotNullWhen(true)] out byte[]? bytes, out bool more) =>
        socket.TryReceiveFrameBytes(TimeSpan.Zero, out bytes, out more);

    public static bool TryReceiveFrameBytes(
        this IReceivingSocket socket, TimeSpan timeout, [NotNullWhen(true)] out byte[]? bytes) =>
        socket.TryReceiveFrameBytes(timeout, out bytes, out _);

    public static bool TryReceiveFrameBytes(
        this IReceivingSocket socket, TimeSpan timeout, [NotNullWhen(true)] out byte[]? bytes, out bool more)
    {
        var msg = new Msg();
        msg.InitEmpty();
        bool received = socket.TryReceive(ref msg, timeout);
        bytes = received ? msg.TakeArray() : null;
        more = received && msg.HasMore;
        msg.Close();
        return received;
    }

    public static string ReceiveFrameString(this IReceivingSocket socket) => socket.ReceiveFrameString(out _);

    public static string ReceiveFrameString(this IReceivingSocket socket, out bool more) =>
        SendReceiveConstants.DefaultEncoding.GetString(socket.ReceiveFrameBytes(out more));

    public static bool TryReceiveFrameString(
        this IReceivingSocket socket, TimeSpan timeout, [NotNullWhen(true)] out string? frameString) =>
        socket.TryReceiveFrameString(timeout, out frameString, out _);

    public static bool TryReceiveFrameString(
        this IReceivingSocket socket, TimeSpan timeout, [NotNullWhen(true)] out string? frameString, out bool more)
    {
        bool received = socket.TryReceiveFrameBytes(timeout, out byte[]? bytes, out more);
        frameString = received ? SendReceiveConstants.DefaultEncoding.GetString(bytes!) : null;
        return received;
    }

    public static List<byte[]> ReceiveMultipartBytes(this IReceivingSocket socket, int expectedFrameCount = 4)
    {
        List<byte[]>? frames = null;
        while (!socket.TryReceiveMultipartBytes(SendReceiveConstants.InfiniteTimeout, ref frames!, expectedFrameCount))
        {
        }
        return frames;
    }

    public static bool TryReceiveMultipartBytes(
        this IReceivingSocket socket, ref List<byte[]> frames, int expectedFrameCount = 4) =>
        socket.TryReceiveMultipartBytes(TimeSpan.Zero, ref frames, expectedFrameCount);

    /// <summary>Fills <paramref name="frames"/> (a new list where it is null) with the next message; untouched where none came.</summary>
    public static bool TryReceiveMultipartBytes(
        this IReceivingSocket socket, TimeSpan timeout, ref List<byte[]> frames, int expectedFrameCount = 4)
    {
        if (!socket.TryReceiveFrameBytes(timeout, out byte[]? bytes, out bool more))
            return false;
        if (frames == null)
            frames = new List<byte[]>(expectedFrameCount);
        else
            frames.Clear();
        frames.Add(bytes);
        while (more)
            frames.Add(socket.ReceiveFrameBytes(out more));
        return true;
    }

    public static NetMQMessage ReceiveMultipartMessage(this IReceivingSocket socket, int expectedFrameCount = 4)
    {
        NetMQMessage? message = null;
        while (!socket.TryReceiveMultipartMessage(SendReceiveConstants.InfiniteTimeout, ref message, expectedFrameCount))
        {
        }
        return message;
    }

    public static bool TryReceiveMultipartMessage(
        this IReceivingSocket socket, [NotNullWhen(true)] ref NetMQMessage? message, int expectedFrameCount = 4) =>
        socket.TryReceiveMultipartMessage(TimeSpan.Zero, ref message, expectedFrameCount);

    /// <summary>Fills <paramref name="message"/> (a new one where it is null) with the next message; untouched where none came.</summary>
    public static bool TryReceiveMultipartMessage(
        this IReceivingSocket socket, TimeSpan timeout, [NotNullWhen(true)] ref NetMQMessage? message, int expectedFrameCount = 4)
    {
        if (!socket.TryReceiveFrameBytes(timeout, out byte[]? bytes, out bool more))
            return false;
        if (message == null)
            message = new NetMQMessage(expectedFrameCount);
        else
            message.Clear();
        message.Append(bytes);
        while (more)
            message.Append(socket.ReceiveFrameBytes(out more));
        return true;
    }
}
