using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text.Json;
using Exafs.Adapters.Streams;

namespace Exafs.Adapters.Recording;

/// <summary>
/// Reads a recording record by record, also one that was cut, is damaged, or is still being written: what is whole is taken, what is not is counted. A damaged record
/// costs no other: the reader goes on at the next marker. Holds one message at a time.
/// </summary>
public sealed class RecordingReader : IDisposable
{
    /// <summary>Longest body that is believed, bytes: the longest message and its frame lengths.</summary>
    public const int LargestBody = 1 << 30;

    private const int SearchBytes = 1 << 16, SniffedBytes = 1024, MostFrames = 1 << 16;

    private readonly Stream _stream;
    private readonly string _name;
    private readonly long _length;
    private readonly byte[] _prefix = new byte[RecordingFormat.PrefixBytes];
    private long _at, _lastNumber = -1;

    /// <summary>Opens a recording.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public RecordingReader(string path)
        : this(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, SearchBytes), path)
    {
    }

    /// <param name="stream">Can seek; disposed of with this.</param>
    /// <param name="name">What it is called in sentences.</param>
    /// <exception cref="InvalidDataException">It is no recording.</exception>
    public RecordingReader(Stream stream, string name)
    {
        (_stream, _name, _length) = (stream, name, stream.Length);
        try
        {
            if (!IsRecording(stream))
                throw new InvalidDataException($"{name}: this is no {RecordingFormat.Name}");
            if (TryReadWhole(0, out RecordPrefix prefix, out byte[] body) && prefix.Kind == RecordingFormat.Header && RecordingHeader.FromJson(body) is { } header)
            {
                if (header.Format != RecordingFormat.Name)
                    throw new InvalidDataException($"{name}: this is {header.Format}, and this program reads {RecordingFormat.Name}");
                (Header, _lastNumber) = (header, prefix.Number);
                _at = RecordingFormat.PrefixBytes + prefix.Length;
            }
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>What it says of itself; null: that is damaged.</summary>
    public RecordingHeader? Header { get; }

    /// <summary>Messages that were taken.</summary>
    public long Taken { get; private set; }

    /// <summary>Places where something is not as it was written.</summary>
    public long Damages { get; private set; }

    /// <summary>Records that are missing, by the numbers of those behind them.</summary>
    public long Missing { get; private set; }

    /// <summary>Bytes at the end of which nothing is whole.</summary>
    public long CutBytes { get; private set; }

    /// <summary>How long the recording took; null: it was not ended in order, or its end was not read yet.</summary>
    public TimeSpan? Ended { get; private set; }

    /// <summary>Part of the file that was read, 0 to 1.</summary>
    public double Progress => _length == 0 ? 1 : (double)_at / _length;

    /// <summary>After all was read, what is not whole, in one sentence; null: it is whole.</summary>
    public string? Trouble
    {
        get
        {
            string[] troubles =
            [
                .. Header is null ? ["it does not say any more where it was made"] : Array.Empty<string>(),
                .. Damages > 0 ? [$"{Damages} damaged {(Damages == 1 ? "place is" : "places are")} left out, which cost {Missing} {(Missing == 1 ? "record" : "records")}"] : Array.Empty<string>(),
                .. CutBytes > 0 ? [$"it was cut, and its last {CutBytes} bytes hold nothing whole"]
                    : Ended is null ? ["it has no end: it was cut there, or is still being written"] : Array.Empty<string>(),
            ];
            return troubles.Length == 0 ? null : $"{_name}: {string.Join("; ", troubles)}; {Taken} messages are taken";
        }
    }

    /// <summary>Whether a file is a recording, whatever has become of it since.</summary>
    public static bool IsRecording(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        return IsRecording(file);
    }

    /// <summary>All messages, in the order in which they came. To be asked for once.</summary>
    public IEnumerable<RecordedMessage> Messages()
    {
        while (_at < _length)
        {
            if (!TryReadWhole(_at, out RecordPrefix prefix, out byte[] body))
            {
                if (!Skip(prefix.Kind != 0 ? prefix : null))
                    yield break;
                continue;
            }

            _at += RecordingFormat.PrefixBytes + prefix.Length;
            Missing += Math.Max(0, prefix.Number - _lastNumber - 1);
            _lastNumber = Math.Max(_lastNumber, prefix.Number);
            if (prefix.Kind == RecordingFormat.End)
                Ended = ReadEnd(body);
            else if (prefix.Kind == RecordingFormat.Message && ReadMessage(body) is { } message)
            {
                Taken++;
                yield return message;
            }
            else if (prefix.Kind is RecordingFormat.Message or RecordingFormat.Header)
                Damages++;
        }
    }

    public void Dispose() => _stream.Dispose();

    private static bool IsRecording(Stream stream)
    {
        var sniffed = new byte[Math.Min(SniffedBytes, stream.Length)];
        stream.Position = 0;
        stream.ReadExactly(sniffed);
        return sniffed.AsSpan().StartsWith(RecordingFormat.Marker) || sniffed.AsSpan().IndexOf("exafs-recording-v1"u8) >= 0;
    }

    /// <summary>The record that begins here, where all of it is as it was written; else its prefix alone, where that is.</summary>
    private bool TryReadWhole(long at, out RecordPrefix prefix, out byte[] body)
    {
        body = [];
        if (!TryReadPrefix(at, out prefix) || prefix.Length > LargestBody || at + RecordingFormat.PrefixBytes + prefix.Length > _length)
            return false;
        body = new byte[prefix.Length];
        _stream.ReadExactly(body);
        return Crc32.HashToUInt32(body) == prefix.Checksum;
    }

    private bool TryReadPrefix(long at, out RecordPrefix prefix)
    {
        prefix = default;
        if (at + RecordingFormat.PrefixBytes > _length)
            return false;
        _stream.Position = at;
        _stream.ReadExactly(_prefix);
        return RecordingFormat.TryReadPrefix(_prefix, out prefix);
    }

    /// <summary>Goes to the next record behind one that is not whole.</summary>
    /// <param name="spoilt">The frame of that, where it is right.</param>
    /// <returns>False: there is none.</returns>
    private bool Skip(RecordPrefix? spoilt)
    {
        // Where its frame is right, the next one begins behind it, unless bytes were lost or put in.
        if (spoilt is { } prefix && _at + RecordingFormat.PrefixBytes + prefix.Length is var next && (next == _length || TryReadPrefix(next, out _)))
        {
            Damages++;
            (Missing, _lastNumber) = (Missing + Math.Max(0, prefix.Number - _lastNumber), Math.Max(_lastNumber, prefix.Number));
            _at = next;
            return true;
        }

        if (Search(_at + 1) is { } found)
        {
            Damages++;
            _at = found;
            return true;
        }

        (CutBytes, _at) = (_length - _at, _length);
        return false;
    }

    /// <summary>Where the next frame begins that is right, and is of a later record.</summary>
    private long? Search(long from)
    {
        var window = new byte[SearchBytes];
        while (from + RecordingFormat.PrefixBytes <= _length)
        {
            _stream.Position = from;
            int read = _stream.ReadAtLeast(window, RecordingFormat.PrefixBytes, throwOnEndOfStream: false);
            for (int at = 0; at + RecordingFormat.PrefixBytes <= read;)
            {
                int marker = window.AsSpan(at, read - at).IndexOf(RecordingFormat.Marker);
                if (marker < 0 || at + marker + RecordingFormat.PrefixBytes > read)
                    break;
                at += marker;
                if (RecordingFormat.TryReadPrefix(window.AsSpan(at), out RecordPrefix prefix) && prefix.Number > _lastNumber)
                    return from + at;
                at++;
            }

            from += Math.Max(1, read - RecordingFormat.PrefixBytes + 1);
        }

        return null;
    }

    private static RecordedMessage? ReadMessage(byte[] body)
    {
        if (body.Length < RecordingFormat.MessageHeadBytes)
            return null;
        long arrived = BinaryPrimitives.ReadInt64LittleEndian(body), elapsed = BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(8));
        int count = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(16));
        long at = RecordingFormat.MessageHeadBytes + ((long)sizeof(int) * count);
        if (count is < 1 or > MostFrames || at > body.Length || elapsed < 0 || arrived < -DateTime.UnixEpoch.Ticks || arrived > (DateTime.MaxValue - DateTime.UnixEpoch).Ticks)
            return null;
        var frames = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(count);
        for (int i = 0; i < count; i++)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(RecordingFormat.MessageHeadBytes + (sizeof(int) * i)));
            if (length < 0 || at + length > body.Length)
                return null;
            frames.Add(body.AsMemory((int)at, length));
            at += length;
        }

        return at == body.Length ? new(new WireMessage(frames.MoveToImmutable(), DateTimeOffset.UnixEpoch.AddTicks(arrived)), TimeSpan.FromTicks(elapsed)) : null;
    }

    private static TimeSpan? ReadEnd(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("elapsed_seconds").GetDouble() is >= 0 and < 1e10 and var seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return TimeSpan.Zero;
        }
    }
}
