using System.Collections.Immutable;
using System.Globalization;
using Exafs.Adapters.ScanV1;
using Exafs.Physics.Experiment;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Quick;

/// <summary>A run of samples that comes in: its sweeps as scans of exafs-scan-v1.</summary>
internal sealed class QuickRun
{
    // Small enough to stay in the cache from decoding to the bins.
    private const int Piece = 4096;

    // A chunk from so long ago was not delayed: its publisher began anew.
    private const double LongestDelay = 10; // s

    private readonly QuickV1Chunk _head;
    private readonly string _channels;
    private readonly string? _element, _edge;
    private readonly double _angleOffset;
    private readonly QuickScans _scans;
    private readonly double[] _angle = new double[Piece];
    private readonly double[][] _columns;

    private QuickRun(QuickV1Chunk head, string channels, QuickParameters parameters, StreamOptions options)
    {
        _head = head with { Encoder = default, I0 = null, ITrans = null, IRefer = null, IFluor = [.. head.IFluor.Select(element => (element.Name, default(QuickV1Column)))] };
        (HasITrans, HasIRefer) = (head.ITrans is not null, head.IRefer is not null);
        _channels = channels;
        (_element, _edge) = (head.Element ?? options.Channels.Element, head.Edge ?? options.Channels.Edge);
        _angleOffset = options.Quick.AngleOffset;
        _columns = [.. head.Channels().Select(_ => new double[Piece])];
        _scans = new QuickScans(parameters, _columns.Length, head.SampleRate, head.FirstSample);
    }

    private bool HasITrans { get; }

    private bool HasIRefer { get; }

    /// <summary>A run that begins with this chunk, or why it cannot.</summary>
    public static (QuickRun? Run, Defect? Defect) Begin(QuickV1Chunk chunk, StreamOptions options)
    {
        if ((chunk.MonoDSpacing ?? options.Channels.MonoDSpacing) is not { } spacing)
            return (null, new Defect("missing_field", $"no {QuickV1Key.MonoDSpacing}, and none is configured"));
        double? e0 = chunk.E0 ?? options.Quick.E0 ?? EdgeEnergies.Of(chunk.Element ?? options.Channels.Element, chunk.Edge ?? options.Channels.Edge);
        if (e0 is { } edge && QuickGrid.Around(edge, spacing, options.Quick.Grid) is null)
            return (null, new Defect("bad_value", string.Create(CultureInfo.InvariantCulture, $"a crystal with d = {spacing} Å does not reach the edge at {edge} eV")));
        var parameters = new QuickParameters
        {
            DSpacing = spacing,
            E0 = e0,
            Grid = options.Quick.Grid,
            AngularStep = options.Quick.AngularStep,
            Turn = options.Channels.Turn,
        };
        return (new QuickRun(chunk, ChannelsOf(chunk), parameters, options), null);
    }

    /// <summary>Whether the chunk was recorded as the ones before it were, and after them.</summary>
    public bool Continues(QuickV1Chunk chunk) =>
        !IsAnew(chunk)
        && (chunk.SampleRate, chunk.StartTime, chunk.MonoDSpacing, chunk.E0, chunk.Element, chunk.Edge) == (_head.SampleRate, _head.StartTime, _head.MonoDSpacing, _head.E0, _head.Element, _head.Edge)
        && (chunk.Count == 0 || ((chunk.IsInCounts, chunk.DegreesPerCount, chunk.OffsetDegrees) == (_head.IsInCounts, _head.DegreesPerCount, _head.OffsetDegrees) && ChannelsOf(chunk) == _channels));

    /// <summary>The sweeps that are over with this chunk. Samples that came before are passed over; samples that did not come end the sweep that they belong to.</summary>
    public void Add(QuickV1Chunk chunk, List<ScanV1Message> said)
    {
        if (chunk.FirstSample > _scans.Next && _scans.Lose(chunk.FirstSample - _scans.Next) is { } torn)
            said.Add(Message(torn));
        QuickV1Column[] channels = [.. chunk.Channels().Select(channel => channel.Column)];
        double level = chunk.SampleTemperature ?? double.NaN;
        for (int i = (int)Math.Min(chunk.Count, _scans.Next - chunk.FirstSample); i < chunk.Count; i += Piece)
        {
            int n = Math.Min(Piece, chunk.Count - i);
            Span<double> angle = _angle.AsSpan(0, n);
            chunk.CopyAngles(i, angle);
            if (_angleOffset != 0)
            {
                foreach (ref double value in angle)
                    value += _angleOffset;
            }

            for (int c = 0; c < channels.Length; c++)
                channels[c].CopyTo(i, _columns[c].AsSpan(0, n));
            foreach (QuickScan scan in _scans.Add(angle, _columns, level))
                said.Add(Message(scan));
        }

        if (chunk.IsLast && _scans.End() is { } last)
            said.Add(Message(last));
    }

    /// <summary>The sweep under way ends here.</summary>
    public ScanV1Message? Interrupt(string reason, string detail) => _scans.Interrupt(new Defect(reason, detail)) is { } scan ? Message(scan) : null;

    private bool IsAnew(QuickV1Chunk chunk) =>
        (chunk.FirstSample == 0 && chunk.Count > 0 && _scans.Next > chunk.Count) || _scans.Next - chunk.FirstSample - chunk.Count > LongestDelay * chunk.SampleRate;

    private static string ChannelsOf(QuickV1Chunk chunk) => string.Join('\n', chunk.Channels().Select(channel => channel.Name));

    private ScanV1Message Message(QuickScan scan)
    {
        DateTime? start = TimeOf(scan.FirstSample);
        int next = 1;
        ImmutableArray<double> itrans = HasITrans ? scan.Columns[next++] : [], irefer = HasIRefer ? scan.Columns[next++] : [];
        return new ScanV1Message
        {
            Type = ScanV1MessageType.Scan,
            RunId = _head.RunId,
            ScanId = string.Create(CultureInfo.InvariantCulture, $"{(start is { } time ? $"{time:yyyyMMdd'T'HHmmss.fff}-" : "")}{scan.FirstSample:D12}"),
            Sequence = scan.Number,
            Element = _element,
            Edge = _edge,
            Direction = scan.Direction,
            StartTime = start,
            EndTime = TimeOf(scan.LastSample),
            SampleTemperature = double.IsFinite(scan.Level) ? scan.Level : null,
            Energy = scan.Energy,
            I0 = scan.Columns[0],
            ITrans = itrans,
            IRefer = irefer,
            IFluor = [.. _head.IFluor.Select((element, i) => new Channel(element.Name, "counts", scan.Columns[next + i]))],
            Defect = scan.Defect ?? (scan.Energy.IsEmpty ? new Defect("outside_grid", "the monochromator went beside the energies around the edge: is its angle, its lattice spacing or the edge another?") : null),
        };
    }

    private DateTime? TimeOf(long sample) => UnixTime.After(_head.StartTime, sample / _head.SampleRate);
}
