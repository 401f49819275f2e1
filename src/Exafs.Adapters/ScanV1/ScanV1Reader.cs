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
        message.Defect = ScanV1Map.Read(payload, ScanV1Key.FormatName, _limits, Take) ?? ScanV1Validation.Defect(message, _limits);
        return message;

        void Take(ref MessagePackReader reader, ReadOnlySpan<byte> name)
        {
            if (ScanV1Key.Known(name) is { } key)
                ReadField(ref reader, key, message);
            else
                ScanV1Value.Skip(ref reader, _limits);
        }
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
