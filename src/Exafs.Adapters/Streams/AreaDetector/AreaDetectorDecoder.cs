using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Blobs;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.AreaDetector;

/// <summary>
/// array-1.0 of areaDetector's NDPluginZMQ, before and since its version 1.4.0: a header and an array. A frame is a point, of its attributes and the sum of its array; or, where the array's
/// rows have names, a whole scan. Source: https://github.com/paulscherrerinstitute/ADZMQ and https://github.com/paulscherrerinstitute/htypes.
/// </summary>
/// <remarks>Frames that the plugin or the network has dropped are no defect of a scan of points: drivers count frames that were never meant to be sent.</remarks>
public sealed class AreaDetectorDecoder : IStreamDecoder
{
    private const string Run = "areadetector", HType = "array-1.";
    private const int LookedAt = 512, Frames = 2;

    private readonly StreamOptions _options;
    private readonly PointScans _scans;
    private readonly NdArrayHeaderReader _reader;
    private NdArrayLayout? _layout;
    private double[] _values = [];

    /// <param name="options">Which channel is what, and the limits.</param>
    public AreaDetectorDecoder(StreamOptions options) =>
        (_options, _scans, _reader) = (options, new PointScans(options.Channels, Run, options.Limits), new NdArrayHeaderReader(options.Limits));

    public StreamFormat Format => StreamFormat.AreaDetector;

    private string RunId => _options.Channels.RunId ?? Run;

    /// <summary>Whether the message looks like one of NDPluginZMQ.</summary>
    public static bool Recognises(WireMessage message)
    {
        ReadOnlySpan<byte> head = message.Frames is { IsDefault: false, Length: Frames } frames ? frames[0].Span : [];
        return head.Length > 0 && head[0] == '{' && head[..Math.Min(head.Length, LookedAt)].IndexOf("\"array-1."u8) > 0;
    }

    public IReadOnlyList<ScanV1Message> Decode(WireMessage message)
    {
        NdArrayHeader? header = null;
        try
        {
            header = Header(message);
            var array = NdArray.Of(header, _options.Limits);
            ReadOnlySpan<byte> frame = message.Frames[0].Span;
            bool isNew = _layout?.Is(array, header, frame) != true;
            NdArrayLayout layout = isNew ? _layout = NdArrayLayout.Of(array, header, frame, _options.Channels, _options.Limits) : _layout!;
            if (layout.Defect is { } defect) // once for all frames of the kind
                return isNew ? [Rejected(defect, header)] : [];
            return layout.Use == NdArrayUse.Point ? Point(message, header, array, layout) : Scan(message, header, array, layout);
        }
        catch (ScanV1Exception e)
        {
            return [Rejected(e.Defect, header)];
        }
    }

    public StreamObservation Observe(WireMessage message)
    {
        NdArrayHeader? header = null;
        var readings = ImmutableArray.CreateBuilder<StreamReading>();
        Defect? defect = null;
        string? remark = null;
        try
        {
            header = Header(message);
            double? time = Seconds(header);
            foreach (NdAttribute attribute in header.Attributes)
                readings.Add(new(attribute.Name.Name, "", attribute.IsText ? "string" : "float64", [], attribute.Value, attribute.Value, attribute.Value, time));
            var array = NdArray.Of(header, _options.Limits);
            BlobSummary summary = array.IsReadable
                ? BlobNumbers.Summary(array.Values(message.Frames[1].Span), array.Type, array.IsBigEndian)
                : new(double.NaN, double.NaN, double.NaN, double.NaN);
            readings.Add(new(NdArrayLayout.Strip, "", BlobNumbers.Name(array.Type), [.. array.Shape], summary.Least, summary.Largest, summary.Last, time));
            if (array.IsReadable)
                readings.Add(new(NdArrayLayout.Sum, "", "float64", [], summary.Sum, summary.Sum, summary.Sum, time));
            if (_layout?.Is(array, header, message.Frames[0].Span) != true)
                _layout = NdArrayLayout.Of(array, header, message.Frames[0].Span, _options.Channels, _options.Limits);
            remark = array.IsReadable ? _layout.Defect?.Detail : $"the array is encoded by {array.Encoding}, which is not decoded";
        }
        catch (ScanV1Exception e)
        {
            defect = e.Defect;
        }

        return new("array", readings.DrainToImmutable()) { Sequence = header?.Frame, Remark = remark, Defect = defect };
    }

    private NdArrayHeader Header(WireMessage message)
    {
        if (message.Length > _options.Limits.MessageBytes)
            throw new ScanV1Exception("too_large", $"the message has {message.Length} bytes, more than {_options.Limits.MessageBytes}");
        NdArrayHeader header = _reader.Read(message.Frames[0].Span);
        if (header.HType?.StartsWith(HType, StringComparison.Ordinal) != true)
            throw new ScanV1Exception("unknown_format", $"htype is '{header.HType}', not {HType}0");
        return message.Frames.Length == Frames ? header : throw new ScanV1Exception("frame_count", $"{message.Frames.Length} frames, not a header and an array");
    }

    private double? Seconds(NdArrayHeader header) =>
        header.TimeStamp is { } stamp && stamp + _options.Channels.ArrayEpoch is var seconds && UnixTime.FromSeconds(seconds) is not null ? seconds : null;

    private IReadOnlyList<ScanV1Message> Point(WireMessage message, NdArrayHeader header, in NdArray array, NdArrayLayout layout)
    {
        int count = layout.Numbers.Length + (layout.HasSum ? 1 : 0);
        if (_values.Length < count)
            _values = new double[count];
        Span<double> values = _values.AsSpan(0, count);
        for (int i = 0; i < layout.Numbers.Length; i++)
            values[i] = header.Attributes[layout.Numbers[i]].Value;
        if (layout.HasSum)
            values[^1] = BlobNumbers.Summary(array.Values(message.Frames[1].Span), array.Type, array.IsBigEndian).Sum;
        ScanV1Message point = layout.Plan.Point(values);
        if (Seconds(header) is { } seconds)
            point.Time = ImmutableCollectionsMarshal.AsImmutableArray([seconds]);
        return _scans.Next(point, layout.Plan.ScanNumber >= 0 ? values[layout.Plan.ScanNumber] : double.NaN, message.Arrived);
    }

    private ScanV1Message[] Scan(WireMessage message, NdArrayHeader header, in NdArray array, NdArrayLayout layout)
    {
        int rows = layout.Rows, points = layout.Points, first = layout.Energies.IsEmpty ? 0 : 1;
        double[] values = new double[array.Count];
        BlobNumbers.Read(array.Values(message.Frames[1].Span), array.Type, array.IsBigEndian, values);
        bool isAcross = layout.Use == NdArrayUse.Columns;
        ScanV1Message scan = layout.Plan.Points(at =>
        {
            if (at < first)
                return layout.Energies;
            at -= first;
            if (at >= rows)
                return [header.Attributes[layout.Numbers[at - rows]].Value];
            double[] column = new double[points];
            if (!isAcross)
                values.AsSpan(at * points, points).CopyTo(column);
            for (int i = 0; isAcross && i < points; i++)
                column[i] = values[(i * rows) + at];
            return ImmutableCollectionsMarshal.AsImmutableArray(column);
        });
        scan.Type = ScanV1MessageType.Scan;
        scan.RunId = RunId;
        scan.ScanId = ScanId(header, message.Arrived);
        scan.Sequence = header.Frame;
        scan.EndTime = Time(header) ?? message.Arrived.UtcDateTime;
        scan.Defect = ScanV1Validation.Defect(scan, _options.Limits);
        return [scan];
    }

    private DateTime? Time(NdArrayHeader header) => Seconds(header) is { } seconds ? UnixTime.FromSeconds(seconds) : null;

    // Drivers begin to count again with each acquisition.
    private string ScanId(NdArrayHeader header, DateTimeOffset arrived) =>
        string.Create(CultureInfo.InvariantCulture, $"{Time(header) ?? arrived.UtcDateTime:yyyyMMdd'T'HHmmss.fff}-{header.Frame ?? 0}");

    private ScanV1Message Rejected(Defect defect, NdArrayHeader? header) => new()
    {
        RunId = RunId,
        ScanId = header?.Frame is null ? ScanV1Message.UnknownId : ScanId(header, DateTimeOffset.UnixEpoch),
        Sequence = _layout is null or { Use: NdArrayUse.Point } ? null : header?.Frame, // points have the number of their scan
        EndTime = header is null ? null : Time(header),
        Defect = defect,
    };
}
