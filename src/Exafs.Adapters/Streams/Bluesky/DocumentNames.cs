using System.Buffers.Binary;
using System.Text;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>Texts that come again with each document, such as the names of its channels, made once.</summary>
internal sealed class DocumentNames
{
    private const int Slots = 1 << 10, LongestBytes = 64;

    private readonly (byte[] Utf8, string Text)[] _known = new (byte[], string)[Slots];

    public string Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestBytes)
            return Encoding.UTF8.GetString(utf8);
        ref (byte[] Utf8, string Text) slot = ref _known[Hash(utf8) & (Slots - 1)];
        if (slot.Utf8 is null || !utf8.SequenceEqual(slot.Utf8))
            slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return slot.Text;
    }

    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        ulong hash = (ulong)utf8.Length;
        for (; utf8.Length >= sizeof(ulong); utf8 = utf8[sizeof(ulong)..])
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * 0x9e3779b97f4a7c15;
        foreach (byte one in utf8)
            hash = (hash ^ one) * 0x9e3779b97f4a7c15;
        return (int)(hash >> 40);
    }
}
