using Exafs.Signal;
using MessagePack;

namespace Exafs.Adapters.ScanV1;

/// <summary>Bytes of exafs-scan-v1 → message. Never throws on bad data: what is wrong is the message's <see cref="ScanV1Message.Defect"/>.</summary>
/// <remarks>Keys that are not known are stepped over, so that an old reader takes a newer writer; nil counts as absent.</remarks>
public sealed class ScanV1Reader(ScanV1Limits? limits = null)
{
    private readonly ScanV1Limits _limits = limits ?? new();

    /// <summary>Reads one payload.</summary>
    public ScanV1Message Read(ReadOnlyMemory<byte> payload)
    {
        var message = new ScanV1Message();
        try
        {
            ReadMap(payload, message);
            message.Defect = ScanV1Validation.Defect(message, _limits);
        }
        catch (ScanV1Exception e)
        {
            message.Defect = e.Defect;
        }
        catch (EndOfStreamException)
        {
            message.Defect = new Defect("truncated_frame", $"the {payload.Length} bytes end before the message does");
        }
        catch (OverflowException)
        {
            message.Defect = new Defect("too_large", "a number or a length is beyond its range");
        }
        catch (MessagePackSerializationException e)
        {
            message.Defect = new Defect("not_messagepack", e.Message);
        }

        return message;
    }

    private void ReadMap(ReadOnlyMemory<byte> payload, ScanV1Message message)
    {
        if (payload.Length > _limits.MessageBytes)
            throw new ScanV1Exception("too_large", $"the message has {payload.Length} bytes, more than {_limits.MessageBytes}");
        var reader = new MessagePackReader(payload);
        if (reader.NextMessagePackType != MessagePackType.Map)
            throw new ScanV1Exception("not_messagepack", $"the payload begins with 0x{payload.Span[0]:x2}, not with a MessagePack map");

        bool named = false;
        for (int entries = reader.ReadMapHeader(); entries > 0; entries--)
        {
            if (!TryReadKey(ref reader, out string? key))
                throw new ScanV1Exception("wrong_type", $"a key is {reader.NextMessagePackType}, not a text");
            if (reader.TryReadNil())
                continue;
            if (key == ScanV1Key.Format)
                named = ReadFormat(ref reader);
            else if (key is null)
                ScanV1Value.Skip(ref reader, _limits);
            else
                ReadField(ref reader, key, message);
        }

        if (!named)
            throw new ScanV1Exception("unknown_format", $"no key {ScanV1Key.Format}: {ScanV1Key.FormatName}");
        if (!reader.End)
            throw new ScanV1Exception("trailing_bytes", $"{payload.Length - reader.Consumed} bytes after the map");
    }

    private static bool TryReadKey(ref MessagePackReader reader, out string? key)
    {
        key = null;
        if (reader.NextMessagePackType != MessagePackType.String || !reader.TryReadStringSpan(out ReadOnlySpan<byte> utf8))
            return false;
        key = ScanV1Key.Known(utf8);
        return true;
    }

    private bool ReadFormat(ref MessagePackReader reader)
    {
        string format = ScanV1Value.Text(ref reader, ScanV1Key.Format, _limits);
        return format == ScanV1Key.FormatName
            ? true
            : throw new ScanV1Exception("unknown_format", $"format is '{format}', not '{ScanV1Key.FormatName}'");
    }

    private void ReadField(ref MessagePackReader reader, string key, ScanV1Message message)
    {
        switch (key)
        {
            case ScanV1Key.Type:
                message.Type = MessageType(ScanV1Value.Text(ref reader, key, _limits));
                break;
            case ScanV1Key.RunId:
                message.RunId = ScanV1Value.Id(ref reader, key, _limits);
                break;
            case ScanV1Key.ScanId:
                message.ScanId = ScanV1Value.Id(ref reader, key, _limits);
                break;
            case ScanV1Key.Sequence:
                message.Sequence = ScanV1Value.Integer(ref reader, key);
                break;
            case ScanV1Key.Element:
                message.Element = ScanV1Value.Text(ref reader, key, _limits);
                break;
            case ScanV1Key.Edge:
                message.Edge = ScanV1Value.Text(ref reader, key, _limits);
                break;
            case ScanV1Key.Direction:
                message.Direction = Direction(ScanV1Value.Text(ref reader, key, _limits));
                break;
            case ScanV1Key.MonoDSpacing:
                message.MonoDSpacing = ScanV1Value.Number(ref reader, key);
                break;
            case ScanV1Key.PointsPlanned:
                message.PointsPlanned = ScanV1Value.Count(ref reader, key, _limits);
                break;
            case ScanV1Key.StartTime:
                message.StartTime = ScanV1Value.Time(ref reader, key);
                break;
            case ScanV1Key.EndTime:
                message.EndTime = ScanV1Value.Time(ref reader, key);
                break;
            case ScanV1Key.SampleTemperature:
                double kelvin = ScanV1Value.Number(ref reader, key);
                message.SampleTemperature = double.IsFinite(kelvin) ? kelvin : null;
                break;
            case ScanV1Key.FirstPoint:
                message.FirstPoint = ScanV1Value.Count(ref reader, key, _limits);
                break;
            case ScanV1Key.Points:
                message.Points = ScanV1Value.Count(ref reader, key, _limits);
                break;
            case ScanV1Key.Reason:
                message.Reason = ScanV1Value.Text(ref reader, key, _limits);
                break;
            case ScanV1Key.Energy:
                message.Energy = ScanV1Value.Numbers(ref reader, key, _limits);
                break;
            case ScanV1Key.Angle:
                message.Angle = ScanV1Value.Numbers(ref reader, key, _limits);
                break;
            case ScanV1Key.I0:
                message.I0 = ScanV1Value.Numbers(ref reader, key, _limits);
                break;
            case ScanV1Key.ITrans:
                message.ITrans = ScanV1Value.Numbers(ref reader, key, _limits);
                break;
            case ScanV1Key.IRefer:
                message.IRefer = ScanV1Value.Numbers(ref reader, key, _limits);
                break;
            case ScanV1Key.IFluor:
                message.IFluor = ScanV1Value.Elements(ref reader, key, _limits);
                break;
            case ScanV1Key.Mu:
                message.Mu = ScanV1Value.Numbers(ref reader, key, _limits);
                break;
            case ScanV1Key.MuReference:
                message.MuReference = ScanV1Value.Numbers(ref reader, key, _limits);
                break;
            case ScanV1Key.Time:
                message.Time = ScanV1Value.Numbers(ref reader, key, _limits);
                break;
            case ScanV1Key.Channels:
                message.Channels = ScanV1Value.Channels(ref reader, key, _limits);
                break;
        }
    }

    private static ScanV1MessageType MessageType(string type) => type switch
    {
        "scan" => ScanV1MessageType.Scan,
        "begin" => ScanV1MessageType.Begin,
        "points" => ScanV1MessageType.Points,
        "end" => ScanV1MessageType.End,
        "abort" => ScanV1MessageType.Abort,
        _ => throw new ScanV1Exception("bad_value", $"type is '{type}'"),
    };

    private static ScanDirection Direction(string direction) => direction switch
    {
        "up" => ScanDirection.Up,
        "down" => ScanDirection.Down,
        _ => throw new ScanV1Exception("bad_value", $"direction is '{direction}', not up or down"),
    };
}
