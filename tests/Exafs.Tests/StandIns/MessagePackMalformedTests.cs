using System.Buffers;
using MessagePack;
using static Exafs.Tests.StandIns.Packed;

namespace Exafs.Tests.StandIns;

/// <summary>What must not be believed: cut, mistaken and lying bytes.</summary>
public sealed class MessagePackMalformedTests
{
    /// <summary>Every reading method, and the types that it reads.</summary>
    private static readonly (string Name, MessagePackType[] Types, Reading<object?> Read)[] Methods =
    [
        ("Boolean", [MessagePackType.Boolean], (ref reader) => reader.ReadBoolean()),
        ("Int64", [MessagePackType.Integer], (ref reader) => reader.ReadInt64()),
        ("UInt32", [MessagePackType.Integer], (ref reader) => reader.ReadUInt32()),
        ("Double", [MessagePackType.Integer, MessagePackType.Float], (ref reader) => reader.ReadDouble()),
        ("Single", [MessagePackType.Integer, MessagePackType.Float], (ref reader) => reader.ReadSingle()),
        ("String", [MessagePackType.String, MessagePackType.Nil], (ref reader) => reader.ReadString()),
        ("StringSpan", [MessagePackType.String, MessagePackType.Nil], (ref reader) => reader.TryReadStringSpan(out _)),
        ("Bytes", [MessagePackType.Binary, MessagePackType.String, MessagePackType.Nil], (ref reader) => reader.ReadBytes()?.ToArray()),
        ("ArrayHeader", [MessagePackType.Array], (ref reader) => reader.ReadArrayHeader()),
        ("MapHeader", [MessagePackType.Map], (ref reader) => reader.ReadMapHeader()),
        ("Extension", [MessagePackType.Extension], (ref reader) => reader.ReadExtensionFormat().TypeCode),
        ("DateTime", [MessagePackType.Extension], (ref reader) => reader.ReadDateTime()),
    ];

    public static TheoryData<string> MethodNames => [.. Methods.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(MethodNames))]
    public void Read_AnotherFormat_IsRefusedByEveryMethod(string name)
    {
        (_, MessagePackType[] types, Reading<object?> read) = Methods.Single(method => method.Name == name);
        for (int code = 0; code < 256; code++)
        {
            if (types.Contains(MessagePackCode.ToMessagePackType((byte)code)))
                continue;
            byte[] bytes = new byte[40];
            bytes[0] = (byte)code;
            Assert.Throws<MessagePackSerializationException>(() => Read(bytes, read));
            Assert.Throws<MessagePackSerializationException>(() => ReadInPieces(bytes, read));
        }
    }

    [Theory]
    [MemberData(nameof(MethodNames))]
    public void Read_NothingLeft_IsTheEndOfTheStream(string name)
    {
        Reading<object?> read = Methods.Single(method => method.Name == name).Read;
        Assert.Throws<EndOfStreamException>(() => Read([], read));
        Assert.Throws<EndOfStreamException>(() => ReadInPieces([], read));
    }

    [Fact]
    public void Read_CutAnywhere_IsTheEndOfTheStream()
    {
        byte[] scan = Everything();
        Assert.Equal(scan.Length, Read(scan, ReadEverything));
        Assert.Equal(scan.Length, ReadInPieces(scan, ReadEverything));
        Assert.Equal(scan, Read(scan, (ref reader) => reader.ReadRaw().ToArray()));
        for (int length = 0; length < scan.Length; length++)
        {
            byte[] cut = scan[..length];
            Assert.Throws<EndOfStreamException>(() => Read(cut, ReadEverything));
            Assert.Throws<EndOfStreamException>(() => ReadInPieces(cut, ReadEverything));
            Assert.Throws<EndOfStreamException>(() => Read(cut, Skip));
        }
    }

    /// <summary>Two thousand million elements are announced, and hardly a byte follows.</summary>
    [Theory]
    [InlineData("dd 7f ff ff ff 00", "ArrayHeader")]
    [InlineData("df 7f ff ff ff 00 00", "MapHeader")]
    [InlineData("df 00 00 00 02 00 00 00", "MapHeader")]
    [InlineData("db 7f ff ff ff 61", "String")]
    [InlineData("db ff ff ff ff 61", "String")]
    [InlineData("db 7f ff ff ff 61", "StringSpan")]
    [InlineData("c6 7f ff ff ff 61", "Bytes")]
    [InlineData("c6 ff ff ff ff 61", "Bytes")]
    [InlineData("c9 7f ff ff ff 05 61", "Extension")]
    [InlineData("c9 ff ff ff ff 05 61", "Extension")]
    public void Read_LengthThatLies_IsTheEndOfTheStreamBeforeAnythingIsAllocated(string hex, string name)
    {
        Reading<object?> read = Methods.Single(method => method.Name == name).Read;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<EndOfStreamException>(() => Read(Hex(hex), read));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        Assert.Throws<EndOfStreamException>(() => Read(Hex(hex), Skip));
    }

    [Theory]
    [InlineData("dd ff ff ff ff 00", "ArrayHeader")]
    [InlineData("df ff ff ff ff 00 00", "MapHeader")]
    public void Read_CountBeyondInt32_Overflows(string hex, string name) =>
        Assert.Throws<OverflowException>(() => Read(Hex(hex), Methods.Single(method => method.Name == name).Read));

    [Theory]
    [InlineData("d6 05 00 00 00 00")] // not a timestamp's type
    [InlineData("d5 ff 00 00")] // not a timestamp's length
    public void ReadDateTime_AnotherExtension_IsRefused(string hex) =>
        Assert.Throws<MessagePackSerializationException>(() => Read(Hex(hex), (ref reader) => reader.ReadDateTime()));

    [Fact]
    public void Skip_NestedDeeply_NeedsNoStack()
    {
        byte[] nested = new byte[200_000];
        nested.AsSpan().Fill(0x91);
        nested[^1] = 0xc0;
        Assert.Equal(nested.Length, Read(nested, Skip));
    }

    [Fact]
    public void DepthStep_NestedTooDeeply_IsRefused()
    {
        Assert.Equal(500, MessagePackSecurity.UntrustedData.MaximumObjectGraphDepth);
        MessagePackSecurity shallow = MessagePackSecurity.UntrustedData.WithMaximumObjectGraphDepth(3);
        var reader = new MessagePackReader(Hex("91 91 91 91 00"));
        for (int level = 1; level <= 3; level++)
        {
            shallow.DepthStep(ref reader);
            Assert.Equal(level, reader.Depth);
        }
        try
        {
            shallow.DepthStep(ref reader);
        }
        catch (InsufficientExecutionStackException)
        {
            return;
        }
        Assert.Fail("A fourth level was accepted.");
    }

    private static object? Skip(ref MessagePackReader reader)
    {
        reader.Skip();
        return (int)reader.Consumed;
    }

    private static byte[] Everything() => Write((ref writer) =>
    {
        writer.WriteMapHeader(3);
        writer.Write("energies");
        writer.WriteArrayHeader(20);
        for (int i = 0; i < 10; i++)
            writer.Write(8979.0 + i);
        foreach (long number in (long[])[-1, -200, -40_000, -3_000_000_000, 1, 200, 40_000, 3_000_000_000, 1L << 40, -100])
            writer.Write(number);
        writer.Write(new string('k', 40));
        writer.WriteArrayHeader(5);
        writer.WriteNil();
        writer.Write(true);
        writer.Write(1.5f);
        writer.Write(DateTime.UnixEpoch.AddSeconds(0.25));
        writer.Write([1, 2, 3]);
        writer.Write(300);
        writer.WriteExtensionFormat(new ExtensionResult(42, new byte[300]));
    });

    private static int ReadEverything(ref MessagePackReader reader)
    {
        Assert.Equal(3, reader.ReadMapHeader());
        Assert.Equal("energies", reader.ReadString());
        int count = reader.ReadArrayHeader();
        for (int i = 0; i < count; i++)
            reader.ReadDouble();
        Assert.Equal(40, reader.ReadString()!.Length);
        Assert.Equal(5, reader.ReadArrayHeader());
        Assert.True(reader.TryReadNil());
        Assert.True(reader.ReadBoolean());
        reader.ReadSingle();
        reader.ReadDateTime();
        Assert.Equal(3, reader.ReadBytes()!.Value.Length);
        Assert.Equal(300, reader.ReadInt32());
        Assert.Equal(42, reader.ReadExtensionFormat().TypeCode);
        return (int)reader.Consumed;
    }
}
