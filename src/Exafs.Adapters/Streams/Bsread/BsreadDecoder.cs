using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Blobs;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Bsread;

/// <summary>
/// bsr_m-1.x of the Paul Scherrer Institute: a main header, a data header, and for each channel its value and its time. An energy of one value makes each pulse a point of a scan,
/// an energy of n values makes it a whole scan. Source: https://github.com/paulscherrerinstitute/bsread_python, bsread_java and bsread_rust.
/// </summary>
/// <remarks>
/// A channel that is absent in a pulse has an empty frame: without the energy, or an intensity that the spectrum is made of, the pulse is no point. Pulse ids may step by any number, so lost pulses are no defect of a scan.
/// A data header that is empty or not there at all, with a hash that is known, says that the channels are those of before.
/// </remarks>
public sealed class BsreadDecoder : IStreamDecoder
{
    private const string Run = "bsread";
    private const int LookedAt = 512;

    private readonly StreamOptions _options;
    private readonly PointScans _scans;
    private readonly List<(string Hash, BsreadLayout Layout)> _layouts = [];
    private double[] _values = [];
    private double _scanNumber = double.NaN;

    /// <param name="options">Which channel is what, and the limits.</param>
    public BsreadDecoder(StreamOptions options) => (_options, _scans) = (options, new PointScans(options.Channels, Run, options.Limits));

    public StreamFormat Format => StreamFormat.Bsread;

    private string RunId => _options.Channels.RunId ?? Run;

    /// <summary>Whether the message looks like one of bsread.</summary>
    public static bool Recognises(WireMessage message)
    {
        ReadOnlySpan<byte> head = message.Frames.IsDefaultOrEmpty ? [] : message.Frames[0].Span;
        return head.Length > 0 && head[0] == '{' && head[..Math.Min(head.Length, LookedAt)].IndexOf("\"bsr_"u8) > 0;
    }

    public IReadOnlyList<ScanV1Message> Decode(WireMessage message)
    {
        BsreadMainHeader? header = null;
        try
        {
            header = Header(message);
            if (!header.IsPulse)
                return header.IsStop ? _scans.End(message.Arrived) : [];
            (BsreadLayout layout, int first, bool isNew) = Layout(message, header);
            if (layout.Defect is { } defect) // once for each header, not for each of its pulses
                return isNew && !layout.Channels.IsEmpty ? [Rejected(defect, header)] : [];
            return layout.Points == 1 ? Point(message, header, layout, first) : Scan(message, header, layout, first);
        }
        catch (ScanV1Exception e)
        {
            return [Rejected(e.Defect, header)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter of text that is no UTF-8
        {
            return [Rejected(NotJson(e), header)];
        }
    }

    public StreamObservation Observe(WireMessage message)
    {
        try
        {
            BsreadMainHeader header = Header(message);
            if (!header.IsPulse)
                return new(header.IsStop ? "stop" : "reconnect", []);
            (BsreadLayout layout, int first, _) = Layout(message, header);
            var readings = ImmutableArray.CreateBuilder<StreamReading>();
            Defect? defect = null;
            for (int i = 0; i < layout.Channels.Length; i++)
            {
                if (Reading(layout.Channels[i], message.Frames[first + (2 * i)].Span, message.Frames[first + (2 * i) + 1].Span, header, ref defect) is { } reading)
                    readings.Add(reading);
            }

            return new("pulse", readings.DrainToImmutable())
            {
                Sequence = layout.Sequence(header.PulseId),
                Series = header.Hash,
                Remark = layout.Remark ?? (layout.Channels.IsEmpty ? "the data header names no channels" : layout.Defect?.Detail),
                Defect = defect,
            };
        }
        catch (ScanV1Exception e)
        {
            return new("pulse", []) { Defect = e.Defect };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new("pulse", []) { Defect = NotJson(e) };
        }
    }

    private static Defect NotJson(Exception e) => new("not_json", e is JsonException json ? $"a header ends or breaks at its byte {json.BytePositionInLine}" : "a text of a header is no UTF-8");

    private static ReadOnlySpan<byte> Bytes(BsreadChannel channel, ReadOnlySpan<byte> frame, ScanV1Limits limits) =>
        channel.TryBytes(frame, limits.MessageBytes, out ReadOnlySpan<byte> bytes) ? bytes : throw new ScanV1Exception(channel.Damage(frame.Length).Reason, channel.Damage(frame.Length).Detail);

    private BsreadMainHeader Header(WireMessage message)
    {
        if (message.Length > _options.Limits.MessageBytes)
            throw new ScanV1Exception("too_large", $"the message has {message.Length} bytes, more than {_options.Limits.MessageBytes}");
        return BsreadMainHeader.Read(message.Frames[0].Span, _options.Limits);
    }

    // The layout, the frame of its first value, and whether it is the first pulse of it.
    private (BsreadLayout Layout, int First, bool IsNew) Layout(WireMessage message, BsreadMainHeader header)
    {
        ImmutableArray<ReadOnlyMemory<byte>> frames = message.Frames;
        ReadOnlySpan<byte> sent = frames.Length > 1 ? frames[1].Span : [];
        for (int i = _layouts.Count - 1; i >= 0; i--)
        {
            (string hash, BsreadLayout layout) = _layouts[i];
            if (hash != header.Hash)
                continue;
            bool isSame = layout.Is(sent), isLeftOut = sent.IsEmpty || !isSame;
            int counted = 2 * layout.Channels.Length;
            if ((isSame || sent.IsEmpty) && frames.Length == 2 + counted)
                return (Latest(i), 2, false);
            if (isLeftOut && counted > 0 && frames.Length == 1 + counted)
                return (Latest(i), 1, false);
        }

        if (sent.IsEmpty)
            throw new ScanV1Exception("missing_header", "the data header did not come, and was not known before");
        var read = BsreadLayout.Read(sent, header, _options.Channels, _options.Limits);
        if (!read.Channels.IsEmpty && frames.Length != 2 + (2 * read.Channels.Length))
            throw new ScanV1Exception("frame_count", $"{frames.Length} frames, not {2 + (2 * read.Channels.Length)} for {read.Channels.Length} channels");
        if (_layouts.Count >= BsreadLimits.Layouts)
            _layouts.RemoveAt(0);
        _layouts.Add((header.Hash, read));
        return (read, 2, true);
    }

    private BsreadLayout Latest(int at)
    {
        (string Hash, BsreadLayout Layout) used = _layouts[at];
        if (at < _layouts.Count - 1)
        {
            _layouts.RemoveAt(at);
            _layouts.Add(used);
        }

        return used.Layout;
    }

    private IReadOnlyList<ScanV1Message> Point(WireMessage message, BsreadMainHeader header, BsreadLayout layout, int first)
    {
        if (_values.Length < layout.Used.Length)
            _values = new double[layout.Used.Length];
        Span<double> values = _values.AsSpan(0, layout.Used.Length);
        for (int i = 0; i < values.Length; i++)
        {
            BsreadChannel channel = layout.Channels[layout.Used[i]];
            ReadOnlySpan<byte> frame = message.Frames[first + (2 * layout.Used[i])].Span;
            if (frame.IsEmpty && layout.IsNeeded[i])
                return [];
            values[i] = frame.IsEmpty ? double.NaN : BlobNumbers.One(Bytes(channel, frame, _options.Limits), channel.Type!.Value, channel.IsBigEndian);
        }

        ScanV1Message point = layout.Plan.Point(values);
        if (Clock(message, header, layout, first) is { } time)
            point.Time = ImmutableCollectionsMarshal.AsImmutableArray([time.UnixSeconds]);
        if (layout.Plan.ScanNumber is var at and >= 0 && !double.IsNaN(values[at])) // a number that did not come is that of before
            _scanNumber = values[at];
        return _scans.Next(point, layout.Plan.ScanNumber >= 0 ? _scanNumber : double.NaN, message.Arrived);
    }

    private ScanV1Message[] Scan(WireMessage message, BsreadMainHeader header, BsreadLayout layout, int first)
    {
        var columns = new ImmutableArray<double>[layout.Used.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            BsreadChannel channel = layout.Channels[layout.Used[i]];
            ReadOnlySpan<byte> frame = message.Frames[first + (2 * layout.Used[i])].Span;
            if (frame.IsEmpty && layout.IsNeeded[i])
                return [];
            double[] values = new double[frame.IsEmpty ? 0 : channel.Count];
            if (!frame.IsEmpty)
                BlobNumbers.Read(Bytes(channel, frame, _options.Limits), channel.Type!.Value, channel.IsBigEndian, values);
            columns[i] = ImmutableCollectionsMarshal.AsImmutableArray(values);
        }

        ScanV1Message scan = layout.Plan.Points(at => columns[at]);
        scan.Type = ScanV1MessageType.Scan;
        scan.RunId = RunId;
        scan.ScanId = header.PulseId.ToString(CultureInfo.InvariantCulture);
        scan.EndTime = (header.Time ?? Clock(message, header, layout, first))?.Utc ?? message.Arrived.UtcDateTime;
        scan.Defect = ScanV1Validation.Defect(scan, _options.Limits);
        return [scan];
    }

    private static BsreadTime? Clock(WireMessage message, BsreadMainHeader header, BsreadLayout layout, int first)
    {
        int at = layout.Used[layout.Clock];
        return BsreadTime.Of(message.Frames[first + (2 * at) + 1].Span, layout.Channels[at].IsBigEndian) ?? header.Time;
    }

    private StreamReading? Reading(BsreadChannel channel, ReadOnlySpan<byte> value, ReadOnlySpan<byte> time, BsreadMainHeader header, ref Defect? defect)
    {
        if (value.IsEmpty)
            return null;
        var summary = new BlobSummary(double.NaN, double.NaN, double.NaN, double.NaN);
        if (channel.Defect is null)
        {
            if (!channel.TryBytes(value, _options.Limits.MessageBytes, out ReadOnlySpan<byte> bytes))
                defect ??= channel.Damage(value.Length);
            else if (channel.Type is { } type)
                summary = BlobNumbers.Summary(bytes, type, channel.IsBigEndian);
        }

        return new(channel.Name, "", channel.TypeName, channel.IsText ? [] : channel.Shape, summary.Least, summary.Largest, summary.Last, (BsreadTime.Of(time, channel.IsBigEndian) ?? header.Time)?.UnixSeconds);
    }

    private ScanV1Message Rejected(Defect defect, BsreadMainHeader? header) => new()
    {
        RunId = RunId,
        ScanId = header is { IsPulse: true } ? header.PulseId.ToString(CultureInfo.InvariantCulture) : ScanV1Message.UnknownId,
        EndTime = header?.Time?.Utc,
        Defect = defect,
    };
}
