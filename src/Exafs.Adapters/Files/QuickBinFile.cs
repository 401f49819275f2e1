using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Exafs.Adapters.Files;

/// <summary>Pair of files of SuperXAS (SLS), as ProQEXAFS reads them: NAME_Encoder.bin with float32 angles, NAME.bin with a float32 for each channel, both behind a header.</summary>
/// <remarks>Header, little-endian: int32 its size, int32 version, int64 start, float32, float32. In the encoder's file the last is the ADC's clock in Hz; in the other the one before is the number of channels. The start's epoch is not told anywhere: such scans have no time.</remarks>
internal sealed class QuickBinFile : IQuickRecording
{
    public const string EncoderSuffix = "_Encoder.bin", Suffix = ".bin";

    private const int HeaderBytes = 24, MostChannels = 64;
    private const double FastestClock = 1e9;

    private readonly FileStream _currents;
    private readonly FileStream? _encoder;
    private byte[] _bytes = [];

    public QuickBinFile(string path)
    {
        string name = Path.GetFileName(path);
        _currents = File.OpenRead(path);
        try
        {
            _encoder = File.OpenRead(EncoderOf(path));
            (int encoderHeader, _, float clock) = Header(_encoder, Path.GetFileName(EncoderOf(path)));
            (int header, float channels, _) = Header(_currents, name);
            if (!(channels is >= 2 and <= MostChannels)) throw new InvalidDataException($"{name}: {channels} channels in the header, not 2 to {MostChannels}");
            if (!(clock is > 0 and <= (float)FastestClock)) throw new InvalidDataException($"{name}: the encoder's file gives a clock of {clock} Hz");
            Rate = clock;
            Channels = [.. Enumerable.Range(0, (int)channels).Select(i => $"CH {i}")];
            _encoder.Position = encoderHeader;
            _currents.Position = header;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Format => "SuperXAS .bin";

    public double Rate { get; }

    public DateTime? StartTime => null;

    public ImmutableArray<string> Channels { get; }

    /// <summary>Where the angles of a file of currents stand.</summary>
    public static string EncoderOf(string path) => path[..^Suffix.Length] + EncoderSuffix;

    public double Seconds(long sample) => sample / Rate;

    public int Read(Span<double> angle, double[][] columns)
    {
        int width = Channels.Length, row = sizeof(float) * width, angles = Whole(_encoder!, angle.Length * sizeof(float)) / sizeof(float);
        for (int i = 0; i < angles; i++) angle[i] = Number(i);
        int n = Math.Min(angles, Whole(_currents, angle.Length * row) / row);
        for (int i = 0; i < n; i++)
            for (int c = 0; c < width; c++) columns[c][i] = Number((i * width) + c);
        return n;
    }

    public void Dispose()
    {
        _encoder?.Dispose();
        _currents.Dispose();
    }

    private static (int Size, float First, float Second) Header(FileStream file, string name)
    {
        Span<byte> bytes = stackalloc byte[HeaderBytes];
        if (file.ReadAtLeast(bytes, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes) throw new InvalidDataException($"{name}: {file.Length} bytes, less than its header");
        int size = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (size < HeaderBytes || size > file.Length) throw new InvalidDataException($"{name}: a header of {size} bytes is announced, in a file of {file.Length}");
        return (size, BinaryPrimitives.ReadSingleLittleEndian(bytes[16..]), BinaryPrimitives.ReadSingleLittleEndian(bytes[20..]));
    }

    private int Whole(FileStream file, int wanted)
    {
        if (_bytes.Length < wanted) _bytes = new byte[wanted];
        return file.ReadAtLeast(_bytes.AsSpan(0, wanted), wanted, throwOnEndOfStream: false);
    }

    private float Number(int i) => MemoryMarshal.Read<float>(_bytes.AsSpan(i * sizeof(float)));
}
