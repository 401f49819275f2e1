using System.Globalization;
using Exafs.Adapters.Streams.Blobs;

namespace Exafs.Tests.Adapters.Streams.Blobs;

/// <summary>Numbers of any type and byte order, compressed and not.</summary>
public sealed class BlobTests
{
    private const int Most = 1 << 20;

    [Theory]
    [InlineData(BlobType.Bool, "00 02", "0 1")]
    [InlineData(BlobType.Int8, "ff 7f", "-1 127")]
    [InlineData(BlobType.UInt8, "ff 7f", "255 127")]
    [InlineData(BlobType.Int16, "feff 0201", "-2 258")]
    [InlineData(BlobType.UInt16, "feff 0201", "65534 258")]
    [InlineData(BlobType.Int32, "feffffff 04030201", "-2 16909060")]
    [InlineData(BlobType.UInt32, "feffffff 04030201", "4294967294 16909060")]
    [InlineData(BlobType.Int64, "feffffffffffffff 0000000000002000", "-2 9007199254740992")]
    [InlineData(BlobType.UInt64, "0000000000000080 0100000000000000", "9223372036854775808 1")]
    [InlineData(BlobType.Float16, "003c 00c0", "1 -2")]
    [InlineData(BlobType.Float32, "0000803f cdcccc3d", "1 0.10000000149011612")]
    [InlineData(BlobType.Float64, "000000000000f03f 9a9999999999b93f", "1 0.1")]
    public void Read_EveryType_InBothByteOrders(BlobType type, string little, string numbers)
    {
        double[] expected = [.. numbers.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
        byte[] bytes = Convert.FromHexString(little.Replace(" ", "", StringComparison.Ordinal));
        byte[] big = [.. bytes.Chunk(BlobNumbers.Size(type)).SelectMany(value => value.Reverse())];

        Assert.Equal(expected, Read(bytes, isBigEndian: false));
        Assert.Equal(expected, Read(big, isBigEndian: true));
        Assert.Equal(expected[0], BlobNumbers.One(bytes, type, isBigEndian: false));
        Assert.Equal(expected[0], BlobNumbers.One(big, type, isBigEndian: true));
        Assert.True(BlobNumbers.TryType(BlobNumbers.Name(type), out BlobType read));
        Assert.Equal(type, read);

        double[] Read(byte[] blob, bool isBigEndian)
        {
            double[] values = new double[2];
            BlobNumbers.Read(blob, type, isBigEndian, values);
            return values;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("string")]
    [InlineData("3")]
    [InlineData("-1")]
    [InlineData(" 3")]
    [InlineData("int8,int16")]
    public void TryType_WhatIsNoNumber_IsNone(string name) => Assert.False(BlobNumbers.TryType(name, out _));

    [Fact]
    public void Read_NotANumber_KeepsItsBits()
    {
        byte[] nan = [1, 2, 3, 4, 5, 6, 0xf8, 0x7f];

        Assert.Equal(BitConverter.ToInt64(nan), BitConverter.DoubleToInt64Bits(BlobNumbers.One(nan, BlobType.Float64, isBigEndian: false)));
    }

    [Fact]
    public void Summary_ManyValues_AreTakenInPieces()
    {
        byte[] blob = [.. Enumerable.Range(1, 5000).SelectMany(i => BitConverter.GetBytes((ushort)i))];

        BlobSummary summary = BlobNumbers.Summary(blob, BlobType.UInt16, isBigEndian: false);

        Assert.Equal(new(12_502_500, 1, 5000, 5000), summary);
        Assert.True(double.IsNaN(BlobNumbers.Summary([], BlobType.UInt16, isBigEndian: false).Sum));
    }

    // Made with liblz4 1.9.4 and numpy: i² - 3 as int32, i to 19, in a block of 16 and four that make no group of 8.
    [Fact]
    public void Bitshuffle_BytesOfOtherPrograms_AreDecoded()
    {
        byte[] frame = Convert.FromHexString("0000000000000050000000400000001dff035555aaaabbbb93932389c32d03ce03f00300020016500003000300fd0000001e0100004101000066010000");

        Assert.True(Bitshuffle.TryDecodeSized(frame, sizeof(int), 80, Most, out byte[]? decoded));
        double[] values = new double[20];
        BlobNumbers.Read(decoded, BlobType.Int32, isBigEndian: false, values);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (double)((i * i) - 3)), values);
    }

    [Fact]
    public void Lz4_BytesOfAnotherProgram_AreDecoded()
    {
        Assert.True(Lz4Block.TryDecodeSized(Convert.FromHexString("000000213f616263030006506263616263"), true, null, Most, out byte[]? decoded));
        Assert.Equal(string.Concat(Enumerable.Repeat("abc", 11)), System.Text.Encoding.ASCII.GetString(decoded!));
    }

    public static TheoryData<int, int, int> Shapes()
    {
        var shapes = new TheoryData<int, int, int>();
        foreach (int element in (int[])[1, 2, 4, 8])
            foreach (int count in (int[])[1, 7, 8, 9, 63, 500, 4101])
                foreach (int block in (int[])[8, 128, Bitshuffle.DefaultBlock(element)])
                    shapes.Add(element, count, block);
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Bitshuffle_WhatAWriterWrote_IsTheSame(int element, int count, int block)
    {
        byte[] bytes = Bytes(element * count);
        byte[] frame = BlobWriter.SizedBitshuffled(bytes, element, block);

        Assert.True(Bitshuffle.TryDecodeSized(frame, element, bytes.Length, Most, out byte[]? decoded));
        Assert.Equal(bytes, decoded!);
        Assert.False(Bitshuffle.TryDecodeSized([.. frame, 0], element, bytes.Length, Most, out _));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Lz4_SizeInEitherOrder_IsUnderstood(bool isWrittenBig, bool isTriedBigFirst)
    {
        byte[] bytes = Bytes(4000);
        byte[] frame = BlobWriter.SizedLz4(bytes, isWrittenBig);

        Assert.True(Lz4Block.TryDecodeSized(frame, isTriedBigFirst, bytes.Length, Most, out byte[]? decoded));
        Assert.Equal(bytes, decoded!);
        Assert.True(Lz4Block.TryDecodeSized(frame, isTriedBigFirst, null, Most, out decoded));
        Assert.Equal(bytes, decoded!);
        Assert.False(Lz4Block.TryDecodeSized(frame, isTriedBigFirst, bytes.Length + 1, Most, out _));
    }

    [Fact]
    public void Lz4_BytesBehindTheBlock_AreLeft()
    {
        byte[] bytes = Bytes(4000), room = new byte[4000];
        byte[] block = BlobWriter.Lz4(bytes);

        Assert.True(Lz4Block.TryDecodeFirst([.. block, .. new byte[500]], room));
        Assert.Equal(bytes, room);
        Assert.False(Lz4Block.TryDecode([.. block, .. new byte[500]], room));
    }

    [Fact]
    public void AnyTruncation_IsNotDecoded()
    {
        byte[] bytes = Bytes(800);
        byte[] shuffled = BlobWriter.SizedBitshuffled(bytes, 8, 32), packed = BlobWriter.SizedLz4(bytes, isBigEndian: true);
        for (int length = 0; length < shuffled.Length; length++)
            Assert.False(Bitshuffle.TryDecodeSized(shuffled.AsSpan(0, length), 8, bytes.Length, Most, out _), $"{length} bytes");
        for (int length = 0; length < packed.Length; length++)
            Assert.False(Lz4Block.TryDecodeSized(packed.AsSpan(0, length), true, bytes.Length, Most, out _), $"{length} bytes");
    }

    [Fact]
    public void AnyByteChanged_NeverThrows()
    {
        byte[] bytes = Bytes(400);
        foreach (byte[] frame in (byte[][])[BlobWriter.SizedBitshuffled(bytes, 8, 24), BlobWriter.SizedLz4(bytes, isBigEndian: true)])
        {
            for (int at = 0; at < frame.Length; at++)
            {
                byte kept = frame[at];
                for (int value = 0; value < 256; value += 15)
                {
                    frame[at] = (byte)value;
                    bool isShuffled = Bitshuffle.TryDecodeSized(frame, 8, null, Most, out byte[]? decoded);
                    Assert.True(!isShuffled || decoded!.Length <= Most);
                    bool isPacked = Lz4Block.TryDecodeSized(frame, true, null, Most, out decoded);
                    Assert.True(!isPacked || decoded!.Length <= Most);
                }

                frame[at] = kept;
            }
        }
    }

    [Theory]
    [InlineData("7fffffffffffffff00002000 0000000110")] // a size beyond all memory
    [InlineData("ffffffffffffffff00002000 0000000110")] // a negative one
    [InlineData("000000000000100000000000 0000000110")]
    [InlineData("00000000000000407fffffff 0000000110")] // a block beyond all memory
    [InlineData("000000000000004000000009 0000000110")] // a block that is no multiple
    [InlineData("000000000000004000002000 7fffffff10")] // a length beyond the frame
    [InlineData("000000000000004000002000 ffffffff10")]
    public void Bomb_IsNotDecoded(string hex) =>
        Assert.False(Bitshuffle.TryDecodeSized(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), 8, null, Most, out _));

    [Fact]
    public void Bomb_OfZeros_ReachesItsLimitAndNoFurther()
    {
        byte[] packed = BlobWriter.SizedLz4(new byte[Most + 1], isBigEndian: true);

        Assert.False(Lz4Block.TryDecodeSized(packed, true, null, Most, out _));
        Assert.True(Lz4Block.TryDecodeSized(packed, true, null, Most + 1, out _));
    }

    // Values that grow slowly, so that there is something to compress.
    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)((i / 8) + (i % 8 == 3 ? i * 37 : 0)))];
}
