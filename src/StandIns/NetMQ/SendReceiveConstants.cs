using System.Text;

namespace NetMQ;

/// <summary>What sending and receiving take by default.</summary>
public static class SendReceiveConstants
{
    /// <summary>The encoding of strings.</summary>
    public static readonly Encoding DefaultEncoding = Encoding.UTF8;

    /// <summary>Wait for ever.</summary>
    public static readonly TimeSpan InfiniteTimeout = TimeSpan.FromMilliseconds(-1);
}
