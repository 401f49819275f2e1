using System.Buffers;
using Exafs.Adapters.ScanV1;
using MessagePack;

namespace Exafs.Adapters.Streams.Quick;

/// <summary>Chunk → bytes of exafs-quick-v1: the payload of one ZeroMQ message. What is null or empty is left out.</summary>
public static class QuickV1Writer
{
    public static byte[] Write(QuickV1Chunk chunk)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        var writer = new MessagePackWriter(body);
        int entries = 3;
        Key(ref writer, QuickV1Key.Format);
        writer.Write(QuickV1Key.FormatName);
        Key(ref writer, QuickV1Key.RunId);
        writer.Write(chunk.RunId);
        if (chunk.Sequence is { } sequence)
        {
            entries++;
            Key(ref writer, QuickV1Key.Sequence);
            writer.Write(sequence);
        }

        Key(ref writer, QuickV1Key.FirstSample);
        writer.Write(chunk.FirstSample);
        entries += Number(ref writer, QuickV1Key.SampleRate, chunk.SampleRate);
        entries += Number(ref writer, QuickV1Key.StartTime, chunk.StartTime is { } time ? UnixTime.Seconds(time) : null);
        entries += Number(ref writer, QuickV1Key.MonoDSpacing, chunk.MonoDSpacing);
        entries += Text(ref writer, QuickV1Key.Element, chunk.Element);
        entries += Text(ref writer, QuickV1Key.Edge, chunk.Edge);
        entries += Number(ref writer, QuickV1Key.E0, chunk.E0);
        entries += Number(ref writer, QuickV1Key.SampleTemperature, chunk.SampleTemperature);
        entries += Number(ref writer, QuickV1Key.DegreesPerCount, chunk.DegreesPerCount);
        entries += Number(ref writer, QuickV1Key.OffsetDegrees, chunk.OffsetDegrees != 0 ? chunk.OffsetDegrees : null);
        entries += Column(ref writer, chunk.IsInCounts ? QuickV1Key.Counts : QuickV1Key.Angle, chunk.Count > 0 ? chunk.Encoder : null);
        entries += Column(ref writer, QuickV1Key.I0, chunk.I0);
        entries += Column(ref writer, QuickV1Key.ITrans, chunk.ITrans);
        entries += Column(ref writer, QuickV1Key.IRefer, chunk.IRefer);
        if (!chunk.IFluor.IsEmpty)
        {
            entries++;
            Key(ref writer, QuickV1Key.IFluor);
            writer.WriteMapHeader(chunk.IFluor.Length);
            foreach ((string name, QuickV1Column column) in chunk.IFluor)
                Column(ref writer, name, column);
        }

        if (chunk.IsLast)
        {
            entries++;
            Key(ref writer, QuickV1Key.Last);
            writer.Write(true);
        }

        writer.Flush();
        var message = new ArrayBufferWriter<byte>(body.WrittenCount + 5);
        var head = new MessagePackWriter(message);
        head.WriteMapHeader(entries);
        head.WriteRaw(body.WrittenSpan);
        head.Flush();
        return message.WrittenSpan.ToArray();
    }

    private static void Key(ref MessagePackWriter writer, string key) => writer.Write(key);

    private static int Number(ref MessagePackWriter writer, string key, double? value)
    {
        if (value is not { } number)
            return 0;
        Key(ref writer, key);
        writer.Write(number);
        return 1;
    }

    private static int Text(ref MessagePackWriter writer, string key, string? value)
    {
        if (value is null)
            return 0;
        Key(ref writer, key);
        writer.Write(value);
        return 1;
    }

    private static int Column(ref MessagePackWriter writer, string key, QuickV1Column? value)
    {
        if (value is not { } column)
            return 0;
        Key(ref writer, key);
        writer.WriteMapHeader(2 + (column.Scale != 1 ? 1 : 0) + (column.Offset != 0 ? 1 : 0));
        Key(ref writer, QuickV1Key.Type);
        writer.Write(QuickV1Column.Name(column.Type));
        Key(ref writer, QuickV1Key.Values);
        writer.Write(column.Bytes.Span);
        Number(ref writer, QuickV1Key.Scale, column.Scale != 1 ? column.Scale : null);
        Number(ref writer, QuickV1Key.Offset, column.Offset != 0 ? column.Offset : null);
        return 1;
    }
}
