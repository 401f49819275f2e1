using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.P64;

/// <summary>
/// Text of the beamline P64 of PETRA III, https://github.com/vadmu/EXAFS_Monitor: "clear" before a scan, the name of its file, and a line "E i0 i1 i2 ip" for each point, energy in eV.
/// Nothing counts its points, so a lost one cannot be seen. Further columns are called column_6 and so on.
/// </summary>
public sealed class P64Decoder : IStreamDecoder
{
    private const int MostBytes = 1 << 16;
    private static readonly ImmutableArray<StreamChannel> s_columns =
    [
        new("E", "eV"), new("i0", "counts"), new("i1", "counts"), new("i2", "counts"), new("ip", "counts"),
        .. Enumerable.Range(6, P64Line.MostColumns - 5).Select(column => new StreamChannel($"column_{column}")),
    ];

    private readonly ChannelMap _map;
    private readonly PointScans _scans;
    private readonly double[] _values = new double[P64Line.MostColumns];
    private ChannelPlan? _plan;
    private int _columns, _scanNumber;
    private string _name = "", _scanId = ScanV1Message.UnknownId, _runId = ScanV1Message.UnknownId;
    private bool _told;

    public P64Decoder(StreamOptions options)
    {
        ChannelMap map = options.Channels;
        _map = map with
        {
            Energy = map.Energy ?? s_columns[0].Name,
            I0 = map.I0 ?? s_columns[1].Name,
            ITrans = map.ITrans ?? s_columns[2].Name,
            IRefer = map.IRefer ?? s_columns[3].Name,
            IFluor = map.IFluor.IsDefault ? [s_columns[4].Name] : map.IFluor,
        };
        _scans = new PointScans(_map, "p64", options.Limits);
    }

    public StreamFormat Format => StreamFormat.P64;

    /// <summary>Whether a message is one of these: of a single frame, and a word, a file or at least three numbers and nothing else.</summary>
    public static bool Recognises(WireMessage message)
    {
        if (message.Frames is not { IsDefault: false, Length: 1 } || message.Payload.Length is 0 or > MostBytes)
            return false;
        ReadOnlySpan<byte> rest = message.Payload.Span, line = P64Line.Next(ref rest);
        Span<double> values = stackalloc double[P64Line.MostColumns];
        return P64Line.Read(line, values, out int columns) switch
        {
            P64LineKind.Test or P64LineKind.Clear => true,
            P64LineKind.Name => P64Line.IsScanFile(line),
            P64LineKind.Point => columns > 2,
            _ => false,
        };
    }

    public IReadOnlyList<ScanV1Message> Decode(WireMessage message)
    {
        ReadOnlySpan<byte> rest = message.Payload.Span;
        if (rest.Length > MostBytes)
            return [Defective("too_large", $"{rest.Length} bytes where a line was expected")];
        ReadOnlySpan<byte> line = P64Line.Next(ref rest);
        IReadOnlyList<ScanV1Message> steps = Decode(line, message.Arrived);
        if (rest.IsEmpty)
            return steps;
        var all = new List<ScanV1Message>(steps);
        while (!rest.IsEmpty)
            all.AddRange(Decode(P64Line.Next(ref rest), message.Arrived));
        return all;
    }

    public StreamObservation Observe(WireMessage message)
    {
        ReadOnlySpan<byte> rest = message.Payload.Span;
        if (rest.Length > MostBytes)
            return new("unknown", []) { Defect = new("too_large", $"{rest.Length} bytes where a line was expected") };
        P64LineKind kind;
        ReadOnlySpan<byte> line;
        int columns;
        do
        {
            line = P64Line.Next(ref rest);
            kind = P64Line.Read(line, _values, out columns);
        }
        while (!rest.IsEmpty && kind != P64LineKind.Point);

        return kind switch
        {
            P64LineKind.Point => new("point", Readings(columns)),
            P64LineKind.Clear => new("clear", []),
            P64LineKind.Name => new("name", []) { Remark = $"the file is {P64Line.Id(line)}" },
            P64LineKind.Silent or P64LineKind.Test => new("test", []),
            _ => new("unknown", []) { Defect = Spoilt(line) },
        };
    }

    private ImmutableArray<StreamReading> Readings(int columns)
    {
        var readings = ImmutableArray.CreateBuilder<StreamReading>(columns);
        for (int i = 0; i < columns; i++)
            readings.Add(new(s_columns[i].Name, s_columns[i].Unit, "text", [], _values[i], _values[i], _values[i], null));
        return readings.MoveToImmutable();
    }

    private IReadOnlyList<ScanV1Message> Decode(ReadOnlySpan<byte> line, DateTimeOffset arrived)
    {
        switch (P64Line.Read(line, _values, out int columns))
        {
            case P64LineKind.Point:
                return Point(columns, arrived);
            case P64LineKind.Clear:
                return End("", arrived);
            case P64LineKind.Name:
                return End(P64Line.Id(line), arrived);
            case P64LineKind.Silent or P64LineKind.Test:
                return [];
            default:
                Defect defect = Spoilt(line);
                return [Defective(defect.Reason, defect.Detail)];
        }
    }

    private IReadOnlyList<ScanV1Message> Point(int columns, DateTimeOffset arrived)
    {
        if (columns != _columns)
        {
            ImmutableArray<StreamChannel> channels = s_columns[..columns];
            (_plan, _columns, _told) = (ChannelPlan.Of(_map, channels), columns, false);
            _scanNumber = _plan.ScanNumber;
        }

        if (_plan!.Defect is { } defect)
        {
            bool told = _told;
            _told = true;
            return told ? [] : [Defective(defect.Reason, defect.Detail)];
        }

        ScanV1Message point = _plan.Point(_values.AsSpan(0, columns));
        return Named(_scans.Next(point, _scanNumber < 0 ? double.NaN : _values[_scanNumber], arrived));
    }

    private IReadOnlyList<ScanV1Message> End(string name, DateTimeOffset arrived)
    {
        IReadOnlyList<ScanV1Message> steps = Named(_scans.End(arrived));
        (_name, _scanId, _told) = (name, ScanV1Message.UnknownId, false);
        return steps;
    }

    // A file that is written twice, or turns back, has several scans, and each needs an id of its own.
    private IReadOnlyList<ScanV1Message> Named(IReadOnlyList<ScanV1Message> steps)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            ScanV1Message step = steps[i];
            if (step.Type == ScanV1MessageType.Begin)
                (_runId, _scanId) = (step.RunId, _name.Length > 0 ? $"{_name}-{step.ScanId}" : step.ScanId);
            step.ScanId = _scanId;
        }

        return steps;
    }

    private ScanV1Message Defective(string reason, string detail) => new() { RunId = _runId, ScanId = _scanId, Defect = new(reason, detail) };

    private static Defect Spoilt(ReadOnlySpan<byte> line) => line.ContainsAnyInRange((byte)0x80, (byte)0xff) || line.ContainsAnyInRange((byte)1, (byte)8)
        ? new("not_text", $"{line.Length} bytes that are no line of text")
        : new("bad_value", "neither columns of numbers nor the name of a file");
}
