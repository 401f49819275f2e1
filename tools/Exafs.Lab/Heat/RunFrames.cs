using System.Buffers;
using System.IO.Compression;
using MessagePack;

namespace Exafs.Lab.Heat;

/// <summary>
/// A run as it goes over the wire, in one file: gzip of MessagePack maps one after the other. The first says what it is; each further one is a frame,
/// { "due_seconds": s after the first scan began, "frame": bytes of one ZeroMQ message }.
/// </summary>
public static class RunFrames
{
    public const string Format = "exafs-frames-v1", Extension = ".frames";

    private const int LargestFile = 256 << 20;

    /// <summary>Writes the file.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="facts">What else the first map says.</param>
    /// <param name="frames">In the order of their times.</param>
    public static void Write(Stream stream, IReadOnlyDictionary<string, string> facts, IEnumerable<RunFrame> frames)
    {
        using var packed = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true);
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteMapHeader(1 + facts.Count);
        writer.Write("format");
        writer.Write(Format);
        foreach (var (key, value) in facts)
        {
            writer.Write(key);
            writer.Write(value);
        }

        writer.Flush();
        packed.Write(buffer.WrittenSpan);
        foreach (var frame in frames)
        {
            buffer.Clear();
            writer = new MessagePackWriter(buffer);
            writer.WriteMapHeader(2);
            writer.Write("due_seconds");
            writer.Write(frame.DueSeconds);
            writer.Write("frame");
            writer.Write(frame.Bytes);
            writer.Flush();
            packed.Write(buffer.WrittenSpan);
        }
    }

    /// <summary>Reads the file; of one that was cut what is whole, and the sentence that says so.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static (IReadOnlyList<RunFrame> Frames, string? Cut) Read(string path)
    {
        var (bytes, cut) = Unpacked(path);
        var reader = new MessagePackReader(bytes);
        var frames = new List<RunFrame>();
        try
        {
            if (!IsHeader(ref reader)) throw new InvalidDataException($"{path}: this is no {Format}");
            while (!reader.End) frames.Add(Next(ref reader));
        }
        catch (EndOfStreamException)
        {
            cut ??= "the last frame is not whole";
        }
        catch (MessagePackSerializationException broken)
        {
            throw new InvalidDataException($"{path}: after {frames.Count} frames: {broken.Message}", broken);
        }

        return (frames, cut is null ? null : $"{path}: {cut}: {frames.Count} frames are taken");
    }

    private static (byte[] Bytes, string? Cut) Unpacked(string path)
    {
        using var file = File.OpenRead(path);
        using var packed = new GZipStream(file, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        var block = new byte[1 << 16];
        try
        {
            for (int read; (read = packed.Read(block)) > 0;)
            {
                if (memory.Length + read > LargestFile) throw new InvalidDataException($"{path}: more than {LargestFile >> 20} MB");
                memory.Write(block, 0, read);
            }
        }
        catch (InvalidDataException broken) when (memory.Length > 0)
        {
            return (memory.ToArray(), $"the file is cut or damaged ({broken.Message})");
        }

        return (memory.ToArray(), null);
    }

    private static bool IsHeader(ref MessagePackReader reader)
    {
        if (reader.NextMessagePackType != MessagePackType.Map) return false;
        var named = false;
        for (var entries = reader.ReadMapHeader(); entries > 0; entries--)
        {
            var key = reader.ReadString();
            var value = reader.ReadString();
            named |= key == "format" && value == Format;
        }

        return named;
    }

    private static RunFrame Next(ref MessagePackReader reader)
    {
        double due = 0;
        byte[]? frame = null;
        for (var entries = reader.ReadMapHeader(); entries > 0; entries--)
        {
            switch (reader.ReadString())
            {
                case "due_seconds": due = reader.ReadDouble(); break;
                case "frame": frame = reader.ReadBytes() is { } bytes ? bytes.ToArray() : null; break;
                default: reader.Skip(); break;
            }
        }

        return new(due, frame ?? throw new MessagePackSerializationException("a frame without bytes"));
    }
}
