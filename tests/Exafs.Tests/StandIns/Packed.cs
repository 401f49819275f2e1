using System.Buffers;
using MessagePack;

namespace Exafs.Tests.StandIns;

/// <summary>Bytes to read and to compare with. A reader is a ref struct, so that what is done with it is handed in as a delegate.</summary>
internal static class Packed
{
    public delegate T Reading<out T>(ref MessagePackReader reader);

    public delegate void Writing(ref MessagePackWriter writer);

    public static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", ""));

    public static T Read<T>(byte[] bytes, Reading<T> read)
    {
        var reader = new MessagePackReader(bytes);
        T value = read(ref reader);
        Assert.True(reader.End);
        Assert.Equal(bytes.Length, reader.Consumed);
        return value;
    }

    /// <summary>The same, where every byte lies in a piece of memory of its own.</summary>
    public static T ReadInPieces<T>(byte[] bytes, Reading<T> read)
    {
        var reader = new MessagePackReader(Pieces(bytes));
        T value = read(ref reader);
        Assert.True(reader.End);
        return value;
    }

    public static byte[] Write(Writing write)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    public static ReadOnlySequence<byte> Pieces(byte[] bytes)
    {
        var first = new Piece(ReadOnlyMemory<byte>.Empty, 0);
        Piece last = first;
        for (int i = 0; i < bytes.Length; i++)
            last = last.Append(bytes.AsMemory(i, 1));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
