using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Xspress;

/// <summary>
/// Frames of fluorescence that carry no energy → scans over the planned energies, frame for frame: counts times the factor of dead time, for each element. One process may send all
/// elements, or several may send some each. A frame that some element did not say is a lost point.
/// </summary>
internal sealed class FluorescenceJoin
{
    private const int MostOpen = 8;
    private const long MostWaiting = 1_000_000;

    private readonly EnergyFrames? _energies;
    private readonly FluorescenceElements _elements;
    private readonly ChannelMap _map;
    private readonly string _runId;
    private readonly List<FluorescenceAcquisition> _open = [];
    private readonly List<double[]> _batch = [];
    private (FluorescenceAcquisition Of, long Frame) _batchFirst;
    private string? _told;
    private long _toldFrame, _sequence;
    private string _scanId = ScanV1Message.UnknownId;
    private int _planned, _toldChannel;

    public FluorescenceJoin(ChannelMap map)
    {
        (_map, _elements, _runId) = (map, new(map), map.RunId ?? "xspress");
        _energies = map.EnergyGrid.IsDefaultOrEmpty ? null : new(map.EnergyGrid);
    }

    /// <summary>What of scans a block leads to.</summary>
    public IReadOnlyList<ScanV1Message> Take(in FluorescenceBlock block, DateTimeOffset arrived)
    {
        var said = new List<ScanV1Message>(2);
        if (_energies is null)
            return Once(block, "no_energies", "the frames of a fluorescence detector carry no energies, and none are planned for them");
        if (_elements.Defect is { } wrong)
            return Once(block, wrong.Reason, wrong.Detail);
        if (Acquisition(block, arrived, said) is not { } acquisition)
            return said;
        bool isAwaited = acquisition.Add(block) || _elements.AreNamed;
        Settle(arrived, said);
        if (!isAwaited)
            said.AddRange(Once(block, "unplanned_elements", $"elements from {XspressScalars.Element(block.FirstChannel)} on come apart from the others: name all that are wanted, so that they are waited for"));
        if (_open.Sum(a => a.Values) > MostWaiting)
        {
            foreach (FluorescenceAcquisition open in _open)
                open.Drop(MostWaiting / 2 / _open.Count);
            said.AddRange(Once(block, "missing_elements", $"of {acquisition.Channels.Length} elements some said nothing while {MostWaiting} numbers waited for them"));
        }

        return said;
    }

    private FluorescenceAcquisition? Acquisition(in FluorescenceBlock block, DateTimeOffset arrived, List<ScanV1Message> said)
    {
        foreach (FluorescenceAcquisition open in _open)
        {
            if (open.Id == block.Acquisition && open.Continues(block))
                return open;
        }

        ImmutableArray<int> channels = _elements.Of(block.FirstChannel, block.Channels);
        if (channels.IsEmpty)
            return null;
        if (_open.Count >= MostOpen)
            Close(1, arrived, said);
        _open.Add(new(block.Acquisition, channels));
        return _open[^1];
    }

    // When an acquisition has a whole frame, every element has left those before it.
    private void Settle(DateTimeOffset arrived, List<ScanV1Message> said)
    {
        for (int i = 0; i < _open.Count; i++)
        {
            FluorescenceAcquisition acquisition = _open[i];
            while (acquisition.TryNext(out long frame, out double[] row))
            {
                if (i > 0)
                    Close(i, arrived, said);
                i = 0;
                Point(acquisition, frame, row, arrived, said);
            }

            Flush(said);
        }
    }

    private void Point(FluorescenceAcquisition acquisition, long frame, double[] row, DateTimeOffset arrived, List<ScanV1Message> said)
    {
        (long scan, int point, int points) = _energies!.Of(frame);
        if (scan != acquisition.Scan || frame != _batchFirst.Frame + _batch.Count)
            Flush(said);
        if (scan != acquisition.Scan)
        {
            End(acquisition, arrived, said);
            Begin(acquisition, scan, points, _energies.Energies(frame - point, points), arrived, said);
        }

        if (_batch.Count == 0)
            _batchFirst = (acquisition, frame);
        _batch.Add(row);
        if (point < points - 1)
            return;
        Flush(said);
        End(acquisition, arrived, said);
    }

    private void Begin(FluorescenceAcquisition acquisition, long scan, int points, ImmutableArray<double> energy, DateTimeOffset arrived, List<ScanV1Message> said)
    {
        (acquisition.Scan, _planned, _sequence) = (scan, points, _sequence + 1);
        string name = ScanName.Of(acquisition.Id);
        _scanId = string.Create(CultureInfo.InvariantCulture, $"{name}{(name.Length > 0 ? "-" : "")}{arrived.UtcDateTime:yyyyMMdd'T'HHmmss.fff}-{_sequence:D6}");
        said.Add(new()
        {
            Type = ScanV1MessageType.Begin,
            RunId = _runId,
            ScanId = _scanId,
            Sequence = _sequence,
            Element = _map.Element,
            Edge = _map.Edge,
            PointsPlanned = points,
            StartTime = arrived.UtcDateTime,
            Direction = energy[^1] > energy[0] ? ScanDirection.Up : energy[^1] < energy[0] ? ScanDirection.Down : ScanDirection.Unknown,
        });
    }

    private void End(FluorescenceAcquisition acquisition, DateTimeOffset arrived, List<ScanV1Message> said)
    {
        if (acquisition.Scan < 0)
            return;
        acquisition.Scan = -1;
        said.Add(new() { Type = ScanV1MessageType.End, RunId = _runId, ScanId = _scanId, Points = _planned, EndTime = arrived.UtcDateTime });
    }

    private void Close(int acquisitions, DateTimeOffset arrived, List<ScanV1Message> said)
    {
        foreach (FluorescenceAcquisition left in _open.Take(acquisitions))
            End(left, arrived, said);
        _open.RemoveRange(0, acquisitions);
    }

    private void Flush(List<ScanV1Message> said)
    {
        if (_batch.Count == 0)
            return;
        (FluorescenceAcquisition acquisition, long frame) = _batchFirst;
        ImmutableArray<double> i0 = [];
        var elements = ImmutableArray.CreateBuilder<Channel>(acquisition.Channels.Length);
        for (int column = 0; column < acquisition.Channels.Length; column++)
        {
            if (acquisition.Channels[column] == _elements.I0)
                i0 = Corrected(column);
            else
                elements.Add(new Channel(XspressScalars.Element(acquisition.Channels[column]), "counts", Corrected(column)));
        }

        said.Add(new()
        {
            Type = ScanV1MessageType.Points,
            RunId = _runId,
            ScanId = _scanId,
            FirstPoint = _energies!.Of(frame).Point,
            Energy = _energies.Energies(frame, _batch.Count),
            I0 = i0,
            IFluor = elements.DrainToImmutable(),
        });
        _batch.Clear();
    }

    private ImmutableArray<double> Corrected(int column)
    {
        double[] values = new double[_batch.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = _batch[i][2 * column] * _batch[i][(2 * column) + 1];
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    // Said once for each acquisition, not for each of its frames.
    private ScanV1Message[] Once(in FluorescenceBlock block, string reason, string detail)
    {
        bool isSame = _told == block.Acquisition && (block.FirstChannel != _toldChannel || block.FirstFrame >= _toldFrame);
        if (!isSame)
            (_told, _toldChannel) = (block.Acquisition, block.FirstChannel);
        if (block.FirstChannel == _toldChannel)
            _toldFrame = block.FirstFrame;
        return isSame ? [] : [new() { RunId = _runId, Defect = new(reason, detail) }];
    }
}
