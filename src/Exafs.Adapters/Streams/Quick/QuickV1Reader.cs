using Exafs.Adapters.ScanV1;
using MessagePack;

namespace Exafs.Adapters.Streams.Quick;

/// <summary>Bytes of exafs-quick-v1 → chunk, whose columns are parts of those bytes. Never throws on bad data: what is wrong is the chunk's <see cref="QuickV1Chunk.Defect"/>.</summary>
/// <remarks>Keys that are not known are stepped over, so that an old reader takes a newer writer; nil counts as absent.</remarks>
public sealed class QuickV1Reader(ScanV1Limits? limits = null)
{
    private readonly ScanV1Limits _limits = limits ?? new();

    /// <summary>Whether the bytes name this format, whatever else is wrong with them.</summary>
    public static bool Names(ReadOnlyMemory<byte> payload)
    {
        try
        {
            var reader = new MessagePackReader(payload);
            if (reader.End || reader.NextMessagePackType != MessagePackType.Map)
                return false;
            for (int entries = reader.ReadMapHeader(); entries > 0; entries--)
            {
                if (reader.NextMessagePackType != MessagePackType.String || !reader.TryReadStringSpan(out ReadOnlySpan<byte> key))
                    return false;
                if (key.SequenceEqual("format"u8))
                    return reader.NextMessagePackType == MessagePackType.String && reader.TryReadStringSpan(out ReadOnlySpan<byte> name) && name.SequenceEqual("exafs-quick-v1"u8);
                if (reader.NextMessagePackType == MessagePackType.Map)
                    ScanV1Value.Skip(ref reader, new());
                else
                    reader.Skip();
            }
        }
        catch (Exception wrong) when (wrong is EndOfStreamException or MessagePackSerializationException or OverflowException or ScanV1Exception)
        {
        }

        return false;
    }

    /// <summary>Reads one payload.</summary>
    public QuickV1Chunk Read(ReadOnlyMemory<byte> payload)
    {
        var chunk = new QuickV1Chunk();
        chunk.Defect = ScanV1Map.Read(payload, QuickV1Key.FormatName, _limits, Take) ?? QuickV1Validation.Defect(chunk);
        return chunk;

        void Take(ref MessagePackReader reader, ReadOnlySpan<byte> name)
        {
            if (QuickV1Key.Known(name) is { } key && !QuickV1Key.IsOfColumn(key))
                ReadField(ref reader, key, chunk);
            else
                ScanV1Value.Skip(ref reader, _limits);
        }
    }

    private void ReadField(ref MessagePackReader reader, string key, QuickV1Chunk chunk)
    {
        switch (key)
        {
            case QuickV1Key.RunId:
                chunk.RunId = ScanV1Value.Id(ref reader, key, _limits);
                break;
            case QuickV1Key.Sequence:
                chunk.Sequence = ScanV1Value.Integer(ref reader, key);
                break;
            case QuickV1Key.FirstSample:
                chunk.FirstSample = ScanV1Value.Integer(ref reader, key);
                if (chunk.FirstSample is < 0 or > QuickV1Validation.MostSamples)
                    throw new ScanV1Exception("bad_value", $"{key} is {chunk.FirstSample}");
                break;
            case QuickV1Key.SampleRate:
                chunk.SampleRate = ScanV1Value.Number(ref reader, key);
                break;
            case QuickV1Key.StartTime:
                chunk.StartTime = ScanV1Value.Time(ref reader, key);
                break;
            case QuickV1Key.MonoDSpacing:
                chunk.MonoDSpacing = ScanV1Value.Number(ref reader, key);
                break;
            case QuickV1Key.Element:
                chunk.Element = ScanV1Value.Text(ref reader, key, _limits);
                break;
            case QuickV1Key.Edge:
                chunk.Edge = ScanV1Value.Text(ref reader, key, _limits);
                break;
            case QuickV1Key.E0:
                chunk.E0 = ScanV1Value.Number(ref reader, key);
                break;
            case QuickV1Key.SampleTemperature:
                double kelvin = ScanV1Value.Number(ref reader, key);
                chunk.SampleTemperature = double.IsFinite(kelvin) ? kelvin : null;
                break;
            case QuickV1Key.DegreesPerCount:
                chunk.DegreesPerCount = ScanV1Value.Number(ref reader, key);
                break;
            case QuickV1Key.OffsetDegrees:
                chunk.OffsetDegrees = ScanV1Value.Number(ref reader, key);
                break;
            case QuickV1Key.Last:
                chunk.IsLast = reader.NextMessagePackType == MessagePackType.Boolean
                    ? reader.ReadBoolean()
                    : throw new ScanV1Exception("wrong_type", $"{key} is {reader.NextMessagePackType}, not true or false");
                break;
            case QuickV1Key.Angle or QuickV1Key.Counts:
                ReadEncoder(ref reader, key, chunk);
                break;
            case QuickV1Key.I0:
                chunk.I0 = QuickV1Value.Column(ref reader, key, _limits);
                break;
            case QuickV1Key.ITrans:
                chunk.ITrans = QuickV1Value.Column(ref reader, key, _limits);
                break;
            case QuickV1Key.IRefer:
                chunk.IRefer = QuickV1Value.Column(ref reader, key, _limits);
                break;
            case QuickV1Key.IFluor:
                chunk.IFluor = QuickV1Value.Elements(ref reader, key, _limits);
                break;
        }
    }

    private void ReadEncoder(ref MessagePackReader reader, string key, QuickV1Chunk chunk)
    {
        if (chunk.Encoder.Bytes.Length > 0)
            throw new ScanV1Exception("bad_value", $"both {QuickV1Key.Angle} and {QuickV1Key.Counts}, or one of them twice");
        chunk.Encoder = QuickV1Value.Column(ref reader, key, _limits);
        chunk.IsInCounts = key == QuickV1Key.Counts;
    }
}
