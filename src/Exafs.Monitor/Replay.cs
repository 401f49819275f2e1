using Exafs.Adapters.Recording;
using Exafs.Monitor.Options;

namespace Exafs.Monitor;

/// <summary>
/// A recording in place of the socket, through the same chain into a store of its own. Nothing else is touched: nothing is served, InfluxDB and the channels of alerts are told nothing
/// unless that is asked for, and the daemon's own store, log and traces stay as they are.
/// </summary>
internal sealed class Replay : IDisposable
{
    private readonly RecordingReader _recording;

    private Replay(string file, RecordingReader recording, MonitorOptions options, bool deliver)
    {
        (File, _recording, Options, Delivers) = (file, recording, options, deliver);
        var listening = options.ZeroMq.ToOptions(options.Channels.ToMap(), options.Quick.ToOptions());
        Source = new(recording, listening.Stream, listening.Assembly);
    }

    /// <summary>The recording.</summary>
    public string File { get; }

    /// <summary>What is in force.</summary>
    public MonitorOptions Options { get; }

    /// <summary>Where scans come from.</summary>
    public RecordedScanSource Source { get; }

    /// <summary>InfluxDB and the channels of alerts are told, as configured.</summary>
    public bool Delivers { get; }

    /// <summary>Of what is not whole, when all was read; null: all is.</summary>
    public string? Trouble => _recording.Trouble;

    /// <summary>Opens a recording.</summary>
    /// <param name="options">As configured; what is served was chosen.</param>
    /// <param name="file">The recording.</param>
    /// <param name="store">The store; null: beside the recording.</param>
    /// <param name="deliver">Tells InfluxDB and the channels of alerts.</param>
    /// <returns>The replay, or why there is none.</returns>
    public static (Replay? Replay, string? Problem) Open(MonitorOptions options, string file, string? store, bool deliver)
    {
        store ??= file + ".sqlite";
        if (System.IO.File.Exists(store))
            return (null, $"--store: {store} is there already; a replay begins with a store of its own");
        var replayed = options with
        {
            Store = options.Store with { Path = store },
            Intake = options.Intake with { WholeBatches = true },
            InfluxDb = options.InfluxDb with { Enabled = options.InfluxDb.Enabled && deliver },
            Alerts = deliver ? options.Alerts : options.Alerts with { Webhooks = [], Alertmanagers = [], Commands = [] },
            Logging = options.Logging with { File = null },
            Tracing = options.Tracing with { OtlpEndpoint = null },
        };
        try
        {
            return (new Replay(file, new RecordingReader(file), replayed, deliver), null);
        }
        catch (Exception wrong) when (wrong is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return (null, $"--replay: {wrong.Message}");
        }
    }

    /// <summary>Such as "replaying night.recording, …; nothing is served, and nothing is delivered".</summary>
    public string InWords() =>
        $"replaying {File}{(_recording.Header is { } header ? $", recorded from {string.Join(", ", header.Endpoints)} since {header.Started.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" : "")}; "
        + (Options.Http.Listen is null ? "nothing is served (--listen), " : "")
        + (Delivers ? "InfluxDB and the channels of alerts are told as configured" : "InfluxDB and the channels of alerts are told nothing (--deliver)");

    public void Dispose() => _recording.Dispose();
}
