using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;

namespace Exafs.Adapters.ZeroMq;

/// <summary>Where a ZeroMQ source listens, and how.</summary>
public sealed record ZeroMqOptions
{
    /// <summary>Endpoints such as "tcp://beamline:5555".</summary>
    public required ImmutableArray<string> Endpoints { get; init; }

    /// <summary>Binds the endpoints rather than connects to them.</summary>
    public bool Bind { get; init; }

    public ZeroMqPattern Pattern { get; init; }

    /// <summary>First bytes of the messages that are wanted (SUB only); empty: all.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Messages that ZeroMQ holds for us; beyond it the publisher's own high-water mark decides.</summary>
    public int ReceiveHighWaterMark { get; init; } = 10_000;

    /// <summary>Messages between the socket's thread and the reader of the source; when full, the socket waits.</summary>
    public int QueueLength { get; init; } = 1024;

    /// <summary>Pings of the connection; zero: none. The answer waits behind messages that there is no room for: a receiver that cannot keep up for the timeout cuts its own line, and what is under way is lost.</summary>
    public TimeSpan HeartbeatInterval { get; init; }

    /// <summary>A peer that did not answer a ping for so long is disconnected.</summary>
    public TimeSpan HeartbeatTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>TCP keep-alive: idle time before the first probe; zero: none.</summary>
    public TimeSpan KeepAliveIdle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>TCP keep-alive: time between probes.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>First wait before connecting again.</summary>
    public TimeSpan ReconnectInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait before connecting again.</summary>
    public TimeSpan ReconnectIntervalMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Own keys of CURVE. When binding, publishers have to know the public one; when connecting they are optional. Null, and no <see cref="PublisherKey"/>: nothing is encrypted.</summary>
    public CurveCertificate? OwnKeys { get; init; }

    /// <summary>When connecting: the publisher's public key of CURVE; a publisher that has not its secret is not listened to.</summary>
    public CurveCertificate? PublisherKey { get; init; }

    /// <summary>How growing scans are put together.</summary>
    public ScanAssemblerOptions Assembly { get; init; } = new();

    /// <summary>What the messages are, and which of their channels is what.</summary>
    public StreamOptions Stream { get; init; } = new();
}
