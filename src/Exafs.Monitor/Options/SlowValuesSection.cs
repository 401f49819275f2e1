using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Exafs.Adapters.SlowValues;
using Exafs.Adapters.Streams;
using Exafs.Adapters.ZeroMq;

namespace Exafs.Monitor.Options;

/// <summary>Temperature and other slow values, beside the scans.</summary>
internal sealed record SlowValuesSection : ISection
{
    private const int MessageBytes = 16 << 20, QueueMessages = 256;

    private static readonly SideChannelOptions Default = new();

    public ImmutableArray<string> Connect { get; init; } = [];

    public ImmutableArray<string> Bind { get; init; } = [];

    public ZeroMqPattern Pattern { get; init; }

    public string Topic { get; init; } = "";

    /// <inheritdoc cref="ZeroMqSection.CurveSecretKeyFile"/>
    public string? CurveSecretKeyFile { get; init; }

    /// <inheritdoc cref="ZeroMqSection.CurvePublisherKeyFile"/>
    public string? CurvePublisherKeyFile { get; init; }

    public StreamFormat Format { get; init; }

    /// <inheritdoc cref="SideChannelOptions.SampleTemperature"/>
    public string? SampleTemperature { get; init; } = Default.SampleTemperature;

    public TemperatureUnit TemperatureUnit { get; init; } = Default.TemperatureUnit;

    /// <summary>Null: all.</summary>
    public ImmutableArray<string>? Others { get; init; }

    public SlowPreference Prefer { get; init; } = Default.Prefer;

    [Range(0.001, 86_400.0)]
    public double StalenessSeconds { get; init; } = Default.Staleness.TotalSeconds;

    [Range(2, 1_000_000)]
    public int KeepReadings { get; init; } = Default.KeepReadings;

    /// <summary>Whether there is a socket to listen to; HTTP may feed it all the same.</summary>
    internal bool HasSocket => !Connect.IsEmpty || !Bind.IsEmpty;

    public IEnumerable<(string Key, string Problem)> Check() => HasSocket ? Socket().Check()
        : CurveSecretKeyFile is not null ? [("curve_secret_key_file", "needs endpoints to connect to or to bind")]
        : CurvePublisherKeyFile is not null ? [("curve_publisher_key_file", "needs endpoints to connect to")]
        : [];

    /// <summary>Which values are joined, and how.</summary>
    public SideChannelOptions ToSideChannel() => Default with
    {
        IsExpected = HasSocket,
        SampleTemperature = SampleTemperature,
        TemperatureUnit = TemperatureUnit,
        Others = Others ?? default,
        Prefer = Prefer,
        Staleness = TimeSpan.FromSeconds(StalenessSeconds),
        KeepReadings = KeepReadings,
    };

    /// <summary>Where it is listened, and what the messages are.</summary>
    public ZeroMqOptions ToSocket() => Socket().ToOptions(new(), new()) with
    {
        QueueLength = QueueMessages,
        Stream = new StreamOptions { Format = Format, Limits = new() { MessageBytes = MessageBytes } },
    };

    /// <summary>Such as "tcp://furnace:5556".</summary>
    public string InWords() => Socket().InWords();

    // As the scans' socket in all that has no key here.
    private ZeroMqSection Socket() => new()
    {
        Connect = Connect,
        Bind = Bind,
        Pattern = Pattern,
        Topic = Topic,
        CurveSecretKeyFile = CurveSecretKeyFile,
        CurvePublisherKeyFile = CurvePublisherKeyFile,
        MessageBytesMaximum = MessageBytes,
    };
}
