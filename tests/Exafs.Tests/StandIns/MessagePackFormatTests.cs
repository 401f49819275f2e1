using System.Buffers;
using System.Text;
using MessagePack;
using static Exafs.Tests.StandIns.Packed;

namespace Exafs.Tests.StandIns;

/// <summary>Everything but numbers, byte by byte as the specification has it.</summary>
public sealed class MessagePackFormatTests
{
    [Theory]
    [InlineData("c2", false)]
    [InlineData("c3", true)]
    public void Boolean_GoldenBytes_BothWays(string hex, bool value)
    {
        Assert.Equal(Hex(hex), Write((ref writer) => writer.Write(value)));
        Assert.Equal(value, Read(Hex(hex), (ref reader) => reader.ReadBoolean()));
    }

    [Fact]
    public void Nil_GoldenByte_IsNullToWhateverMayBeNull()
    {
        byte[] nil = [0xc0];
        Assert.Equal(nil, Write((ref writer) => writer.WriteNil()));
        Assert.Equal(nil, Write((ref writer) => writer.Write((string?)null)));
        Assert.Equal(nil, Write((ref writer) => writer.Write((byte[]?)null)));
        Assert.True(Read(nil, (ref reader) => reader.TryReadNil()));
        Assert.Null(Read(nil, (ref reader) => reader.ReadString()));
        Assert.Null(Read(nil, (ref reader) => reader.ReadBytes()));
        Assert.Null(Read(nil, (ref reader) => reader.ReadStringSequence()));
    }

    [Fact]
    public void TryReadNil_SomethingElse_LeavesIt() =>
        Assert.Equal(5, Read([5], (ref reader) => reader.TryReadNil() ? -1 : reader.ReadInt32()));

    /// <summary>The header of a text, of bytes, of an array and of a map, at both ends of every format.</summary>
    [Theory]
    [InlineData(0, "a0", "c4 00", "90", "80")]
    [InlineData(15, "af", "c4 0f", "9f", "8f")]
    [InlineData(16, "b0", "c4 10", "dc 00 10", "de 00 10")]
    [InlineData(31, "bf", "c4 1f", "dc 00 1f", "de 00 1f")]
    [InlineData(32, "d9 20", "c4 20", "dc 00 20", "de 00 20")]
    [InlineData(255, "d9 ff", "c4 ff", "dc 00 ff", "de 00 ff")]
    [InlineData(256, "da 01 00", "c5 01 00", "dc 01 00", "de 01 00")]
    [InlineData(65535, "da ff ff", "c5 ff ff", "dc ff ff", "de ff ff")]
    [InlineData(65536, "db 00 01 00 00", "c6 00 01 00 00", "dd 00 01 00 00", "df 00 01 00 00")]
    public void Header_EveryLengthFormat_BothWays(int length, string text, string bytes, string array, string map)
    {
        string letters = new('x', length);
        byte[] data = Encoding.ASCII.GetBytes(letters);
        byte[] packedText = [.. Hex(text), .. data];
        byte[] packedBytes = [.. Hex(bytes), .. data];
        byte[] packedArray = [.. Hex(array), .. data];
        byte[] packedMap = [.. Hex(map), .. data, .. data];

        Assert.Equal(packedText, Write((ref writer) => writer.Write(letters)));
        Assert.Equal(packedText, Write((ref writer) => writer.WriteString(data)));
        Assert.Equal(packedBytes, Write((ref writer) => writer.Write(data)));
        Assert.Equal(Hex(array), Write((ref writer) => writer.WriteArrayHeader(length)));
        Assert.Equal(Hex(map), Write((ref writer) => writer.WriteMapHeader(length)));

        Assert.Equal(letters, Read(packedText, (ref reader) => reader.ReadString()));
        Assert.Equal(letters, ReadInPieces(packedText, (ref reader) => reader.ReadString()));
        Assert.Equal(data, Read(packedText, (ref reader) => reader.TryReadStringSpan(out ReadOnlySpan<byte> span) ? span.ToArray() : []));
        Assert.Equal(data, Read(packedBytes, (ref reader) => reader.ReadBytes()!.Value.ToArray()));
        Assert.Equal(data, ReadInPieces(packedBytes, (ref reader) => reader.ReadBytes()!.Value.ToArray()));
        Assert.Equal(data, Read(packedText, (ref reader) => reader.ReadBytes()!.Value.ToArray())); // from writers without bin
        Assert.Equal(length, Read(packedArray, (ref reader) => Elements(ref reader, reader.ReadArrayHeader())));
        Assert.Equal(length, Read(packedMap, (ref reader) => Elements(ref reader, 2 * reader.ReadMapHeader()) / 2));
        Assert.Equal(length, ReadInPieces(packedMap, (ref reader) => Elements(ref reader, 2 * reader.ReadMapHeader()) / 2));
    }

    [Fact]
    public void String_OutsideAscii_IsUtf8()
    {
        byte[] packed = Hex("a8 c2 b5 28 45 29 e2 80 93");
        Assert.Equal(packed, Write((ref writer) => writer.Write("µ(E)–")));
        Assert.Equal("µ(E)–", Read(packed, (ref reader) => reader.ReadString()));
        Assert.Equal("µ(E)–", ReadInPieces(packed, (ref reader) => reader.ReadString()));
    }

    [Fact]
    public void ReadString_NotUtf8_IsReadWithReplacements() =>
        Assert.Equal("a\ufffdb", Read(Hex("a3 61 ff 62"), (ref reader) => reader.ReadString()));

    [Fact]
    public void TryReadStringSpan_TextInPieces_LeavesItToBeReadOtherwise() =>
        Assert.Equal("ab", ReadInPieces(Hex("a2 61 62"), (ref reader) =>
        {
            Assert.False(reader.TryReadStringSpan(out _));
            return reader.ReadString();
        }));

    [Theory]
    [InlineData(1, "d4 05")]
    [InlineData(2, "d5 05")]
    [InlineData(3, "c7 03 05")]
    [InlineData(4, "d6 05")]
    [InlineData(8, "d7 05")]
    [InlineData(12, "c7 0c 05")]
    [InlineData(16, "d8 05")]
    [InlineData(255, "c7 ff 05")]
    [InlineData(256, "c8 01 00 05")]
    [InlineData(65536, "c9 00 01 00 00 05")]
    public void Extension_EveryLengthFormat_BothWays(int length, string header)
    {
        byte[] data = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
        byte[] packed = [.. Hex(header), .. data];
        Assert.Equal(packed, Write((ref writer) => writer.WriteExtensionFormat(new ExtensionResult(5, data))));
        Assert.Equal("5:" + Convert.ToHexString(data), Read(packed, Extension));
        Assert.Equal("5:" + Convert.ToHexString(data), ReadInPieces(packed, Extension));
        Assert.Equal(packed, Read(packed, (ref reader) => reader.ReadRaw().ToArray()));
    }

    /// <summary>Timestamps of 32, 64 and 96 bits; the last before 1970.</summary>
    [Theory]
    [InlineData("d6 ff 00 00 00 00", "1970-01-01T00:00:00Z")]
    [InlineData("d6 ff ff ff ff ff", "2106-02-07T06:28:15Z")]
    [InlineData("d7 ff 77 35 94 00 6a 00 00 00", "2026-05-10T03:48:16.5000000Z")]
    [InlineData("d7 ff 00 00 00 01 00 00 00 00", "2106-02-07T06:28:16Z")]
    [InlineData("c7 0c ff 1d cd 65 00 ff ff ff ff ff ff ff ff", "1969-12-31T23:59:59.5000000Z")]
    public void DateTime_GoldenBytes_BothWays(string hex, string iso)
    {
        DateTime time = DateTimeOffset.Parse(iso).UtcDateTime;
        Assert.Equal(Hex(hex), Write((ref writer) => writer.Write(time)));
        Assert.Equal(time, Read(Hex(hex), (ref reader) => reader.ReadDateTime()));
        Assert.Equal(time, ReadInPieces(Hex(hex), (ref reader) => reader.ReadDateTime()));
        Assert.Equal(time, Read(Hex(hex), (ref reader) => reader.ReadDateTime(reader.ReadExtensionFormatHeader())));
    }

    [Fact]
    public void CreatePeekReader_Read_LeavesTheReaderWhereItIs() => Assert.Equal(7, Read([7], (ref reader) =>
    {
        MessagePackReader ahead = reader.CreatePeekReader();
        Assert.Equal(7, ahead.ReadInt32());
        Assert.Equal(0, reader.Consumed);
        return reader.ReadInt32();
    }));

    [Fact]
    public void NextMessagePackType_EveryCode_IsTheSpecifications()
    {
        string types = string.Concat(Enumerable.Range(0, 256).Select(code => MessagePackCode.ToMessagePackType((byte)code) switch
        {
            MessagePackType.Integer => 'i',
            MessagePackType.Map => 'm',
            MessagePackType.Array => 'a',
            MessagePackType.String => 's',
            MessagePackType.Nil => 'n',
            MessagePackType.Boolean => 'o',
            MessagePackType.Binary => 'b',
            MessagePackType.Extension => 'e',
            MessagePackType.Float => 'f',
            _ => '?',
        }));
        Assert.Equal(new string('i', 128) + new string('m', 16) + new string('a', 16) + new string('s', 32)
            + "n?oobbbeeeffiiiiiiiieeeeesssaamm" + new string('i', 32), types);
    }

    private static int Elements(ref MessagePackReader reader, int count)
    {
        for (int i = 0; i < count; i++)
            Assert.Equal('x', reader.ReadInt32());
        return count;
    }

    private static string Extension(ref MessagePackReader reader)
    {
        ExtensionResult extension = reader.ReadExtensionFormat();
        return $"{extension.TypeCode}:{Convert.ToHexString(extension.Data.ToArray())}";
    }
}
