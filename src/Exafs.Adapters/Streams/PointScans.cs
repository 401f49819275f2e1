using System.Globalization;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Streams;

/// <summary>
/// Points of a stream that does not say where its scans begin → scans. A scan ends where the channel that counts scans changes; without one, where the energy falls back or turns.
/// </summary>
/// <remarks>
/// A turning point is believed when the energy has gone back by more than <see cref="ChannelMap.Turn"/>; until then the points after the furthest one are held back, and they are the next scan's if it is one.
/// The first scan of a stream may have been joined in its middle: it is one like the others, and the quality gate judges it.
/// </remarks>
public sealed class PointScans
{
    private const int LongestDoubt = 10_000;

    private readonly ChannelMap _map;
    private readonly string _runId;
    private readonly int _mostPoints;
    private readonly List<(ScanV1Message Point, double At)> _doubted = [];
    private long _sequence;
    private string _scanId = "";
    private int _points;
    private double _furthest, _first, _number = double.NaN;
    private ScanDirection _direction;
    private bool _isAngle;
    private DateTime? _lastArrived;

    /// <param name="map">How scans are told apart.</param>
    /// <param name="runId">Run of the stream's scans.</param>
    /// <param name="limits">Points of the longest scan.</param>
    public PointScans(ChannelMap map, string runId, ScanV1Limits limits) => (_map, _runId, _mostPoints) = (map, map.RunId ?? runId, limits.Points);

    /// <summary>One point more: what of scans that leads to.</summary>
    /// <param name="point">Of <see cref="ChannelPlan.Point"/>; its ids are given here.</param>
    /// <param name="scanNumber">Value of the channel that counts scans; NaN: there is none.</param>
    /// <param name="arrived">For scans without a time of their own.</param>
    public IReadOnlyList<ScanV1Message> Next(ScanV1Message point, double scanNumber, DateTimeOffset arrived)
    {
        double at = point.Energy.Length > 0 ? point.Energy[0] : point.Angle.Length > 0 ? point.Angle[0] : double.NaN;
        var said = new List<ScanV1Message>(1);
        if (!double.IsNaN(scanNumber))
        {
            if (scanNumber != _number)
                Close(said);
            _number = scanNumber;
            Take(point, at, arrived, said);
            return said;
        }

        if (!double.IsFinite(at))
            Take(point, at, arrived, said);
        else if (_points == 0 || Goes(at))
        {
            Settle(arrived, said);
            Take(point, at, arrived, said);
        }
        else
        {
            _doubted.Add((point, at));
            if (Math.Abs(at - _furthest) > _map.Turn)
                Turn(arrived, said);
            else if (_doubted.Count > LongestDoubt)
                Settle(arrived, said);
        }

        return said;
    }

    /// <summary>The stream says itself that the scan is over.</summary>
    public IReadOnlyList<ScanV1Message> End(DateTimeOffset arrived)
    {
        var said = new List<ScanV1Message>(2);
        Settle(arrived, said);
        Close(said);
        return said;
    }

    // A greater angle is a smaller energy.
    private ScanDirection EnergyDirection => (_direction, _isAngle) switch
    {
        (ScanDirection.Up, true) => ScanDirection.Down,
        (ScanDirection.Down, true) => ScanDirection.Up,
        _ => _direction,
    };

    // Onwards, or still in the first step, whose direction is not known before it has gone by more than the jitter.
    private bool Goes(double at) => _direction switch
    {
        ScanDirection.Up => at >= _furthest,
        ScanDirection.Down => at <= _furthest,
        _ => true,
    };

    private void Turn(DateTimeOffset arrived, List<ScanV1Message> said)
    {
        (ScanV1Message Point, double At)[] next = [.. _doubted];
        _doubted.Clear();
        Close(said);
        foreach ((ScanV1Message point, double at) in next)
            Take(point, at, arrived, said);
    }

    private void Settle(DateTimeOffset arrived, List<ScanV1Message> said)
    {
        foreach ((ScanV1Message point, double at) in _doubted)
            Take(point, at, arrived, said);
        _doubted.Clear();
    }

    private void Take(ScanV1Message point, double at, DateTimeOffset arrived, List<ScanV1Message> said)
    {
        if (_points >= _mostPoints)
            Close(said);
        if (_points == 0)
        {
            _sequence++;
            _scanId = string.Create(CultureInfo.InvariantCulture, $"{arrived.UtcDateTime:yyyyMMdd'T'HHmmss.fff}-{_sequence:D6}");
            (_first, _furthest, _direction) = (at, at, ScanDirection.Unknown);
            _isAngle = point.Energy.IsEmpty;
            _lastArrived = point.Time.IsEmpty ? arrived.UtcDateTime : null;
            said.Add(new() { Type = ScanV1MessageType.Begin, RunId = _runId, ScanId = _scanId, Sequence = _sequence, Element = point.Element, Edge = point.Edge, MonoDSpacing = point.MonoDSpacing, StartTime = _lastArrived, HasNoEnd = true });
        }

        if (_lastArrived is not null)
            _lastArrived = arrived.UtcDateTime;
        if (_direction == ScanDirection.Unknown && Math.Abs(at - _first) > _map.Turn)
            _direction = at > _first ? ScanDirection.Up : ScanDirection.Down;
        if (_direction != ScanDirection.Down ? at > _furthest : at < _furthest)
            _furthest = at;
        point.RunId = _runId;
        point.ScanId = _scanId;
        point.FirstPoint = _points++;
        said.Add(point);
    }

    private void Close(List<ScanV1Message> said)
    {
        if (_points == 0)
            return;
        said.Add(new() { Type = ScanV1MessageType.End, RunId = _runId, ScanId = _scanId, Points = _points, EndTime = _lastArrived, Direction = EnergyDirection });
        _points = 0;
    }
}
