using System.Net.Sockets;
using System.Text;

namespace Exafs.Adapters.ZeroMq;

/// <summary>What kind of socket listens at an address, without becoming one of its clients: the handshake is not finished, so that nobody's share of a PUSH is taken.</summary>
/// <remarks>ZMTP 3.0, RFC 23: after the greetings a peer of the NULL mechanism sends READY with its Socket-Type.</remarks>
/// <param name="SocketType">Such as "PUB"; null: it encrypts, or did not say.</param>
/// <param name="Mechanism">NULL, PLAIN or CURVE.</param>
public sealed record ZmtpPeek(string? SocketType, string Mechanism)
{
    private const int GreetingBytes = 64, LongestCommand = 250;

    /// <summary>Null: it is no tcp address, nobody listens there, or who does is no ZeroMQ of version 3.</summary>
    public static async Task<ZmtpPeek?> AtAsync(string endpoint, TimeSpan patience, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? address) || address.Scheme != "tcp" || address.Port <= 0)
            return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port, limit.Token).ConfigureAwait(false);
            NetworkStream stream = client.GetStream();
            var greeting = new byte[GreetingBytes];
            (greeting[0], greeting[9], greeting[10]) = (0xff, 0x7f, 3);
            "NULL"u8.CopyTo(greeting.AsSpan(12));
            await stream.WriteAsync(greeting, limit.Token).ConfigureAwait(false);
            await stream.ReadExactlyAsync(greeting, limit.Token).ConfigureAwait(false);
            if (greeting[0] != 0xff || greeting[9] != 0x7f || greeting[10] < 3)
                return null;
            string mechanism = Encoding.ASCII.GetString(greeting, 12, 20).TrimEnd('\0');
            return mechanism != "NULL" ? new(null, mechanism) : new(await ReadyAsync(stream, limit.Token).ConfigureAwait(false), mechanism);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    // A short command: flags 0x04, its length, then the name's length and the name, then properties: name and value with their lengths.
    private static async Task<string?> ReadyAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var head = new byte[2];
        await stream.ReadExactlyAsync(head, cancellation).ConfigureAwait(false);
        if (head[0] != 0x04 || head[1] > LongestCommand)
            return null;
        var body = new byte[head[1]];
        await stream.ReadExactlyAsync(body, cancellation).ConfigureAwait(false);
        ReadOnlySpan<byte> name = "\vSocket-Type"u8;
        int at = body.AsSpan().IndexOf(name);
        if (at < 0 || at + name.Length + 4 > body.Length)
            return null;
        int length = body[at + name.Length + 3], from = at + name.Length + 4;
        return from + length <= body.Length ? Encoding.ASCII.GetString(body, from, length) : null;
    }
}
