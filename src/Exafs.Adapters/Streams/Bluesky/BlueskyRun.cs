using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>One run, start to stop: one scan where its events are points, or one for each event that holds a whole spectrum.</summary>
/// <param name="uid">Of the start document, or what stands for it.</param>
/// <param name="start">Null: it was not received.</param>
/// <param name="map">The channels as configured.</param>
/// <param name="numbers">Of the scans.</param>
/// <param name="limits">Points of the longest scan.</param>
internal sealed class BlueskyRun(string uid, BlueskyStart? start, ChannelMap map, BlueskyNumbers numbers, ScanV1Limits limits)
{
    private const int FewEvents = 10;

    private readonly string _runId = start?.RunId ?? map.RunId ?? BlueskyStart.UnknownRun;
    private string _scanId = "";
    private BlueskyStream? _spectrum;
    private Defect? _problem;
    private string? _external;
    private double? _kelvin = start?.Kelvin, _lastTime;
    private long _lastEvent;
    private int _points, _scans;
    private double _first, _furthest;
    private bool _isOpen, _isArray, _isEachWhole, _hasEnergy, _movesEnergy;

    public bool HasStart => start is not null;

    /// <summary>Whether its events' descriptor is known.</summary>
    public bool HasSpectrum => _spectrum is not null;

    /// <summary>The channels as configured, completed by the start document.</summary>
    public ChannelMap Channels => start?.Channels ?? map;

    public ImmutableArray<string> Moved => start?.Moved ?? [];

    /// <summary>Data of the run stand in files.</summary>
    public void PointsAtFiles(string name) => _external ??= name;

    /// <summary>A descriptor of the run.</summary>
    /// <param name="stream">What it says.</param>
    /// <param name="defect">Damages the scan; null: none.</param>
    public void Describe(BlueskyStream stream, Defect? defect = null)
    {
        _kelvin = stream.ConfiguredKelvin ?? _kelvin;
        if (_spectrum is null && stream.IsSpectrum)
            (_spectrum, _problem) = (stream, defect);
        if (_spectrum is not null || stream.Name == "baseline")
            return;
        _hasEnergy |= stream.HasEnergy;
        _movesEnergy |= Moved.Contains(stream.EnergyName);
        if (_problem is null || stream.HasEnergy)
            _problem = stream.Plan.Defect;
    }

    /// <summary>One event of the run.</summary>
    public void Take(BlueskyStream stream, DocumentMap document, List<ScanV1Message> said)
    {
        if (document["data"].Map is not { } data)
            Add(Wrong("missing_field", "an event has no data"), 1, document["seq_num"].Integer, [], said);
        else if (!IsOfSpectrum(stream))
            _kelvin = stream.Kelvin(data) ?? _kelvin;
        else
            Add(stream.Points(data, document["filled"].Map, limits.Points), 1, document["seq_num"].Integer, document["time"].Number is { } time ? [time] : [], said);
    }

    /// <summary>A page of events of the run.</summary>
    public void TakePage(BlueskyStream stream, DocumentMap page, List<ScanV1Message> said)
    {
        if (!IsOfSpectrum(stream))
            return;
        if (!page["seq_num"].TryNumbers(limits.Points, out double[] events) || events.Length == 0 || page["data"].Map is not { } data)
        {
            Add(Wrong("missing_field", "a page of events has no seq_num, or no data"), 1, null, [], said);
            return;
        }

        page["time"].TryNumbers(limits.Points, out double[] times);
        if (times.Length != events.Length)
            times = [];
        foreach (BlueskyPage part in BlueskyPage.Parts(data, stream.Energy(data), events, limits.Points))
        {
            ScanV1Message points = part.Defect is { } defect ? Wrong(defect.Reason, defect.Detail) : stream.Points(part.Data, page["filled"].Map, limits.Points);
            Add(points, part.Count, (long)events[part.First], times.Length > 0 ? times.AsSpan(part.First, part.Count) : [], said);
        }
    }

    /// <summary>The stop document.</summary>
    public void Stop(DocumentMap stop, List<ScanV1Message> said)
    {
        DocumentMap? counts = stop["num_events"].Map;
        long? events = _spectrum is null ? null : counts?[_spectrum.Name].Integer;
        DateTime? time = stop["time"].Number is { } seconds ? UnixTime.FromSeconds(seconds) : null;
        if (!_isOpen && _scans == 0 && start is not null)
            OpenEmpty(counts, said);
        if (!_isOpen)
            return;
        string? status = stop["exit_status"].Text;
        if (status is "abort" or "fail")
        {
            string reason = stop["reason"].Text is { Length: > 0 } why ? $"{status}: {why}" : status;
            said.Add(Step(ScanV1MessageType.Abort) with { Reason = reason.Length <= limits.TextBytes ? reason : reason[..limits.TextBytes], EndTime = time });
            _isOpen = false;
        }
        else
        {
            // An array has as many points as it has; that events of it are missing is all that the count can say.
            int points = !_isArray ? (int)Math.Clamp(events ?? _points, 0, int.MaxValue) : events > _lastEvent ? _points + 1 : _points;
            Close(points, time, said);
        }
    }

    /// <summary>No more will come of a scan whose start or descriptor is not known.</summary>
    public void End(List<ScanV1Message> said)
    {
        if (_isOpen)
            Close(_points, null, said);
    }

    private bool IsOfSpectrum(BlueskyStream stream) => _spectrum is not null && stream.IsSpectrum && stream.Name == _spectrum.Name;

    // A run without a usable event is a scan all the same, where it was to be one.
    private void OpenEmpty(DocumentMap? counts, List<ScanV1Message> said)
    {
        long most = 0;
        for (int i = 0; i < (counts?.Count ?? 0); i++)
            most = Math.Max(most, counts!.Key(i) == "baseline" ? 0 : counts.Value(i).Integer ?? 0);
        if (_spectrum is not null)
        {
            _problem ??= _spectrum.External is { } needed ? BlueskyStream.ExternalData(needed) : null;
            if (_problem is not null || counts?[_spectrum.Name].Integer > 0)
                Open(0, said);
        }
        else if (start!.IsSpectrum || _movesEnergy)
        {
            _problem = _external is not null ? BlueskyStream.ExternalData(_external) : most >= FewEvents || _hasEnergy ? _problem : null;
            if (_problem is not null)
                Open(0, said);
        }
    }

    private void Add(ScanV1Message points, int events, long? number, ReadOnlySpan<double> times, List<ScanV1Message> said)
    {
        int count = points.Count;
        long at = number ?? _lastEvent + 1;
        if (at < 1 || at > limits.Points)
            (at, points.Defect) = (_lastEvent + 1, points.Defect ?? new("too_large", $"event {number}, where a scan has {limits.Points} points at most"));
        bool isFirst = _lastEvent == 0;
        long lost = Math.Max(0, at - _lastEvent - 1);
        _isArray |= count > events;
        if (_isArray && at <= _lastEvent)
            return;
        _lastEvent = Math.Max(_lastEvent, at + events - 1);
        bool restarts = _isArray && _isOpen && points.Defect is null && _points > 0 && Restarts(points);
        if (restarts)
        {
            _isEachWhole = true;
            Close(_points, _lastTime is { } before ? UnixTime.FromSeconds(before) : null, said);
        }

        if (!_isOpen)
            Open(_isEachWhole ? lost : 0, said, at);
        long first = !_isArray ? at - 1 : _isEachWhole || (isFirst && start is null) ? _points : _points + (lost * Math.Max(1, count));
        points.Defect ??= first + count > limits.Points ? new("too_large", $"the scan has more than {limits.Points} points") : null;
        (points.RunId, points.ScanId, points.FirstPoint) = (_runId, _scanId, points.Defect is null ? (int)first : null);
        points.SampleTemperature ??= _kelvin;
        if (!_isArray && times.Length == count)
            points.Time = [.. times];
        points.Defect ??= ScanV1Validation.Defect(points, limits);
        said.Add(points);
        if (times.Length > 0)
            _lastTime = times[^1];
        if (points.Defect is null)
            Follow(points, (int)first + count);
        if (_isEachWhole)
            Close(_points, _lastTime is { } after ? UnixTime.FromSeconds(after) : null, said);
    }

    private void Open(long lost, List<ScanV1Message> said, long number = 0)
    {
        _scanId = _scans == 0 ? uid : $"{uid}/{number}";
        (_isOpen, _points) = (true, 0);
        if (start is null && _scans == 0)
            return; // the assembler says that the begin is missing
        said.Add(Step(ScanV1MessageType.Begin) with
        {
            Sequence = start?.ScanNumber is { } counted ? numbers.Next(_runId, counted, lost) : null,
            Element = start?.Element ?? map.Element,
            Edge = start?.Edge ?? map.Edge,
            Direction = start?.Direction ?? ScanDirection.Unknown,
            PointsPlanned = _isArray ? null : start?.PointsPlanned,
            StartTime = _scans == 0 ? start?.Time : _lastTime is { } last ? UnixTime.FromSeconds(last) : null,
            SampleTemperature = _kelvin,
            Defect = _problem,
        });
    }

    private void Close(int points, DateTime? time, List<ScanV1Message> said)
    {
        said.Add(Step(ScanV1MessageType.End) with { Points = points, EndTime = time });
        _isOpen = false;
        _scans++;
    }

    // Further along than before is a part of the same spectrum, anything else the next one.
    private bool Restarts(ScanV1Message points)
    {
        double next = points.Energy.IsEmpty ? points.Angle[0] : points.Energy[0];
        return _furthest >= _first ? !(next > _furthest) : !(next < _furthest);
    }

    private void Follow(ScanV1Message points, int next)
    {
        ImmutableArray<double> along = points.Energy.IsEmpty ? points.Angle : points.Energy;
        if (_points == 0)
            _first = along[0];
        (_furthest, _points) = (along[^1], Math.Max(_points, next));
    }

    private ScanV1Message Step(ScanV1MessageType type) => new() { Type = type, RunId = _runId, ScanId = _scanId };

    private static ScanV1Message Wrong(string reason, string detail) => new() { Type = ScanV1MessageType.Points, Defect = new(reason, detail) };
}
