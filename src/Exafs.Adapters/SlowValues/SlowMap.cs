using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using MessagePack;

namespace Exafs.Adapters.SlowValues;

/// <summary>Slow values as MessagePack.</summary>
internal static class SlowMap
{
    /// <exception cref="EndOfStreamException">The bytes end too early.</exception>
    /// <exception cref="MessagePackSerializationException">It is no MessagePack.</exception>
    /// <exception cref="ScanV1Exception">It cannot be used.</exception>
    public static ImmutableArray<SlowReading> Read(ReadOnlyMemory<byte> payload, ScanV1Limits limits)
    {
        var reader = new MessagePackReader(payload);
        var entries = new SlowEntries(limits);
        int maps = reader.NextMessagePackType == MessagePackType.Array ? reader.ReadArrayHeader() : 1;
        for (; maps > 0; maps--)
            Map(ref reader, entries, limits);
        return reader.End ? entries.ToReadings() : throw new ScanV1Exception("trailing_bytes", $"{payload.Length - reader.Consumed} bytes after the map");
    }

    private static void Map(ref MessagePackReader reader, SlowEntries entries, ScanV1Limits limits)
    {
        if (reader.NextMessagePackType != MessagePackType.Map)
            throw SlowEntries.NotOurs($"{reader.NextMessagePackType} stands where a map should");
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            if (reader.NextMessagePackType != MessagePackType.String)
                throw SlowEntries.NotOurs($"a key is {reader.NextMessagePackType}, not a text");
            string name = ScanV1Value.Text(ref reader, "a name", limits);
            entries.Name(name);
            switch (reader.NextMessagePackType)
            {
                case MessagePackType.Integer or MessagePackType.Float:
                    entries.Number(name, reader.ReadDouble());
                    break;
                case MessagePackType.Map or MessagePackType.Array:
                    throw SlowEntries.NotOurs($"{name} is no single value");
                default:
                    SlowEntries.Other(name, reader.NextMessagePackType == MessagePackType.Nil);
                    reader.Skip();
                    break;
            }
        }

        entries.End();
    }
}
