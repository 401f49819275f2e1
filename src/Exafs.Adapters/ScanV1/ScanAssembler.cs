using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Adapters.ScanV1;

/// <summary>Messages → scans: a state that is a value. Each scan that is announced ends exactly once, as complete, aborted or defective; while it grows it is shown now and then.</summary>
/// <remarks>
/// A run has one publisher, which measures one scan at a time: a new begin ends the scan before it.
/// Points without a begin, lost, overlapping or undecodable points make the scan defective; its points are kept all the same and come with it.
/// </remarks>
public sealed record ScanAssembler
{
    private readonly ScanAssemblerOptions _options;
    private readonly TimeProvider _clock;

    /// <param name="options">Limits and intervals.</param>
    /// <param name="clock">Tells how long its timestamps are; is never read.</param>
    public ScanAssembler(ScanAssemblerOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
    }

    /// <summary>Scans that grow.</summary>
    public int OpenCount => Open.Count;

    /// <summary>Messages that came for scans that had ended, and were left out.</summary>
    public long LateMessages { get; private init; }

    private ImmutableDictionary<ScanKey, GrowingScan> Open { get; init; } = ImmutableDictionary<ScanKey, GrowingScan>.Empty;

    private ImmutableQueue<ScanKey> Ended { get; init; } = [];

    private ImmutableHashSet<ScanKey> EndedSet { get; init; } = [];

    /// <summary>Takes one message.</summary>
    /// <param name="message">As it was read.</param>
    /// <param name="now">Clock reading at its receipt.</param>
    public ScanAssembly Next(ScanV1Message message, long now)
    {
        if (message.Type == ScanV1MessageType.Scan)
            return new ScanAssembly(this, [ScanV1Scan.From(message, now)]);

        var key = new ScanKey(message.RunId, message.ScanId);
        if (message.Type == ScanV1MessageType.Begin && !key.IsUnknown)
            return Begin(key, message, now);
        if (!Open.TryGetValue(key, out GrowingScan? scan))
        {
            if (EndedSet.Contains(key))
                return new ScanAssembly(this with { LateMessages = LateMessages + 1 }, []);
            if (message.Type == ScanV1MessageType.Unknown || key.IsUnknown)
                return new ScanAssembly(this, [ScanV1Scan.From(message, now)]);
            scan = new GrowingScan(Headless(message), now, now)
            {
                Next = message.FirstPoint ?? 0,
                Defect = message.Defect ?? new Defect("missing_begin", "the begin of the scan was not received"),
            };
        }

        scan = scan.Hear(now).Damage(message.Defect);
        if (message.Defect is not null)
            return new ScanAssembly(Hold(key, scan), []);
        return message.Type switch
        {
            ScanV1MessageType.End => Close(key, scan.End(message), ScanProgress.Complete, now, message),
            ScanV1MessageType.Abort => Close(
                key, scan.Damage(new Defect("aborted", message.Reason ?? "no reason given")), ScanProgress.Aborted, now, message),
            _ => Grow(key, scan.Add(message), now),
        };
    }

    /// <summary>Gives up the scans of which nothing was heard for too long.</summary>
    public ScanAssembly Expire(long now)
    {
        if (Open.IsEmpty)
            return new ScanAssembly(this, []);
        ScanAssembler state = this;
        ImmutableArray<Scan> ended = [];
        foreach ((ScanKey key, GrowingScan scan) in Oldest())
        {
            if (_clock.GetElapsedTime(scan.Heard, now) <= _options.Silence)
                break;
            (state, ImmutableArray<Scan> one) = state.GiveUp(
                key, scan, "publisher_died", $"nothing was heard for {_options.Silence.TotalSeconds} s", now);
            ended = ended.AddRange(one);
        }

        return new ScanAssembly(state, ended);
    }

    /// <summary>Ends all scans, since no message can come any more.</summary>
    public ScanAssembly Stop(long now)
    {
        ScanAssembler state = this;
        ImmutableArray<Scan> ended = [];
        foreach ((ScanKey key, GrowingScan scan) in Oldest())
        {
            (state, ImmutableArray<Scan> one) = state.GiveUp(key, scan, "stopped", "the receiver was stopped while the scan grew", now);
            ended = ended.AddRange(one);
        }

        return new ScanAssembly(state, ended);
    }

    private ScanAssembly Begin(ScanKey key, ScanV1Message message, long now)
    {
        ScanAssembler state = this;
        ImmutableArray<Scan> ended = [];
        foreach ((ScanKey other, GrowingScan scan) in Oldest().OrderByDescending(s => s.Key.RunId == key.RunId))
        {
            bool crowded = state.Open.Count >= _options.Limits.OpenScans;
            if (other.RunId != key.RunId && !crowded)
                continue;
            (state, ImmutableArray<Scan> one) = other.RunId == key.RunId
                ? state.GiveUp(other, scan, "superseded", $"scan {key.ScanId} of the same run began", now)
                : state.GiveUp(other, scan, "too_many_scans", $"more than {_options.Limits.OpenScans} scans grow at once", now);
            ended = ended.AddRange(one);
        }

        var begun = new GrowingScan(message, now, now) { Defect = message.Defect };
        return new ScanAssembly(state.Forget(key).Hold(key, begun), ended);
    }

    private ScanAssembly Grow(ScanKey key, GrowingScan scan, long now)
    {
        if (Open.Where(s => s.Key != key).Sum(s => s.Value.Values) + scan.Values > _options.Limits.OpenValues)
            return GiveUp(key, scan, "too_large", $"growing scans hold more than {_options.Limits.OpenValues} numbers", now);
        if (scan.Defect is not null || _clock.GetElapsedTime(scan.Shown, now) < _options.SnapshotInterval)
            return new ScanAssembly(Hold(key, scan), []);
        return new ScanAssembly(Hold(key, scan with { Shown = now }), [scan.ToScan(ScanProgress.Growing, now)]);
    }

    private ScanAssembly GiveUp(ScanKey key, GrowingScan scan, string reason, string detail, long now) => scan.Head.HasNoEnd && reason is "publisher_died" or "superseded"
        ? Close(key, scan, ScanProgress.Complete, now)
        : Close(key, scan.Damage(new Defect(reason, $"{detail}, after point {scan.Next}")), ScanProgress.Aborted, now);

    private ScanAssembly Close(ScanKey key, GrowingScan scan, ScanProgress progress, long now, ScanV1Message? last = null)
    {
        ImmutableQueue<ScanKey> ended = Ended.Enqueue(key);
        ImmutableHashSet<ScanKey> set = EndedSet.Add(key);
        if (set.Count > _options.Remembered)
        {
            ended = ended.Dequeue(out ScanKey forgotten);
            set = set.Remove(forgotten);
        }

        ScanAssembler state = this with { Open = Open.Remove(key), Ended = ended, EndedSet = set };
        return new ScanAssembly(state, [scan.ToScan(progress, now, last)]);
    }

    private ScanAssembler Hold(ScanKey key, GrowingScan scan) => this with { Open = Open.SetItem(key, scan) };

    private ScanAssembler Forget(ScanKey key) => EndedSet.Contains(key)
        ? this with { EndedSet = EndedSet.Remove(key), Ended = [.. Ended.Where(k => k != key)] }
        : this;

    private IEnumerable<KeyValuePair<ScanKey, GrowingScan>> Oldest() => Open
        .OrderBy(s => s.Value.Heard).ThenBy(s => s.Key.RunId, StringComparer.Ordinal).ThenBy(s => s.Key.ScanId, StringComparer.Ordinal);

    // What ends or damages a scan without a begin says nothing about its points.
    private static ScanV1Message Headless(ScanV1Message message) => new()
    {
        RunId = message.RunId,
        ScanId = message.ScanId,
        Sequence = message.Sequence,
    };

    private readonly record struct ScanKey(string RunId, string ScanId)
    {
        public bool IsUnknown => RunId == ScanV1Message.UnknownId || ScanId == ScanV1Message.UnknownId;
    }
}
