using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Exafs.Adapters.ScanV1;
using MessagePack;

namespace Exafs.Adapters.Streams.Quick;

/// <summary>Reads the columns of exafs-quick-v1: a bin of float64, an array of numbers, or a map that says how its bin is written.</summary>
internal static class QuickV1Value
{
    public static QuickV1Column Column(ref MessagePackReader reader, string key, ScanV1Limits limits)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Map:
                var column = default(Parts);
                for (int i = reader.ReadMapHeader(); i > 0; i--)
                    Part(ref reader, Word(ref reader, key, limits), key, ref column, limits);
                return Whole(column, key, limits);
            case MessagePackType.Array:
                byte[] values = MemoryMarshal.AsBytes(ScanV1Value.Numbers(ref reader, key, limits).AsSpan()).ToArray();
                return new(QuickSampleType.Float64, values);
            case MessagePackType.Binary:
                return Checked(new(QuickSampleType.Float64, Bytes(ref reader)), key, limits);
            default:
                throw new ScanV1Exception("wrong_type", $"{key} is {reader.NextMessagePackType}, not a column");
        }
    }

    /// <summary>One column, or a map name → column.</summary>
    public static ImmutableArray<(string Name, QuickV1Column Column)> Elements(ref MessagePackReader reader, string key, ScanV1Limits limits)
    {
        if (reader.NextMessagePackType != MessagePackType.Map)
            return [("ifluor", Column(ref reader, key, limits))];

        MessagePackReader ahead = reader.CreatePeekReader();
        if (ahead.ReadMapHeader() > 0 && QuickV1Key.IsOfColumn(Word(ref ahead, key, limits)))
            return [("ifluor", Column(ref reader, key, limits))];

        int count = reader.ReadMapHeader();
        if (count > limits.Channels)
            throw new ScanV1Exception("too_large", $"{key} has {count} entries, more than {limits.Channels}");
        var elements = ImmutableArray.CreateBuilder<(string Name, QuickV1Column Column)>(count);
        for (int i = 0; i < count; i++)
        {
            string name = Word(ref reader, key, limits);
            elements.Add((name, Column(ref reader, name, limits)));
        }

        return elements.MoveToImmutable();
    }

    private static void Part(ref MessagePackReader reader, string word, string key, ref Parts column, ScanV1Limits limits)
    {
        if (reader.TryReadNil())
            return;
        switch (word)
        {
            case QuickV1Key.Type:
                string name = ScanV1Value.Text(ref reader, key, limits);
                column.Type = QuickV1Column.TypeOf(name) ?? throw new ScanV1Exception("bad_value", $"{key} has the dtype '{name}', not <f4, <f8, <i2, <u2 or <i4");
                break;
            case QuickV1Key.Values:
                if (reader.NextMessagePackType != MessagePackType.Binary)
                    throw new ScanV1Exception("wrong_type", $"{key} has values of {reader.NextMessagePackType}, not a bin");
                column.Values = Bytes(ref reader);
                break;
            case QuickV1Key.Scale:
                column.Scale = Finite(ref reader, key, word);
                break;
            case QuickV1Key.Offset:
                column.Offset = Finite(ref reader, key, word);
                break;
            default:
                ScanV1Value.Skip(ref reader, limits, depth: 4);
                break;
        }
    }

    private static QuickV1Column Whole(Parts column, string key, ScanV1Limits limits) => column.Values is not { } values
        ? throw new ScanV1Exception("missing_field", $"{key} has no values")
        : Checked(new(column.Type ?? QuickSampleType.Float64, values, column.Scale ?? 1, column.Offset ?? 0), key, limits);

    private static QuickV1Column Checked(QuickV1Column column, string key, ScanV1Limits limits) =>
        column.Bytes.Length % QuickV1Column.Size(column.Type) != 0
            ? throw new ScanV1Exception("length_mismatch", $"{key} has {column.Bytes.Length} bytes, not a multiple of {QuickV1Column.Size(column.Type)} ({QuickV1Column.Name(column.Type)})")
            : column.Count > limits.Points
                ? throw new ScanV1Exception("too_large", $"{key} has {column.Count} samples, more than {limits.Points}")
                : column;

    private static double Finite(ref MessagePackReader reader, string key, string word) =>
        ScanV1Value.Number(ref reader, word) is var number && double.IsFinite(number) ? number : throw new ScanV1Exception("bad_value", $"{word} of {key} is {number}");

    private static string Word(ref MessagePackReader reader, string key, ScanV1Limits limits) => ScanV1Value.Text(ref reader, key, limits);

    private static ReadOnlyMemory<byte> Bytes(ref MessagePackReader reader)
    {
        ReadOnlySequence<byte> bytes = reader.ReadBytes()!.Value;
        return bytes.IsSingleSegment ? bytes.First : bytes.ToArray();
    }

    private struct Parts
    {
        public QuickSampleType? Type;
        public ReadOnlyMemory<byte>? Values;
        public double? Scale, Offset;
    }
}
