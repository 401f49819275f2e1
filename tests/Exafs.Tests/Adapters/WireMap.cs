using System.Buffers;
using MessagePack;

namespace Exafs.Tests.Adapters;

/// <summary>A MessagePack map, right or wrong, key by key.</summary>
internal sealed class WireMap
{
    private readonly ArrayBufferWriter<byte> _body = new();
    private int _count;

    public WireMap Text(string key, string value) => Entry(key, (ref MessagePackWriter w) => w.Write(value));

    public WireMap Number(string key, double value) => Entry(key, (ref MessagePackWriter w) => w.Write(value));

    public WireMap Raw(string key, byte[] value) => Entry(key, (ref MessagePackWriter w) => w.WriteRaw(value));

    public WireMap Numbers(string key, params double[] values) => Entry(key, (ref MessagePackWriter w) =>
    {
        w.WriteArrayHeader(values.Length);
        foreach (double value in values)
            w.Write(value);
    });

    public byte[] ToArray()
    {
        var whole = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(whole);
        writer.WriteMapHeader(_count);
        writer.WriteRaw(_body.WrittenSpan);
        writer.Flush();
        return whole.WrittenSpan.ToArray();
    }

    private delegate void Value(ref MessagePackWriter writer);

    private WireMap Entry(string key, Value value)
    {
        var writer = new MessagePackWriter(_body);
        writer.Write(key);
        value(ref writer);
        writer.Flush();
        _count++;
        return this;
    }
}
