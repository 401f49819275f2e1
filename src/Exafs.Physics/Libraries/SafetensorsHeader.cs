using System.Collections.Immutable;
using System.Text.Json;

namespace Exafs.Physics.Libraries;

/// <summary>The header of a safetensors file, as untrusted as the file is.</summary>
internal sealed record SafetensorsHeader(ImmutableArray<SafetensorsHeader.Entry> Entries, ImmutableDictionary<string, string> Metadata)
{
    /// <summary>Where a tensor's bytes lie, counted from the end of the header.</summary>
    internal sealed record Entry(string Name, TensorType Type, ImmutableArray<int> Shape, long Begin, long End);

    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.IsEmpty || utf8.Span[0] != '{') throw new InvalidDataException("the header is not a JSON object");
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 8 });
            return Parse(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The second comes with a key or text that is not Unicode.
            throw new InvalidDataException($"the header is not JSON: {broken.Message}", broken);
        }
    }

    /// <summary>The bytes of all tensors follow each other without overlap or hole and fill the file, as the format wants it.</summary>
    public void Check(long dataLength)
    {
        long end = 0;
        foreach (var entry in Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != end) throw new InvalidDataException($"tensor {entry.Name}: {(entry.Begin < end ? "overlaps another" : "a hole before it")}, at byte {entry.Begin}");
            end = entry.End;
        }

        if (end > dataLength) throw new InvalidDataException($"cut: {end} bytes of numbers announced, {dataLength} there");
        if (end < dataLength) throw new InvalidDataException($"{dataLength - end} bytes after the last tensor");
    }

    private static SafetensorsHeader Parse(JsonElement root)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        var metadata = ImmutableDictionary<string, string>.Empty;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            if (!names.Add(member.Name)) throw new InvalidDataException($"tensor {member.Name}: there twice");
            if (member.Name == Safetensors.MetadataKey) metadata = Texts(member.Value);
            else entries.Add(Tensor(member.Name, member.Value));
        }

        return new(entries.ToImmutable(), metadata);
    }

    private static ImmutableDictionary<string, string> Texts(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) throw new InvalidDataException($"{Safetensors.MetadataKey} is not a JSON object");
        var texts = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String) throw new InvalidDataException($"{Safetensors.MetadataKey}.{member.Name} is not a text");
            if (!texts.TryAdd(member.Name, member.Value.GetString()!)) throw new InvalidDataException($"{Safetensors.MetadataKey}.{member.Name}: there twice");
        }

        return texts.ToImmutable();
    }

    private static Entry Tensor(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) throw new InvalidDataException($"tensor {name} is not a JSON object");
        foreach (var member in value.EnumerateObject())
            if (member.Name is not ("dtype" or "shape" or "data_offsets")) throw new InvalidDataException($"tensor {name}: unknown key {member.Name}");

        var type = TypeOf(name, Get(name, value, "dtype", JsonValueKind.String).GetString()!);
        ImmutableArray<long> shape = Numbers(name, Get(name, value, "shape", JsonValueKind.Array));
        ImmutableArray<long> offsets = Numbers(name, Get(name, value, "data_offsets", JsonValueKind.Array));
        if (offsets.Length != 2 || offsets[1] < offsets[0]) throw new InvalidDataException($"tensor {name}: data_offsets are not a begin and an end");

        long bytes = StoredTensor.BytesOf(type);
        foreach (var n in shape)
        {
            // Before an overflow can hide a size; a later 0 would not save it.
            if (n > Safetensors.MaxFile || (bytes *= n) > Safetensors.MaxFile) throw new InvalidDataException($"tensor {name}: a shape of more than {Safetensors.MaxFile} bytes");
        }

        return offsets[1] - offsets[0] == bytes
            ? new(name, type, [.. shape.Select(n => (int)n)], offsets[0], offsets[1])
            : throw new InvalidDataException($"tensor {name}: shape [{string.Join(", ", shape)}] of {type} needs {bytes} bytes, data_offsets give {offsets[1] - offsets[0]}");
    }

    private static TensorType TypeOf(string name, string text)
    {
        foreach (var type in Enum.GetValues<TensorType>())
            if (text == type.ToString()) return type;
        throw new InvalidDataException($"tensor {name}: type {text} is not one of {string.Join(", ", Enum.GetNames<TensorType>())}");
    }

    private static JsonElement Get(string name, JsonElement tensor, string key, JsonValueKind kind) =>
        tensor.TryGetProperty(key, out var value) && value.ValueKind == kind ? value : throw new InvalidDataException($"tensor {name}: {key} is missing, or not {(kind == JsonValueKind.Array ? "a list" : "a text")}");

    private static ImmutableArray<long> Numbers(string name, JsonElement list)
    {
        var numbers = ImmutableArray.CreateBuilder<long>(list.GetArrayLength());
        foreach (var element in list.EnumerateArray())
            numbers.Add(element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var n) && n >= 0 ? n : throw new InvalidDataException($"tensor {name}: {element.GetRawText()} is not a whole number from 0"));
        return numbers.MoveToImmutable();
    }
}
