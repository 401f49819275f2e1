using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Exafs.Signal;
using MessagePack;

namespace Exafs.Adapters.ScanV1;

/// <summary>Writes the entries of one map, leaves out what is null or empty, and counts what it wrote.</summary>
internal ref struct ScanV1MapWriter
{
    private readonly ArrayBufferWriter<byte> _body;
    private readonly ScanV1ArrayForm _form;
    private MessagePackWriter _writer;
    private int _count;

    public ScanV1MapWriter(ScanV1ArrayForm form)
    {
        _form = form;
        _body = new ArrayBufferWriter<byte>(4096);
        _writer = new MessagePackWriter(_body);
    }

    public byte[] ToMessage()
    {
        _writer.Flush();
        var message = new ArrayBufferWriter<byte>(_body.WrittenCount + 5);
        var writer = new MessagePackWriter(message);
        writer.WriteMapHeader(_count);
        writer.WriteRaw(_body.WrittenSpan);
        writer.Flush();
        return message.WrittenSpan.ToArray();
    }

    public void Write(string key, string? value)
    {
        if (value is null)
            return;
        Key(key);
        _writer.Write(value);
    }

    public void Write(string key, long? value)
    {
        if (value is null)
            return;
        Key(key);
        _writer.Write(value.Value);
    }

    public void Write(string key, double? value)
    {
        if (value is null)
            return;
        Key(key);
        _writer.Write(value.Value);
    }

    public void Write(string key, DateTime? value)
    {
        if (value is { } time)
            Write(key, UnixTime.Seconds(time));
    }

    public void Write(string key, ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            return;
        Key(key);
        Numbers(values);
    }

    /// <summary>Detector elements: name → array.</summary>
    public void WriteElements(string key, ImmutableArray<Channel> elements, Range range)
    {
        if (elements.IsEmpty)
            return;
        Key(key);
        _writer.WriteMapHeader(elements.Length);
        foreach (Channel element in elements)
        {
            _writer.Write(element.Name);
            Numbers(element.Values.AsSpan()[range]);
        }
    }

    /// <summary>Channels: name → { unit, values }.</summary>
    public void WriteChannels(string key, IReadOnlyList<Channel> channels, Range range)
    {
        if (channels.Count == 0)
            return;
        Key(key);
        _writer.WriteMapHeader(channels.Count);
        foreach (Channel channel in channels)
        {
            _writer.Write(channel.Name);
            _writer.WriteMapHeader(2);
            _writer.Write(ScanV1Key.Unit);
            _writer.Write(channel.Unit);
            _writer.Write(ScanV1Key.Values);
            if (channel.Values.Length == 1)
                _writer.Write(channel.Values[0]);
            else
                Numbers(channel.Values.AsSpan()[range]);
        }
    }

    private void Key(string key)
    {
        _count++;
        _writer.Write(key);
    }

    private void Numbers(ReadOnlySpan<double> values)
    {
        if (_form == ScanV1ArrayForm.Binary)
        {
            _writer.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        _writer.WriteArrayHeader(values.Length);
        foreach (double value in values)
            _writer.Write(value);
    }
}
