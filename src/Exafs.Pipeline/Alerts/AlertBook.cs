using System.Collections.Immutable;
using System.Globalization;
using Exafs.Pipeline.Changes;
using Exafs.Pipeline.Delivery;

namespace Exafs.Pipeline.Alerts;

/// <summary>
/// Findings, and the time → alerts to tell: each once when it begins to fire, again while it goes on, and always when it is over. One that is silenced is
/// told to the store alone; when the silence is over and it still fires, it is told. Not thread-safe.
/// </summary>
public sealed class AlertBook
{
    /// <summary>So many alerts are watched at a time; of further ones the oldest that does not fire is let go.</summary>
    public const int Watched = 10_000;

    private const string SourceSilent = "source_silent", DeliveryKey = "delivery\n";

    private AlertOptions _options = new();
    private ImmutableArray<(AlertRule Rule, AlertCondition Condition)> _rules = [];
    private AlertOptions? _changed;
    private ImmutableList<AlertSilence> _silences = [];
    private readonly Dictionary<string, Entry> _entries = [];
    private DateTimeOffset? _lastFindings;

    /// <exception cref="ArgumentException">A rule has a condition that is none.</exception>
    public AlertBook(AlertOptions options) => Take(options);

    /// <summary>Those that fire.</summary>
    public IReadOnlyList<Alert> Firing => [.. _entries.Values.Where(entry => entry.State.IsFiring).Select(entry => entry.Alert!)];

    /// <summary>Other rules, silences and limits, from the next scan or second on; what a rule fires that is no more is over then. From any thread.</summary>
    public void Change(AlertOptions options) => Volatile.Write(ref _changed, options);

    /// <summary>One more silence, from the next scan or second on, until it is over or the program ends. From any thread.</summary>
    public void Silence(AlertSilence silence) => ImmutableInterlocked.Update(ref _silences, (all, one) => all.Add(one), silence);

    /// <summary>One more scan.</summary>
    /// <param name="findings">What was found on it.</param>
    /// <param name="now">UTC.</param>
    public ImmutableArray<Alert> Next(ScanFindings findings, DateTimeOffset now)
    {
        var told = ImmutableArray.CreateBuilder<Alert>();
        _lastFindings = now;
        TakeChange(told, now);
        if (_entries.Remove(SourceSilent, out var silent) && silent.Alert is { } over) Tell(told, silent, over with { EndsAt = now }, now);
        var series = SeriesKey.Of(findings.Report.Scan);
        var at = findings.Report.Scan.MidTime is { } time ? new DateTimeOffset(time, TimeSpan.Zero) : now;
        foreach (var (rule, condition) in _rules)
        {
            if (condition is FeatureCondition feature) Feature(told, rule, feature, series, findings, at, now);
            else Events(told, rule, (EventCondition)condition, series, findings, at, now);
        }

        return told.ToImmutable();
    }

    /// <summary>Time goes on: what still fires is told again, what is no longer silenced is told, what is now silenced is noted, a source that is silent, and deliveries that are late or need help.</summary>
    public ImmutableArray<Alert> Next(DateTimeOffset now, IReadOnlyList<DeliveryStatus>? deliveries = null)
    {
        var told = ImmutableArray.CreateBuilder<Alert>();
        _lastFindings ??= now;
        ImmutableInterlocked.Update(ref _silences, (all, at) => all.RemoveAll(silence => at >= silence.UntilUtc), now);
        TakeChange(told, now);
        if (_options.SourceSilent is { } limit && now - _lastFindings > limit && !_entries.ContainsKey(SourceSilent))
        {
            var entry = _entries[SourceSilent] = new Entry(SourceSilent) { State = new(1, 0, true) };
            Tell(told, entry, New(SourceSilent, "critical", null, $"no scan for {limit.TotalSeconds:0} s", $"the last one came at {_lastFindings:yyyy-MM-dd HH:mm:ss} UTC", now), now);
        }

        foreach (var delivery in deliveries ?? []) Delivery(told, delivery, now);
        foreach (var entry in _entries.Values)
        {
            if (entry.State.IsFiring && entry.Alert is { } alert && (now - entry.ToldAt >= _options.Repeat || alert.IsSilenced != IsSilenced(alert, now)))
                Tell(told, entry, alert with { IsRepeated = !alert.IsSilenced }, now);
        }

        return told.ToImmutable();
    }

    private void TakeChange(ImmutableArray<Alert>.Builder told, DateTimeOffset now)
    {
        if (Interlocked.Exchange(ref _changed, null) is not { } options) return;
        Take(options);
        foreach (var (key, entry) in _entries.Where(pair => pair.Key.Contains('\n') && !pair.Key.StartsWith(DeliveryKey, StringComparison.Ordinal) && !_rules.Any(rule => pair.Key.StartsWith($"{rule.Rule.Name}\n", StringComparison.Ordinal))).ToArray())
        {
            _entries.Remove(key);
            if (entry is { State.IsFiring: true, Alert: { } alert }) Tell(told, entry, alert with { EndsAt = now, IsRepeated = false }, now);
        }
    }

    private void Take(AlertOptions options) => (_options, _rules) = (options, [.. options.Rules.Select(rule => (rule, Condition(rule)))]);

    private static AlertCondition Condition(AlertRule rule) =>
        AlertCondition.Parse(rule.When) is ({ } condition, _) ? condition : throw new ArgumentException($"the rule {rule.Name} has no condition: {AlertCondition.Parse(rule.When).Problem}");

    private void Feature(ImmutableArray<Alert>.Builder told, AlertRule rule, FeatureCondition condition, SeriesKey series, ScanFindings findings, DateTimeOffset at, DateTimeOffset now)
    {
        var holds = condition.IsMetBy(findings.Features);
        var key = $"{rule.Name}\n{series}";
        if (!_entries.TryGetValue(key, out var entry))
        {
            if (holds is not true) return;
            entry = Add(key);
        }

        var value = findings.Features[condition.Feature].Value.ToString("g6", CultureInfo.InvariantCulture);
        Step(told, entry, rule, holds, now, at, () => New(rule.Name, rule.Severity, series, rule.Summary ?? rule.When, $"{condition.Feature} = {value} on scan {findings.Report.Scan.ScanId}{Kelvin(findings)}", at));
    }

    private void Delivery(ImmutableArray<Alert>.Builder told, DeliveryStatus delivery, DateTimeOffset now)
    {
        var (key, target) = (DeliveryKey + delivery.Counts.Target, delivery.Counts.Target);
        var late = _options.DeliveryLate is { } limit && delivery.Counts.Oldest is { } oldest && now - oldest > limit;
        var stuck = delivery is { NeedsHelp: true, Counts.Waiting: > 0 };
        if ((late || stuck) && !_entries.ContainsKey(key))
        {
            var entry = _entries[key] = new Entry(key) { State = new(1, 0, true) };
            var why = delivery.Trouble is { } trouble ? $"; the last attempt failed: {trouble}" : "";
            var alert = New("delivery", stuck ? "critical" : "warning", null, stuck ? $"{target} does not let results in" : $"{target} is behind", $"{delivery.Counts.Waiting} wait, none is lost{why}", now);
            Tell(told, entry, alert with { Labels = alert.Labels.Add("target", target) }, now);
        }
        else if (!late && !stuck && _entries.Remove(key, out var over) && over.Alert is { } ended)
        {
            Tell(told, over, ended with { EndsAt = now, IsRepeated = false }, now);
        }
    }

    private void Events(ImmutableArray<Alert>.Builder told, AlertRule rule, EventCondition condition, SeriesKey series, ScanFindings findings, DateTimeOffset at, DateTimeOffset now)
    {
        var prefix = $"{rule.Name}\n{series}\n";
        foreach (var change in findings.Events.Where(condition.IsMetBy))
        {
            var key = prefix + change.Cause;
            var entry = _entries.GetValueOrDefault(key) ?? Add(key);
            entry.IsMet = true;
            var once = rule with { ForScans = 1 };
            Step(told, entry, once, true, now, at, () => New(rule.Name, rule.Severity, series, rule.Summary ?? $"{change.KindName.Replace('_', ' ')}: {change.Cause}", change.Detail, at, change));
        }

        foreach (var (key, entry) in _entries.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToArray())
        {
            if (entry.IsMet)
            {
                entry.IsMet = false;
                continue;
            }

            // A change goes on until something ends it; anything else is over when it has not come again.
            var goesOn = condition.Kind is ChangeKind.Onset or ChangeKind.UnknownStructure;
            bool? holds = goesOn && !findings.Events.Any(change => Ends(change, condition.Kind, key[prefix.Length..])) ? null : false;
            Step(told, entry, goesOn ? rule with { ClearScans = 1 } : rule, holds, now, at, null);
        }
    }

    // It is complete, it goes back, or what looked like the onset of a phase has become something unknown.
    private static bool Ends(ChangeEvent change, ChangeKind kind, string cause) =>
        (change.Cause == cause && change.Kind is ChangeKind.Completion or ChangeKind.Reversal) || (kind == ChangeKind.Onset && change.Kind == ChangeKind.UnknownStructure);

    private void Step(ImmutableArray<Alert>.Builder told, Entry entry, AlertRule rule, bool? holds, DateTimeOffset now, DateTimeOffset at, Func<Alert>? begin)
    {
        var was = entry.State.IsFiring;
        entry.State = entry.State.Next(holds, rule);
        if (!was && entry.State.IsFiring && begin is not null) Tell(told, entry, begin(), now);
        else if (was && !entry.State.IsFiring && entry.Alert is { } alert) Tell(told, entry, alert with { EndsAt = at < alert.StartsAt ? alert.StartsAt : at, IsRepeated = false }, now);
        if (!entry.State.IsFiring && !entry.State.IsPending) _entries.Remove(entry.Key); // over, or never was
    }

    private void Tell(ImmutableArray<Alert>.Builder told, Entry entry, Alert alert, DateTimeOffset now)
    {
        // Who was told that it fires is told that it is over, whatever is silenced meanwhile.
        alert = alert with { IsSilenced = IsSilenced(alert, now) && !(entry.WasTold && !alert.IsFiring) };
        entry.WasTold = alert.IsFiring && (entry.WasTold || !alert.IsSilenced);
        (entry.Alert, entry.ToldAt) = (alert, now);
        told.Add(alert);
    }

    private bool IsSilenced(Alert alert, DateTimeOffset now) => _options.Silences.Concat(Volatile.Read(ref _silences)).Any(silence => silence.Covers(alert.Labels, now));

    private Alert New(string name, string severity, SeriesKey? series, string summary, string description, DateTimeOffset at, ChangeEvent? change = null)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        (labels["alertname"], labels["severity"]) = (name, severity);
        foreach (var (label, value) in new[] { ("beamline", _options.Beamline), ("run", series?.RunId), ("element", series?.Element), ("edge", series?.Edge), ("kind", change?.KindName), ("cause", change?.Cause) })
        {
            if (!string.IsNullOrEmpty(value)) labels[label] = value;
        }

        var annotations = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add("summary", summary).Add("description", description);
        return new() { Labels = labels.ToImmutable(), Annotations = annotations, StartsAt = at };
    }

    private static string Kelvin(ScanFindings findings) =>
        findings.Features[ScanFeatures.Temperature].Value is var kelvin && double.IsFinite(kelvin) ? string.Create(CultureInfo.InvariantCulture, $" at {kelvin:f1} K") : "";

    private Entry Add(string key)
    {
        if (_entries.Count >= Watched && _entries.FirstOrDefault(pair => !pair.Value.State.IsFiring) is { Key: { } idle }) _entries.Remove(idle);
        return _entries[key] = new Entry(key);
    }

    private sealed class Entry(string key)
    {
        public string Key { get; } = key;

        public AlertState State { get; set; }

        public Alert? Alert { get; set; }

        public DateTimeOffset ToldAt { get; set; }

        public bool WasTold { get; set; }

        public bool IsMet { get; set; }
    }
}
