using System.Buffers;
using System.Runtime.InteropServices;
using MessagePack;

namespace Exafs.Tests.Adapters.Streams.Bluesky;

/// <summary>A document in MessagePack; arrays as msgpack-numpy writes them.</summary>
internal static class MessagePackBytes
{
    public static byte[] Of(Doc document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        Write(ref writer, document);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(ref MessagePackWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case bool isTrue:
                writer.Write(isTrue);
                break;
            case long number:
                writer.Write(number);
                break;
            case double number:
                writer.Write(number);
                break;
            case string text:
                writer.Write(text);
                break;
            case double[] array:
                writer.WriteMapHeader(5);
                writer.Write("nd"u8);
                writer.Write(true);
                writer.Write("type"u8);
                writer.Write("<f8");
                writer.Write("kind"u8);
                writer.Write(""u8);
                writer.Write("shape"u8);
                writer.WriteArrayHeader(1);
                writer.Write(array.Length);
                writer.Write("data"u8);
                writer.Write(MemoryMarshal.AsBytes(array.AsSpan()));
                break;
            case Doc document:
                writer.WriteMapHeader(document.Count);
                foreach ((string key, object? one) in document)
                {
                    writer.Write(key);
                    Write(ref writer, one);
                }

                break;
            case List<object?> list:
                writer.WriteArrayHeader(list.Count);
                foreach (object? one in list)
                    Write(ref writer, one);
                break;
            default:
                throw new ArgumentException($"{value.GetType()}", nameof(value));
        }
    }
}
