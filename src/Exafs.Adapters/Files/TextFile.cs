using System.IO.Compression;
using System.Text;

namespace Exafs.Adapters.Files;

/// <summary>A file in memory, unpacked where it was gzip'ed.</summary>
/// <param name="Name">Without its folder.</param>
/// <param name="Bytes">As unpacked.</param>
/// <param name="Lines">As text, without line ends of any kind; empty for a binary file.</param>
internal sealed record TextFile(string Name, byte[] Bytes, string[] Lines)
{
    /// <summary>Largest file, packed or unpacked, in bytes: far above any spectrum, far below the memory.</summary>
    public const int MaxBytes = 256 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    public string FirstLine => Lines.Length > 0 ? Lines[0] : "";

    public static TextFile Load(string path)
    {
        string name = Path.GetFileName(path);
        using FileStream stream = File.OpenRead(path);
        if (stream.Length > MaxBytes) throw new InvalidDataException($"{name}: {stream.Length >> 20} MB; at most {MaxBytes >> 20} MB are read");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Of(name, bytes);
    }

    public static TextFile Of(string name, byte[] bytes)
    {
        if (bytes is [0x1f, 0x8b, ..]) bytes = Unpack(name, bytes);
        if (bytes.Length == 0) throw new InvalidDataException($"{name}: the file is empty");
        return new TextFile(name, bytes, IsBinary(bytes) ? [] : Decode(bytes).Split(["\r\n", "\n", "\r"], StringSplitOptions.None));
    }

    private static byte[] Unpack(string name, byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int count; (count = gzip.Read(buffer)) > 0; unpacked.Write(buffer, 0, count))
            if (unpacked.Length + count > MaxBytes) throw new InvalidDataException($"{name}: unpacks to more than {MaxBytes >> 20} MB");
        return unpacked.ToArray();
    }

    private static bool IsUtf16(byte[] bytes) => bytes is [0xff, 0xfe, ..] or [0xfe, 0xff, ..];

    /// <summary>Text of old instruments may hold a few NULs as padding; more of them are numbers.</summary>
    private static bool IsBinary(byte[] bytes) => !IsUtf16(bytes) && bytes.AsSpan().Count((byte)0) > bytes.Length / 50;

    private static string Decode(byte[] bytes)
    {
        if (IsUtf16(bytes)) return (bytes[0] == 0xff ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes, 2, bytes.Length - 2);
        int start = bytes is [0xef, 0xbb, 0xbf, ..] ? 3 : 0;
        try
        {
            return StrictUtf8.GetString(bytes, start, bytes.Length - start).Replace("\0", "");
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes).Replace("\0", "");
        }
    }
}
