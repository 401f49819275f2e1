using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Exafs.Monitor.Page;

namespace Exafs.Tests.Monitor.Page;

public sealed class PageFrameTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("µ(E) <b>& \"quotes\"")]
    public void Write_WithArrays_StandsAtMultiplesOfFour_AndReadsBack(string name)
    {
        byte[] frame = PageFrame.Write(new { Type = "x", RunId = name, NoValue = PageFrame.Finite(double.NaN) }, [("one", [1.5f, float.NaN]), ("none", []), ("two", [3f])]);

        int length = BinaryPrimitives.ReadInt32LittleEndian(frame);
        Assert.Equal(0, length % 4);
        using var header = JsonDocument.Parse(frame.AsMemory(4, length));
        Assert.Equal(name, header.RootElement.GetProperty("run_id").GetString());
        Assert.Equal(JsonValueKind.Null, header.RootElement.GetProperty("no_value").ValueKind);
        Assert.Equal("""[["one",2],["none",0],["two",1]]""", header.RootElement.GetProperty("arrays").GetRawText());
        Assert.Equal([1.5f, float.NaN, 3f], MemoryMarshal.Cast<byte, float>(frame.AsSpan(4 + length)).ToArray());
    }

    [Fact]
    public void Write_WithoutArrays_IsTheHeaderAlone()
    {
        byte[] frame = PageFrame.Write(new { Type = "x" });
        Assert.Equal(frame.Length, 4 + BinaryPrimitives.ReadInt32LittleEndian(frame));
    }
}
