using System.Buffers;
using System.Text;
using MessagePack;

namespace Exafs.SystemTests.StandIns;

/// <summary>Against python3-msgpack: it understands what is written here, and the other way round.</summary>
public sealed class MessagePackPythonTests
{
    [Fact]
    public async Task Write_RandomValues_PythonPacksTheSameBytes()
    {
        using var peer = new PythonPeer("msgpack_peer.py");
        await peer.ReadLineAsync();
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            string packed = Value(random);
            await peer.WriteLineAsync(packed);
            Assert.Equal(packed, await peer.ReadLineAsync());
        }
    }

    [Fact]
    public async Task Read_AScanFromPython_IsWhatItPacked()
    {
        using var peer = new PythonPeer("msgpack_peer.py");
        Read(Convert.FromHexString(await peer.ReadLineAsync()));
    }

    private static void Read(byte[] scan)
    {
        var reader = new MessagePackReader(scan);
        int pairs = reader.ReadMapHeader();
        Assert.Equal(11, pairs);
        for (int pair = 0; pair < pairs; pair++)
        {
            switch (reader.ReadString())
            {
                case "format": Assert.Equal("scan", reader.ReadString()); break;
                case "sequence": Assert.Equal(7, reader.ReadInt32()); break;
                case "ok": Assert.True(reader.ReadBoolean()); break;
                case "comment": Assert.True(reader.TryReadNil()); break;
                case "µ": Assert.Equal("Å⁻¹", reader.ReadString()); break;
                case "raw": Assert.Equal([0, 0xff], reader.ReadBytes()!.Value.ToArray()); break;
                case "offset": Assert.Equal(-40000, reader.ReadInt64()); break;
                case "when": Assert.Equal(DateTime.UnixEpoch.AddSeconds(1_700_000_000.5), reader.ReadDateTime()); break;
                case "energy_ev":
                    Assert.Equal(300, reader.ReadArrayHeader());
                    for (int i = 0; i < 300; i++)
                        Assert.Equal(8979.0 + 0.1 * i, reader.ReadDouble());
                    break;
                case "counts":
                    Assert.Equal(300, reader.ReadArrayHeader());
                    for (int i = 0; i < 300; i++)
                        Assert.Equal(Math.Pow(i, 6), reader.ReadDouble());
                    break;
                case "extension":
                    ExtensionResult extension = reader.ReadExtensionFormat();
                    Assert.Equal(5, extension.TypeCode);
                    Assert.Equal("abc", Encoding.ASCII.GetString(extension.Data.ToArray()));
                    break;
                case var other: Assert.Fail($"unexpected key {other}"); break;
            }
        }
        Assert.True(reader.End);
    }

    private static string Value(Random random)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        Write(ref writer, random, depth: 0);
        writer.Flush();
        return Convert.ToHexStringLower(output.WrittenSpan);
    }

    private static void Write(ref MessagePackWriter writer, Random random, int depth)
    {
        int length = random.Next(8) == 0 ? random.Next(70_000) : random.Next(40);
        switch (random.Next(depth < 3 ? 10 : 8))
        {
            case 0: writer.WriteNil(); break;
            case 1: writer.Write(random.Next(2) == 0); break;
            case 2: writer.Write(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64)); break;
            case 3: writer.Write((ulong)random.NextInt64() << 1 >> random.Next(64)); break;
            case 4: writer.Write(random.NextDouble() * Math.Pow(10, random.Next(-300, 300))); break;
            case 5: writer.Write(new string((char)random.Next(0x20, 0x2000), length)); break;
            case 6: writer.Write(new byte[length]); break;
            case 7: writer.WriteExtensionFormat(new ExtensionResult((sbyte)random.Next(128), new byte[length])); break;
            case 8:
                writer.WriteArrayHeader(length % 40);
                for (int i = 0; i < length % 40; i++)
                    Write(ref writer, random, depth + 1);
                break;
            default:
                writer.WriteMapHeader(length % 20);
                for (int i = 0; i < length % 20; i++)
                {
                    writer.Write($"key {i}");
                    Write(ref writer, random, depth + 1);
                }
                break;
        }
    }
}
