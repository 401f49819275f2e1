using System.Buffers.Binary;
using System.Text;
using Exafs.Physics.Libraries;

namespace Exafs.Tests.Physics.Libraries;

/// <summary>The format as its authors publish it, and what an untrusted file can do to its reader: nothing.</summary>
public sealed class SafetensorsTests
{
    [Fact]
    public void Read_OfBytesByHand_GivesTheirNumbers()
    {
        var header = """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[],"data_offsets":[8,9]}}  """;
        var file = Read(header, [0, 0, 128, 63, 0, 0, 0, 192, 7]);

        Assert.Equal([1f, -2f], file["a"].As<float>());
        Assert.Equal((7, 1), (file["b"].As<byte>()[0], file["b"].Count));
        Assert.Equal("v", file.Metadata["k"]);
    }

    [Fact]
    public void Write_OfEveryType_ReadsBackAndStartsAtMultiplesOfItsWidth()
    {
        StoredTensor[] tensors =
        [
            StoredTensor.Bytes("bytes", [1, 2, 255], 3),
            StoredTensor.Halves("halves", [0.5, -2, 65504], 3, 1),
            StoredTensor.Floats("floats", [1.5, double.NaN], 1, 2),
            StoredTensor.Doubles("doubles", [Math.PI]),
            StoredTensor.Ints("ints", [int.MinValue, 5], 2),
            StoredTensor.Longs("longs", [long.MaxValue], 1),
            StoredTensor.Floats("none", Array.Empty<float>(), 0, 4),
        ];
        var bytes = Bytes(Safetensors.Of(tensors, new Dictionary<string, string> { ["σ"] = "Å\"\n" }));
        var back = Safetensors.Read(new MemoryStream(bytes));

        Assert.Equal("Å\"\n", back.Metadata["σ"]);
        Assert.All(tensors, tensor =>
        {
            Assert.Equal(tensor.Type, back[tensor.Name].Type);
            Assert.Equal(tensor.Shape.ToArray(), back[tensor.Name].Shape.ToArray());
            Assert.Equal(tensor.Data.ToArray(), back[tensor.Name].Data.ToArray());
        });
        Assert.Equal(0ul, BinaryPrimitives.ReadUInt64LittleEndian(bytes) % 8);
        Assert.Equal([0.5, -2, 65504], back["halves"].ToDoubles());
        Assert.Equal([int.MinValue, 5], back["ints"].ToDoubles());
    }

    [Fact]
    public void Write_OfEqualContents_IsEqualBytesWhateverTheOrder()
    {
        StoredTensor a = StoredTensor.Ints("a", [1], 1), b = StoredTensor.Doubles("b", [2], 1);

        Assert.Equal(Bytes(Safetensors.Of([a, b])), Bytes(Safetensors.Of([b, a])));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,7]}}""", 7, "needs 8 bytes")]
    [InlineData("""{"a":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}""", 8, "type BF16 is not one of")]
    [InlineData("""{"a":{"dtype":"3","shape":[8],"data_offsets":[0,8]}}""", 8, "type 3 is not one of")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[3,7]}}""", 7, "overlaps another")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[3],"data_offsets":[5,8]}}""", 8, "a hole before it")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", 8, "a hole before it")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 5, "1 bytes after the last")]
    [InlineData("""{"a":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}}""", 8, "cut: 9 bytes")]
    [InlineData("""{"a":{"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "a shape of more than")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1000000,1000000,1000000,1000000,0],"data_offsets":[0,0]}}""", 0, "a shape of more than")]
    [InlineData("""{"a":{"dtype":"F64","shape":[-1],"data_offsets":[0,8]}}""", 8, "-1 is not a whole number")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1.5],"data_offsets":[0,8]}}""", 8, "1.5 is not a whole number")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,99999999999999999999]}}""", 8, "is not a whole number")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[8,0]}}""", 8, "not a begin and an end")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8],"data_offsets":[0]}}""", 8, "not a begin and an end")]
    [InlineData("""{"a":{"dtype":"F64","shape":1,"data_offsets":[0,8]}}""", 8, "shape is missing")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,8]}}""", 8, "dtype is missing")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":0}}""", 1, "unknown key x")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "there twice")]
    [InlineData("""{"a":5}""", 0, "tensor a is not a JSON object")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "__metadata__.a is not a text")]
    [InlineData("[]", 0, "not a JSON object")]
    [InlineData(" {}", 0, "not a JSON object")]
    [InlineData("", 0, "not a JSON object")]
    [InlineData("{", 0, "not JSON")]
    public void Read_OfFileThatContradictsItself_SaysHow(string header, int data, string problem) =>
        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => Read(header, new byte[data])).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_OfAnyCut_IsRefused()
    {
        var whole = Bytes(Safetensors.Of([StoredTensor.Floats("a", [1, 2, 3], 3)]));

        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<InvalidDataException>(() => Safetensors.Read(new MemoryStream(whole, 0, length)));
    }

    [Fact]
    public void Read_OfAnyDamagedByte_GivesTensorsOrIsRefused()
    {
        var whole = Bytes(Safetensors.Of([StoredTensor.Floats("a", [1, 2, 3], 3), StoredTensor.Bytes("b", [1], 1)], new Dictionary<string, string> { ["k"] = "v" }));
        var refused = 0;
        for (var at = 0; at < whole.Length; at++)
            for (var bit = 0; bit < 8; bit++)
            {
                byte[] damaged = [.. whole];
                damaged[at] ^= (byte)(1 << bit);
                try
                {
                    Safetensors.Read(new MemoryStream(damaged));
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
            }

        Assert.InRange(refused, whole.Length * 2, (whole.Length * 8) - 1);
    }

    [Fact]
    public void Read_OfHugeHeaderLength_IsRefusedUnread()
    {
        byte[] file = [.. Enumerable.Repeat((byte)255, 8), (byte)'{', (byte)'}'];

        Assert.Contains("not a safetensors file", Assert.Throws<InvalidDataException>(() => Safetensors.Read(new MemoryStream(file))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensor_AskedForWhatItIsNot_SaysWhatItIs()
    {
        var file = Safetensors.Of([StoredTensor.Floats("chi", [1, 2], 2)]);

        Assert.Contains("there are chi", Assert.Throws<InvalidDataException>(() => file["g"]).Message, StringComparison.Ordinal);
        Assert.Contains("holds F32", Assert.Throws<InvalidDataException>(() => file["chi"].As<double>().Length).Message, StringComparison.Ordinal);
        Assert.Contains("[2], not [3]", Assert.Throws<InvalidDataException>(() => file["chi"].Shaped(3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => StoredTensor.Floats("x", [1, 2], 3));
    }

    private static Safetensors Read(string header, byte[] data)
    {
        var utf8 = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, utf8.Length);
        return Safetensors.Read(new MemoryStream([.. length, .. utf8, .. data]));
    }

    private static byte[] Bytes(Safetensors file)
    {
        using var memory = new MemoryStream();
        file.Write(memory);
        return memory.ToArray();
    }
}
