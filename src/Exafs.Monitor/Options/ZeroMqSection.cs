using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.Quick;
using Exafs.Adapters.ZeroMq;

namespace Exafs.Monitor.Options;

/// <summary>Where scans come from.</summary>
internal sealed record ZeroMqSection : ISection
{
    private static readonly ZeroMqOptions Default = new() { Endpoints = [] };

    public ImmutableArray<string> Connect { get; init; } = ["tcp://127.0.0.1:5555"];

    public ImmutableArray<string> Bind { get; init; } = [];

    public StreamFormat Format { get; init; }

    public ZeroMqPattern Pattern { get; init; } = Default.Pattern;

    public string Topic { get; init; } = Default.Topic;

    /// <summary>CURVE: own keys, NAME.key_secret.</summary>
    public string? CurveSecretKeyFile { get; init; }

    /// <summary>CURVE: the publisher's key, NAME.key, when connecting.</summary>
    public string? CurvePublisherKeyFile { get; init; }

    [Range(1, 10_000_000)]
    public int ReceiveHighWatermarkMessages { get; init; } = Default.ReceiveHighWaterMark;

    [Range(1, 1_000_000)]
    public int QueueMessages { get; init; } = Default.QueueLength;

    [Range(0.0, 3600.0)]
    public double HeartbeatIntervalSeconds { get; init; } = Default.HeartbeatInterval.TotalSeconds;

    [Range(0.0, 3600.0)]
    public double HeartbeatTimeoutSeconds { get; init; } = Default.HeartbeatTimeout.TotalSeconds;

    [Range(0.0, 86_400.0)]
    public double KeepAliveIdleSeconds { get; init; } = Default.KeepAliveIdle.TotalSeconds;

    [Range(1.0, 86_400.0)]
    public double KeepAliveIntervalSeconds { get; init; } = Default.KeepAliveInterval.TotalSeconds;

    [Range(0.001, 3600.0)]
    public double ReconnectIntervalSeconds { get; init; } = Default.ReconnectInterval.TotalSeconds;

    [Range(0.001, 3600.0)]
    public double ReconnectIntervalMaximumSeconds { get; init; } = Default.ReconnectIntervalMax.TotalSeconds;

    [Range(0.01, 3600.0)]
    public double SnapshotIntervalSeconds { get; init; } = Default.Assembly.SnapshotInterval.TotalSeconds;

    [Range(0.1, 86_400.0)]
    public double SilenceAfterSeconds { get; init; } = Default.Assembly.Silence.TotalSeconds;

    [Range(1024, int.MaxValue)]
    public int MessageBytesMaximum { get; init; } = Default.Assembly.Limits.MessageBytes;

    [Range(100, 100_000_000)]
    public int ScanPointsMaximum { get; init; } = Default.Assembly.Limits.Points;

    [Range(1, 100_000)]
    public int GrowingScansMaximum { get; init; } = Default.Assembly.Limits.OpenScans;

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (Connect.IsEmpty == Bind.IsEmpty)
            yield return ("connect", "give endpoints either to connect to or to bind, not both and not neither");
        foreach (var endpoint in Connect.Concat(Bind).Where(endpoint => !IsEndpoint(endpoint)))
            yield return (Connect.Contains(endpoint) ? "connect" : "bind", $"\"{endpoint}\" is no endpoint; allowed is such as tcp://host:5555 or ipc:///run/scans");
        if (CurvePublisherKeyFile is not null && !Bind.IsEmpty)
            yield return ("curve_publisher_key_file", "is for connecting; who binds has curve_secret_key_file, and its publishers know the public key");
        if (CurveSecretKeyFile is not null && CurvePublisherKeyFile is null && Bind.IsEmpty)
            yield return ("curve_secret_key_file", "needs curve_publisher_key_file when connecting");
        if (Problem(CurveSecretKeyFile, needsSecret: true) is { } own)
            yield return ("curve_secret_key_file", own);
        if (Problem(CurvePublisherKeyFile, needsSecret: false) is { } publisher)
            yield return ("curve_publisher_key_file", publisher);
        if (ReconnectIntervalMaximumSeconds < ReconnectIntervalSeconds)
            yield return ("reconnect_interval_maximum_seconds", "must not be below reconnect_interval_seconds");
    }

    private ScanV1Limits Limits => Default.Assembly.Limits with { MessageBytes = MessageBytesMaximum, Points = ScanPointsMaximum, OpenScans = GrowingScansMaximum };

    public ZeroMqOptions ToOptions(ChannelMap channels, QuickOptions quick) => Default with
    {
        Endpoints = Bind.IsEmpty ? Connect : Bind,
        Bind = !Bind.IsEmpty,
        Pattern = Pattern,
        Topic = Topic,
        OwnKeys = CurveSecretKeyFile is { } own ? CurveCertificate.Read(own) : null,
        PublisherKey = CurvePublisherKeyFile is { } publisher ? CurveCertificate.Read(publisher) : null,
        ReceiveHighWaterMark = ReceiveHighWatermarkMessages,
        QueueLength = QueueMessages,
        HeartbeatInterval = TimeSpan.FromSeconds(HeartbeatIntervalSeconds),
        HeartbeatTimeout = TimeSpan.FromSeconds(HeartbeatTimeoutSeconds),
        KeepAliveIdle = TimeSpan.FromSeconds(KeepAliveIdleSeconds),
        KeepAliveInterval = TimeSpan.FromSeconds(KeepAliveIntervalSeconds),
        ReconnectInterval = TimeSpan.FromSeconds(ReconnectIntervalSeconds),
        ReconnectIntervalMax = TimeSpan.FromSeconds(ReconnectIntervalMaximumSeconds),
        Assembly = new ScanAssemblerOptions
        {
            SnapshotInterval = TimeSpan.FromSeconds(SnapshotIntervalSeconds),
            Silence = TimeSpan.FromSeconds(SilenceAfterSeconds),
            Limits = Limits,
        },
        Stream = new StreamOptions { Format = Format, Channels = channels, Quick = quick, Limits = Limits },
    };

    /// <summary>Such as "tcp://beamline:5555".</summary>
    public string InWords() => Bind.IsEmpty ? string.Join(", ", Connect) : $"{string.Join(", ", Bind)} (bound)";

    private static string? Problem(string? file, bool needsSecret)
    {
        if (file is null)
            return null;
        try
        {
            return needsSecret && CurveCertificate.Read(file).SecretKey is null ? $"{file} has no secret-key; it is made by exafs-lab curve-keys" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static bool IsEndpoint(string text) =>
        (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == "tcp" && uri.Port > 0)
        || text.StartsWith("tcp://*:", StringComparison.Ordinal)
        || text is ['i', 'p', 'c', ':', '/', '/', _, ..]
        || text is ['i', 'n', 'p', 'r', 'o', 'c', ':', '/', '/', _, ..];
}
