using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Exafs.Physics.Libraries;

/// <summary>A file of named tensors and texts in the safetensors format: 8 bytes little-endian with the length of the header, the header as JSON, the numbers.</summary>
/// <remarks>Method: the format as its authors publish it (github.com/huggingface/safetensors, "Format"). Written in their order, widest type first, then by name, the header filled up with blanks to a multiple of 8, so that equal contents are equal bytes.</remarks>
public sealed class Safetensors
{
    /// <summary>The limit that the authors of the format set on the header, bytes.</summary>
    public const int MaxHeader = 100_000_000;

    /// <summary>A longer file is refused, bytes.</summary>
    public const int MaxFile = 1 << 30;

    internal const string MetadataKey = "__metadata__";
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Safetensors(ImmutableSortedDictionary<string, StoredTensor> tensors, ImmutableSortedDictionary<string, string> metadata)
    {
        Tensors = tensors;
        Metadata = metadata;
    }

    public ImmutableSortedDictionary<string, StoredTensor> Tensors { get; }

    public ImmutableSortedDictionary<string, string> Metadata { get; }

    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public StoredTensor this[string name] => Tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new InvalidDataException($"no tensor {name}; there are {string.Join(", ", Tensors.Keys)}");

    public static Safetensors Of(IEnumerable<StoredTensor> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        var byName = tensors.ToImmutableSortedDictionary(tensor => tensor.Name, tensor => tensor, StringComparer.Ordinal);
        return byName.ContainsKey(MetadataKey)
            ? throw new ArgumentException($"a tensor cannot be called {MetadataKey}")
            : new(byName, ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, metadata ?? []));
    }

    /// <exception cref="InvalidDataException">It is not such a file, or one that is cut, contradicts itself, or holds a type that is not one of <see cref="TensorType"/>.</exception>
    public static Safetensors Read(Stream stream)
    {
        var file = ReadAll(stream);
        if (file.Length < 8) throw new InvalidDataException("not a safetensors file: shorter than 8 bytes");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (length > MaxHeader) throw new InvalidDataException($"not a safetensors file: a header of {length} bytes");
        if (length > (ulong)file.Length - 8) throw new InvalidDataException($"cut: the header has {length} bytes, the file {file.Length}");
        var header = SafetensorsHeader.Parse(file.Slice(8, (int)length));
        var data = file[(8 + (int)length)..];
        header.Check(data.Length);
        return Of(header.Entries.Select(entry => new StoredTensor(entry.Name, entry.Type, entry.Shape, [.. data.Span[(int)entry.Begin..(int)entry.End]])), header.Metadata);
    }

    public void Write(Stream stream)
    {
        StoredTensor[] ordered = [.. Tensors.Values.OrderByDescending(tensor => StoredTensor.BytesOf(tensor.Type)).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
        var header = Header(ordered);
        var filled = (header.Length + 7) / 8 * 8;
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)filled);
        stream.Write(length);
        stream.Write(header);
        for (var i = header.Length; i < filled; i++) stream.WriteByte((byte)' ');
        foreach (var tensor in ordered) stream.Write(tensor.Data.AsSpan());
    }

    private byte[] Header(StoredTensor[] ordered)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, s_json))
        {
            json.WriteStartObject();
            if (!Metadata.IsEmpty)
            {
                json.WriteStartObject(MetadataKey);
                foreach (var (key, value) in Metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }

            long begin = 0;
            foreach (var tensor in ordered)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type.ToString());
                json.WriteStartArray("shape");
                foreach (var n in tensor.Shape) json.WriteNumberValue(n);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(begin);
                json.WriteNumberValue(begin += tensor.Data.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return memory.ToArray();
    }

    private static ReadOnlyMemory<byte> ReadAll(Stream stream)
    {
        using var memory = new MemoryStream();
        var part = new byte[1 << 16];
        for (int read; (read = stream.Read(part)) > 0;)
        {
            if (memory.Length + read > MaxFile) throw new InvalidDataException($"longer than {MaxFile} bytes");
            memory.Write(part.AsSpan(0, read));
        }

        return memory.GetBuffer().AsMemory(0, (int)memory.Length);
    }
}
