using System.Collections.Immutable;
using System.Formats.Cbor;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Dectris;

/// <summary>What a message of stream 2 says of itself, https://github.com/dectris/documentation (stream_v2); images are measured, not read.</summary>
internal sealed class DectrisMessage
{
    private const int MostDepth = 16, MostImages = 64, MostText = 1024;
    private const CborTag SelfDescribed = (CborTag)55799, Array = (CborTag)40, Compressed = (CborTag)56500;

    /// <summary>"start", "image" or "end".</summary>
    public string Type { get; private set; } = "";

    public long? Series { get; private set; }

    public string UniqueId { get; private set; } = "";

    public long? Image { get; private set; }

    /// <summary>Configured energy of the beam, eV.</summary>
    public double? IncidentEnergy { get; private set; }

    /// <summary>Planned size, type and number of the images.</summary>
    public (long? Width, long? Height, string Type, long? Number) Planned { get; private set; } = (null, null, "", null);

    /// <summary>Name, type, shape and compression of each channel of an image.</summary>
    public List<(string Name, string Type, ImmutableArray<int> Shape, string Compression)> Images { get; } = [];

    /// <summary>Whether the bytes begin as such a message does: a map whose first key is "type".</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xd9, 0xd9, 0xf7]))
            bytes = bytes[3..];
        int map = bytes.IsEmpty ? 0 : bytes[0] switch { >= 0xa1 and <= 0xb7 or 0xbf => 1, 0xb8 => 2, 0xb9 => 3, _ => 0 };
        return map > 0 && map < bytes.Length && bytes[map..].StartsWith("dtype"u8)
            && bytes[(map + 5)..] is var type && (type.StartsWith("estart"u8) || type.StartsWith("eimage"u8) || type.StartsWith("cend"u8));
    }

    /// <summary>Reads a message; what was read before it ended too soon stays.</summary>
    public static DectrisMessage Read(ReadOnlyMemory<byte> bytes, out Defect? defect)
    {
        var message = new DectrisMessage();
        defect = null;
        if (!Begins(bytes.Span))
        {
            defect = new("unknown_format", "no message of Dectris stream 2: a map of CBOR that begins with its type");
            return message;
        }

        try
        {
            var reader = new CborReader(bytes, CborConformanceMode.Lax);
            if (reader.PeekState() == CborReaderState.Tag && reader.PeekTag() == SelfDescribed)
                reader.ReadTag();
            message.Fields(reader);
            if (reader.BytesRemaining > 0)
                defect = new("trailing_bytes", $"{reader.BytesRemaining} bytes after the map");
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or FormatException or ArgumentException)
        {
            defect = new("bad_cbor", e.Message);
        }

        return message;
    }

    private void Fields(CborReader reader)
    {
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            switch (reader.ReadTextString())
            {
                case "type": Type = Text(reader); break;
                case "series_id": Series = Whole(reader); break;
                case "series_unique_id": UniqueId = Text(reader); break;
                case "image_id": Image = Whole(reader); break;
                case "incident_energy": IncidentEnergy = Real(reader); break;
                case "image_size_x": Planned = Planned with { Width = Whole(reader) }; break;
                case "image_size_y": Planned = Planned with { Height = Whole(reader) }; break;
                case "image_dtype": Planned = Planned with { Type = Text(reader) }; break;
                case "number_of_images": Planned = Planned with { Number = Whole(reader) }; break;
                case "data" when reader.PeekState() == CborReaderState.StartMap: Data(reader); break;
                default: Skip(reader); break;
            }
        }

        reader.ReadEndMap();
    }

    private void Data(CborReader reader)
    {
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            string name = reader.ReadTextString();
            if (reader.PeekState() != CborReaderState.Tag || reader.PeekTag() != Array || Images.Count >= MostImages)
            {
                Skip(reader);
                continue;
            }

            reader.ReadTag();
            reader.ReadStartArray();
            var shape = ImmutableArray.CreateBuilder<int>();
            reader.ReadStartArray();
            while (reader.PeekState() != CborReaderState.EndArray && shape.Count < MostDepth)
                shape.Add((int)Math.Min(reader.ReadUInt64(), int.MaxValue));
            reader.ReadEndArray();
            string type = "", compression = "";
            if (reader.PeekState() == CborReaderState.Tag)
                type = TypeOf(reader.ReadTag());
            if (reader.PeekState() == CborReaderState.Tag && reader.PeekTag() == Compressed)
            {
                reader.ReadTag();
                reader.ReadStartArray();
                compression = Text(reader);
                Skip(reader);
                Skip(reader);
                reader.ReadEndArray();
            }
            else
            {
                Skip(reader);
            }

            reader.ReadEndArray();
            Images.Add((name[..Math.Min(name.Length, MostText)], type, shape.DrainToImmutable(), compression));
        }

        reader.ReadEndMap();
    }

    // RFC 8746, the types that a detector has.
    private static string TypeOf(CborTag tag) => (ulong)tag switch
    {
        64 or 68 => "uint8",
        65 or 69 => "uint16",
        66 or 70 => "uint32",
        67 or 71 => "uint64",
        72 => "int8",
        73 or 77 => "int16",
        74 or 78 => "int32",
        75 or 79 => "int64",
        80 or 84 => "float16",
        81 or 85 => "float32",
        82 or 86 => "float64",
        _ => $"tag {(ulong)tag}",
    };

    private static string Text(CborReader reader)
    {
        if (reader.PeekState() == CborReaderState.TextString)
        {
            string text = reader.ReadTextString();
            return text[..Math.Min(text.Length, MostText)];
        }

        Skip(reader);
        return "";
    }

    private static long? Whole(CborReader reader)
    {
        if (reader.PeekState() == CborReaderState.UnsignedInteger)
            return (long)Math.Min(reader.ReadUInt64(), long.MaxValue);
        Skip(reader);
        return null;
    }

    private static double? Real(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.HalfPrecisionFloat or CborReaderState.SinglePrecisionFloat or CborReaderState.DoublePrecisionFloat:
                return reader.ReadDouble();
            case CborReaderState.UnsignedInteger:
                return reader.ReadUInt64();
            default:
                Skip(reader);
                return null;
        }
    }

    // Level by level, since the reader's own way sets no bound to them.
    private static void Skip(CborReader reader)
    {
        int depth = reader.CurrentDepth;
        bool isTag;
        do
        {
            CborReaderState state = reader.PeekState();
            isTag = state == CborReaderState.Tag;
            switch (state)
            {
                case CborReaderState.StartArray: reader.ReadStartArray(); break;
                case CborReaderState.EndArray: reader.ReadEndArray(); break;
                case CborReaderState.StartMap: reader.ReadStartMap(); break;
                case CborReaderState.EndMap: reader.ReadEndMap(); break;
                case CborReaderState.Tag: reader.ReadTag(); break;
                default: reader.SkipValue(); break;
            }

            if (reader.CurrentDepth > MostDepth)
                throw new FormatException($"More than {MostDepth} levels.");
        }
        while (isTag || reader.CurrentDepth > depth);
    }
}
