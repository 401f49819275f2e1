using Exafs.Adapters.Storage;
using Exafs.Monitor.Operation;
using Exafs.Monitor.Options;
using Exafs.Monitor.View;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;

namespace Exafs.Monitor.Page;

/// <summary>How the daemon is, in one frame. Asked by the feed alone, one at a time.</summary>
internal sealed class PageState(MonitorOptions options, Monitoring monitoring, Health health, Inversion? inversion, Acknowledged acknowledged)
{
    private const int AlertsTold = 50, LogTold = 30;

    private readonly string _version = OperationMetrics.Build().Version;
    private Rates _rates = new();

    public byte[] Frame(LiveFeed feed)
    {
        var (now, counts, track) = (monitoring.Time.GetUtcNow(), monitoring.Ledger.Counts, monitoring.Track);
        var socket = monitoring.Socket?.Invoke() ?? default;
        _rates = _rates.Next(now - monitoring.Started, counts.Received);
        return PageFrame.Write(new
        {
            Type = "state",
            Now = PageFrame.Seconds(now),
            Started = PageFrame.Seconds(monitoring.Started),
            Version = _version,
            options.Alerts.Beamline,
            Source = new
            {
                Name = options.ZeroMq.InWords(),
                Peers = socket.Connected - socket.Disconnected,
                socket.Messages,
                socket.Bytes,
                Defective = socket.DefectiveMessages,
                LastMessage = socket.LastMessage is { } last ? PageFrame.Seconds(last) : (double?)null,
            },
            Scans = new
            {
                counts.Announced,
                counts.Received,
                counts.Missed,
                counts.Waiting,
                counts.Analyzed,
                counts.Rejected,
                track.Troubles,
                PerSecond = _rates.Now,
            },
            Latency = new { P50 = monitoring.Latencies.Percentile(0.5)?.TotalSeconds, P99 = monitoring.Latencies.Percentile(0.99)?.TotalSeconds },
            Sinks = counts.Sinks.Where(sink => sink.Name != "view").Select(sink => new { sink.Name, sink.Delivered, sink.Queued, Dropped = sink.DroppedTotal, sink.Trouble }),
            Outboxes = monitoring.Deliveries().Select(delivery => new
            {
                delivery.Counts.Target,
                delivery.Counts.Waiting,
                delivery.Counts.WaitingBytes,
                Oldest = delivery.Counts.Oldest is { } oldest ? PageFrame.Seconds(oldest) : (double?)null,
                delivery.Counts.Delivered,
                Dead = delivery.Counts.DeadLetterTotal,
                delivery.Trouble,
                delivery.NeedsHelp,
            }),
            Model = inversion is null ? null : new { Pack = inversion.Pack.Name, inversion.Pack.Sha256, Calibration = inversion.CalibrationInWords },
            Checks = health.Ready().Append(new("page", feed.Trouble)).Select(check => new { check.Name, check.Trouble, Detail = check.Remark }),
            Beam = Beam(track, socket.LastMessage, now),
            Alerts = Alerts(track),
            Log = monitoring.Events.Latest.TakeLast(LogTold).Select(told => new { Time = PageFrame.Seconds(told.Time), told.IsWarning, told.Text }),
            NeedsToken = options.Http.TokenFile is not null || options.Http.TokenEnvironment is not null,
        });
    }

    // As the latest finished scan tells it; a scan that was rejected says why itself.
    private BeamState Beam(RunTrack track, DateTimeOffset? lastMessage, DateTimeOffset now)
    {
        var silent = TimeSpan.FromSeconds(Math.Max(5, options.ZeroMq.SilenceAfterSeconds));
        if (lastMessage is { } last && now - last > silent)
            return new("silent", $"no message for {(now - last).TotalSeconds:f0} s");
        return track.Latest switch
        {
            null => new("unknown", "no scan has come yet"),
            { Report: Rejected { Defect: var defect } } => new("bad", $"{defect.Reason}: {defect.Detail}"),
            { Events: var events } => events.FirstOrDefault(change => !change.IsStructural) is { } trouble
                ? new(trouble.Cause is "i0_loss" ? "bad" : "good", $"{trouble.Cause}: {trouble.Detail}")
                : new("good", null),
        };
    }

    private IReadOnlyList<object> Alerts(RunTrack track)
    {
        IReadOnlyList<Alert> alerts;
        try
        {
            using var store = new StoreReader(options.Store.Path);
            alerts = store.Alerts(AlertsTold);
        }
        catch (StoreException)
        {
            alerts = [.. track.Firing.Values];
        }

        return [.. alerts.Reverse().Select(alert => new
        {
            alert.Fingerprint,
            alert.Name,
            Severity = alert.Labels["severity"],
            alert.Labels,
            Summary = alert.Annotations["summary"],
            Description = alert.Annotations["description"],
            StartsAt = PageFrame.Seconds(alert.StartsAt),
            EndsAt = alert.EndsAt is { } end ? PageFrame.Seconds(end) : Ended(alert, track),
            alert.IsSilenced,
            IsAcknowledged = acknowledged.Has(alert),
        })];
    }

    // What fired when the daemon ended was never told to be over; nobody knows of it any more.
    private double? Ended(Alert alert, RunTrack track) => alert.IsSilenced || track.Firing.ContainsKey(alert.Fingerprint) ? null : PageFrame.Seconds(monitoring.Started);

    private sealed record BeamState(string State, string? Reason);
}
