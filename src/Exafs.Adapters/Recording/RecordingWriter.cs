using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Exafs.Adapters.Streams;

namespace Exafs.Adapters.Recording;

/// <summary>
/// Writes a recording: appends only, hands to the file twice a second what came, and to the disk every ten seconds. A disk that is full ends it: what is whole is kept,
/// what is not is cut off where the file lets itself be cut.
/// </summary>
public sealed class RecordingWriter : IDisposable
{
    /// <summary>Reason of an end that nobody asked for.</summary>
    public const string Full = "disk_full";

    private const int LargestBuffer = 1 << 20;

    private static readonly TimeSpan s_flushEvery = TimeSpan.FromSeconds(0.5), s_syncEvery = TimeSpan.FromSeconds(10);

    private readonly Stream _stream;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly List<Waiting> _waiting = [];
    private long _number, _flushed, _synced, _whole;

    /// <summary>Begins the recording.</summary>
    /// <param name="stream">Empty; disposed of with this.</param>
    /// <param name="header">What it is of.</param>
    /// <param name="clock">The clock of the messages.</param>
    /// <exception cref="IOException">Nothing can be written.</exception>
    public RecordingWriter(Stream stream, RecordingHeader header, TimeProvider clock)
    {
        (_stream, _clock) = (stream, clock);
        _start = _flushed = _synced = clock.GetTimestamp();
        Append(RecordingFormat.Header, header.ToJson());
        Flush();
    }

    /// <summary>Messages that were written.</summary>
    public long Messages { get; private set; }

    /// <summary>Bytes of their frames.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of the file.</summary>
    public long FileBytes => _whole + _buffer.WrittenCount;

    /// <summary>Writes a message.</summary>
    /// <param name="message">As it came.</param>
    /// <param name="received">Reading of the clock when it came.</param>
    /// <exception cref="IOException">The disk takes no more: the recording has ended, see <see cref="Messages"/>.</exception>
    public void Write(WireMessage message, long received)
    {
        _body.ResetWrittenCount();
        int head = RecordingFormat.MessageHeadBytes + (sizeof(uint) * message.Frames.Length);
        Span<byte> span = _body.GetSpan(head);
        BinaryPrimitives.WriteInt64LittleEndian(span, (message.Arrived - DateTimeOffset.UnixEpoch).Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], Math.Max(0, _clock.GetElapsedTime(_start, received).Ticks));
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], message.Frames.Length);
        for (int i = 0; i < message.Frames.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(span[(RecordingFormat.MessageHeadBytes + (sizeof(uint) * i))..], message.Frames[i].Length);
        _body.Advance(head);
        foreach (ReadOnlyMemory<byte> frame in message.Frames)
            _body.Write(frame.Span);
        Append(RecordingFormat.Message, _body.WrittenSpan, message.Length);
        Messages++;
        Bytes += message.Length;
        if (_buffer.WrittenCount >= LargestBuffer)
            Flush();
        else
            Tick();
    }

    /// <summary>Hands on what is due; to be called now and then while nothing comes.</summary>
    /// <exception cref="IOException">As of <see cref="Write"/>.</exception>
    public void Tick()
    {
        if (_clock.GetElapsedTime(_flushed) >= s_flushEvery)
            Flush();
    }

    /// <summary>Ends the recording in order.</summary>
    /// <param name="reason">Why, in one snake_case word.</param>
    /// <exception cref="IOException">As of <see cref="Write"/>.</exception>
    public void End(string reason)
    {
        AppendEnd(reason);
        Flush();
        Sync();
    }

    public void Dispose() => _stream.Dispose();

    private void AppendEnd(string reason) => Append(RecordingFormat.End, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
    {
        ["reason"] = reason,
        ["messages"] = Messages,
        ["bytes"] = Bytes,
        ["elapsed_seconds"] = _clock.GetElapsedTime(_start).TotalSeconds,
    }));

    private void Append(byte kind, ReadOnlySpan<byte> body, long bytes = 0)
    {
        RecordingFormat.WritePrefix(_buffer.GetSpan(RecordingFormat.PrefixBytes), kind, _number++, body);
        _buffer.Advance(RecordingFormat.PrefixBytes);
        _buffer.Write(body);
        _waiting.Add(new(_buffer.WrittenCount, kind, bytes));
    }

    private void Flush()
    {
        try
        {
            HandOver();
            _flushed = _clock.GetTimestamp();
            if (_clock.GetElapsedTime(_synced) >= s_syncEvery)
                Sync();
        }
        catch (IOException)
        {
            Salvage();
            throw;
        }
    }

    private void HandOver()
    {
        _stream.Write(_buffer.WrittenSpan);
        _stream.Flush();
        _whole += _buffer.WrittenCount;
        Empty(_waiting.Count);
    }

    private void Sync()
    {
        (_stream as FileStream)?.Flush(flushToDisk: true);
        _synced = _clock.GetTimestamp();
    }

    // How much of the buffer came into the file is told by its length. Behind the last record that is whole there is room for an end: so much is cut off, or nothing was written.
    private void Salvage()
    {
        try
        {
            long written = _stream.Length - _whole;
            int kept = _waiting.FindLastIndex(record => record.End <= written) + 1;
            _whole += kept == 0 ? 0 : _waiting[kept - 1].End;
            Empty(kept);
            _stream.SetLength(_whole);
            _stream.Position = _whole;
            AppendEnd(Full);
            HandOver();
        }
        catch (Exception stuck) when (stuck is IOException or NotSupportedException or ArgumentException)
        {
            Empty(0);
        }
    }

    // So many of the records that waited are in the file; the others are lost.
    private void Empty(int kept)
    {
        foreach (Waiting lost in _waiting.Skip(kept))
        {
            _number--;
            if (lost.Kind == RecordingFormat.Message)
                (Messages, Bytes) = (Messages - 1, Bytes - lost.Bytes);
        }

        _buffer.ResetWrittenCount();
        _waiting.Clear();
    }

    private readonly record struct Waiting(int End, byte Kind, long Bytes);
}
