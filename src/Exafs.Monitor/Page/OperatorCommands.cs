using System.Globalization;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Changes;

namespace Exafs.Monitor.Page;

/// <summary>What an operator may do from the page. Each is logged, and what belongs to the run stands among its events; an answer is one sentence.</summary>
internal sealed class OperatorCommands(Monitoring monitoring, Func<Inversion?> inversion, AlertBook alerts, ChangeDetection detection, Acknowledged acknowledged)
{
    private const int LongestNote = 500, LongestSilenceMinutes = 7 * 24 * 60;

    /// <summary>Told of each note, as an event of the run.</summary>
    public event Action<ChangeEvent>? Noted;

    /// <summary>A mark at the present moment of the run.</summary>
    public (bool Done, string Answer) Note(string? text)
    {
        var words = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (words.Length == 0)
            return (false, "a note needs words");
        if (words.Length > LongestNote)
            return (false, $"a note has at most {LongestNote} characters; this one has {words.Length}");
        return Mark(words) ? (true, "noted") : (false, "no scan has come yet that a note could stand at");
    }

    /// <summary>What is normal is learnt anew from the next scan on.</summary>
    public (bool Done, string Answer) Baseline()
    {
        detection.LearnAnew();
        return Mark("baseline set: what is normal is learnt anew") ? (true, "what is normal is learnt anew from the next scan on") : (true, "nothing has been learnt yet; it is from the first scan on");
    }

    /// <summary>The next finished scan's reference foil gives ΔE0 and S0².</summary>
    public (bool Done, string Answer) Calibrate()
    {
        if (inversion() is not { } structures)
            return (false, "structures are not asked for (inference.enabled)");
        if (!structures.CalibrateAnew())
            return (false, "the calibration is given, not measured: set inference.calibrate_from to reference");
        Mark("calibration started on the reference channel");
        return (true, "calibrated anew on the next scan's reference foil");
    }

    /// <summary>Somebody has seen what fires.</summary>
    public (bool Done, string Answer) Acknowledge(string? fingerprint)
    {
        if (fingerprint is null || !monitoring.Track.Firing.TryGetValue(fingerprint, out var alert))
            return (false, "no such alert fires");
        acknowledged.Add(alert);
        monitoring.Events.Info($"alert {alert.Name} acknowledged", ("Alert", alert.Name), ("Fingerprint", fingerprint));
        return (true, $"{alert.Name} acknowledged");
    }

    /// <summary>For some minutes nobody is told of alerts with these labels; they are stored all the same.</summary>
    public (bool Done, string Answer) Silence(IReadOnlyList<string>? matchers, double minutes, string? comment)
    {
        if (matchers is null or [])
            return (false, "a silence needs matchers: without any, nobody would be told of anything");
        if (matchers.Select(AlertSilence.Problem).FirstOrDefault(problem => problem is not null) is { } wrong)
            return (false, wrong);
        if (!(minutes > 0 && minutes <= LongestSilenceMinutes))
            return (false, $"a silence lasts up to {LongestSilenceMinutes} minutes");
        var until = monitoring.Time.GetUtcNow() + TimeSpan.FromMinutes(minutes);
        alerts.Silence(new() { Matchers = [.. matchers], UntilUtc = until, Comment = comment });
        var words = $"silenced until {until.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC: {string.Join(", ", matchers)}";
        monitoring.Events.Info(words);
        return (true, words);
    }

    private bool Mark(string words)
    {
        if (monitoring.Track.Latest is not { Report.Scan: { } scan } latest)
            return false;
        var now = monitoring.Time.GetUtcNow();
        var kelvin = latest.Features[ScanFeatures.Temperature];
        Noted?.Invoke(new ChangeEvent
        {
            Series = SeriesKey.Of(scan),
            Kind = ChangeKind.Note,
            Cause = $"note_{now.ToUnixTimeMilliseconds()}",
            ScanId = scan.ScanId,
            Sequence = scan.Sequence,
            FirstScanId = scan.ScanId,
            Time = scan.MidTime ?? now.UtcDateTime,
            TemperatureKelvin = double.IsFinite(kelvin.Value) ? kelvin : null,
            Confidence = 1,
            Detail = words,
        });
        monitoring.Events.Info($"note: {words}", ("RunId", scan.RunId), ("ScanId", scan.ScanId));
        return true;
    }
}
