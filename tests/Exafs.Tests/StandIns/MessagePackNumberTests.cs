using MessagePack;
using static Exafs.Tests.StandIns.Packed;

namespace Exafs.Tests.StandIns;

/// <summary>Numbers, byte by byte as the specification has them.</summary>
public sealed class MessagePackNumberTests
{
    /// <summary>Each integer in the shortest format that holds it, at both ends of every format.</summary>
    public static TheoryData<string, long> Integers => new()
    {
        { "00", 0 }, { "7f", 127 },
        { "cc 80", 128 }, { "cc ff", 255 },
        { "cd 01 00", 256 }, { "cd ff ff", 65535 },
        { "ce 00 01 00 00", 65536 }, { "ce ff ff ff ff", 4294967295 },
        { "cf 00 00 00 01 00 00 00 00", 4294967296 }, { "cf 7f ff ff ff ff ff ff ff", long.MaxValue },
        { "ff", -1 }, { "e0", -32 },
        { "d0 df", -33 }, { "d0 80", -128 },
        { "d1 ff 7f", -129 }, { "d1 80 00", -32768 },
        { "d2 ff ff 7f ff", -32769 }, { "d2 80 00 00 00", int.MinValue },
        { "d3 ff ff ff ff 7f ff ff ff", -2147483649 }, { "d3 80 00 00 00 00 00 00 00", long.MinValue },
    };

    /// <summary>What a writer may also send: a longer format than needed.</summary>
    public static TheoryData<string, long> LongForms => new()
    {
        { "cc 05", 5 }, { "cd 00 05", 5 }, { "ce 00 00 00 05", 5 }, { "cf 00 00 00 00 00 00 00 05", 5 },
        { "d0 05", 5 }, { "d1 00 05", 5 }, { "d2 00 00 00 05", 5 }, { "d3 00 00 00 00 00 00 00 05", 5 },
        { "d1 ff ff", -1 }, { "d2 ff ff ff ff", -1 }, { "d3 ff ff ff ff ff ff ff ff", -1 },
    };

    [Theory]
    [MemberData(nameof(Integers))]
    public void Write_Integer_IsShortest(string hex, long value)
    {
        Assert.Equal(Hex(hex), Write((ref writer) => writer.Write(value)));
        if (value >= 0)
            Assert.Equal(Hex(hex), Write((ref writer) => writer.Write((ulong)value)));
        if (value is >= int.MinValue and <= int.MaxValue)
            Assert.Equal(Hex(hex), Write((ref writer) => writer.Write((int)value)));
    }

    [Theory]
    [MemberData(nameof(Integers))]
    [MemberData(nameof(LongForms))]
    public void ReadInt64_AnyIntegerFormat_IsTheValue(string hex, long value)
    {
        Assert.Equal(value, Read(Hex(hex), (ref reader) => reader.ReadInt64()));
        Assert.Equal(value, ReadInPieces(Hex(hex), (ref reader) => reader.ReadInt64()));
        Assert.Equal((double)value, Read(Hex(hex), (ref reader) => reader.ReadDouble()));
        Assert.Equal((double)value, ReadInPieces(Hex(hex), (ref reader) => reader.ReadDouble()));
        Assert.Equal((float)value, Read(Hex(hex), (ref reader) => reader.ReadSingle()));
        Assert.Equal(MessagePackType.Integer, Read(Hex(hex), (ref reader) =>
        {
            MessagePackType next = reader.NextMessagePackType;
            reader.Skip();
            return next;
        }));
    }

    [Theory]
    [MemberData(nameof(Integers))]
    [MemberData(nameof(LongForms))]
    public void ReadNarrow_Integer_IsTheValueOrOverflows(string hex, long value)
    {
        Narrow(hex, value, byte.MinValue, byte.MaxValue, (ref reader) => reader.ReadByte());
        Narrow(hex, value, sbyte.MinValue, sbyte.MaxValue, (ref reader) => reader.ReadSByte());
        Narrow(hex, value, ushort.MinValue, ushort.MaxValue, (ref reader) => reader.ReadUInt16());
        Narrow(hex, value, short.MinValue, short.MaxValue, (ref reader) => reader.ReadInt16());
        Narrow(hex, value, uint.MinValue, uint.MaxValue, (ref reader) => reader.ReadUInt32());
        Narrow(hex, value, int.MinValue, int.MaxValue, (ref reader) => reader.ReadInt32());
        Narrow(hex, value, 0, long.MaxValue, (ref reader) => (long)reader.ReadUInt64());
    }

    [Fact]
    public void ReadUInt64_Greatest_IsTheValue()
    {
        byte[] bytes = Hex("cf ff ff ff ff ff ff ff ff");
        Assert.Equal(bytes, Write((ref writer) => writer.Write(ulong.MaxValue)));
        Assert.Equal(ulong.MaxValue, Read(bytes, (ref reader) => reader.ReadUInt64()));
        Assert.Equal(18446744073709551615.0, Read(bytes, (ref reader) => reader.ReadDouble()));
        Assert.Equal(18446744073709551615.0f, Read(bytes, (ref reader) => reader.ReadSingle()));
        Assert.Throws<OverflowException>(() => Read(bytes, (ref reader) => reader.ReadInt64()));
    }

    [Theory]
    [InlineData("cb 3f f8 00 00 00 00 00 00", 1.5)]
    [InlineData("cb 80 00 00 00 00 00 00 00", -0.0)]
    [InlineData("cb 7f f0 00 00 00 00 00 00", double.PositiveInfinity)]
    [InlineData("cb 40 c1 8b 2a 3d 70 a3 d7", 8982.33)]
    public void Double_GoldenBytes_BothWays(string hex, double value)
    {
        Assert.Equal(Hex(hex), Write((ref writer) => writer.Write(value)));
        Assert.Equal(value, Read(Hex(hex), (ref reader) => reader.ReadDouble()));
        Assert.Equal(value, ReadInPieces(Hex(hex), (ref reader) => reader.ReadDouble()));
        Assert.Equal((float)value, Read(Hex(hex), (ref reader) => reader.ReadSingle()));
    }

    [Theory]
    [InlineData("ca 3f c0 00 00", 1.5f)]
    [InlineData("ca c2 f6 e9 79", -123.456f)]
    public void Single_GoldenBytes_BothWays(string hex, float value)
    {
        Assert.Equal(Hex(hex), Write((ref writer) => writer.Write(value)));
        Assert.Equal(value, Read(Hex(hex), (ref reader) => reader.ReadSingle()));
        Assert.Equal((double)value, Read(Hex(hex), (ref reader) => reader.ReadDouble()));
        Assert.Equal((double)value, ReadInPieces(Hex(hex), (ref reader) => reader.ReadDouble()));
    }

    [Fact]
    public void ReadDouble_NotANumber_IsNaN() =>
        Assert.True(double.IsNaN(Read(Hex("cb 7f f8 00 00 00 00 00 00"), (ref reader) => reader.ReadDouble())));

    private static void Narrow(string hex, long value, long min, long max, Reading<long> read)
    {
        if (value >= min && value <= max)
            Assert.Equal(value, Read(Hex(hex), read));
        else
            Assert.Throws<OverflowException>(() => Read(Hex(hex), read));
    }
}
