using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>.qex of SuperXAS (SLS), as ProQEXAFS reads them: a header of text up to "_Header_End_", then rows: the angle, ticks of the ADC's clock since the row before, and the channels.</summary>
internal sealed partial class QexFile : IQuickRecording
{
    public const string Suffix = ".qex";

    private const int MostHeaderBytes = 1 << 20, MostChannels = 64, TimeEvery = 64;
    private const double FastestClock = 1e9;

    private readonly FileStream _file;
    private readonly ImmutableArray<(int At, char Kind, int Size)> _columns;
    private readonly int _row;
    private readonly double _clock;
    private readonly List<long> _ticks = [0]; // of every 64th row: enough to tell when a scan was
    private byte[] _bytes = [];
    private long _rows, _now;

    public QexFile(string path)
    {
        string name = Path.GetFileName(path);
        _file = File.OpenRead(path);
        try
        {
            Dictionary<string, string> header = Header(_file, name);
            int size = Integer("FileHeaderSize_byte"), channels = Integer("AdcNumberChannelsStored");
            _clock = Integer("AdcClock_Hz");
            if (!(_clock is > 0 and <= FastestClock)) throw new InvalidDataException($"{name}: a clock of {_clock} Hz");
            string[] formats = Text("DataLineFormat").Split(',', StringSplitOptions.TrimEntries);
            var columns = ImmutableArray.CreateBuilder<(int, char, int)>();
            foreach (string format in formats)
            {
                if (NumberType().Match(format) is not { Success: true } match) throw new InvalidDataException($"{name}: DataLineFormat has '{format}', which is no type of number");
                columns.Add((_row, match.Groups[1].Value[0], int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) / 8));
                _row += columns[^1].Item3;
            }

            if (channels is < 2 or > MostChannels || formats.Length < channels + 2) throw new InvalidDataException($"{name}: {channels} channels in rows of {formats.Length} numbers");
            if (size < 0 || size > _file.Length) throw new InvalidDataException($"{name}: a header of {size} bytes is announced, in a file of {_file.Length}");
            _columns = [.. columns.Take(channels + 2)];
            string[] labels = header.TryGetValue("DataLineLabels", out string? line) ? line.Split(',', StringSplitOptions.TrimEntries) : [];
            Channels = [.. Enumerable.Range(0, channels).Select(i => i + 2 < labels.Length ? labels[i + 2] : $"CH {i}")];
            StartTime = header.TryGetValue("StartOfMeasurement", out string? start) ? Time(start) : null;
            _file.Position = size;
            Rate = _clock / MeanTicks();
            _file.Position = size;

            string Text(string key) => header.TryGetValue(key, out string? value) ? value : throw new InvalidDataException($"{name}: no {key} in the header");

            int Integer(string key) => double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0 and <= int.MaxValue
                ? (int)value
                : throw new InvalidDataException($"{name}: {key} is '{Text(key)}'");
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public string Format => "SuperXAS .qex";

    public double Rate { get; }

    public DateTime? StartTime { get; }

    public ImmutableArray<string> Channels { get; }

    public double Seconds(long sample) => _ticks[(int)Math.Min(sample / TimeEvery, _ticks.Count - 1)] / _clock;

    public int Read(Span<double> angle, double[][] columns)
    {
        int wanted = angle.Length * _row;
        if (_bytes.Length < wanted) _bytes = new byte[wanted];
        int n = _file.ReadAtLeast(_bytes.AsSpan(0, wanted), wanted, throwOnEndOfStream: false) / _row;
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<byte> row = _bytes.AsSpan(i * _row, _row);
            angle[i] = Number(row, _columns[0]);
            for (int c = 0; c < columns.Length; c++) columns[c][i] = Number(row, _columns[c + 2]);
            _now += (long)Math.Clamp(Number(row, _columns[1]), 0, uint.MaxValue);
            if (++_rows % TimeEvery == 0) _ticks.Add(_now);
        }

        return n;
    }

    public void Dispose() => _file.Dispose();

    // Rows that stand for one sample each may say so, or have nothing there.
    private double MeanTicks()
    {
        const int Rows = 10_000;
        var first = new double[Rows];
        int n = Read(first, []);
        double mean = n > 0 ? (double)_now / n : 1;
        (_rows, _now) = (0, 0);
        _ticks.RemoveRange(1, _ticks.Count - 1);
        return Math.Max(mean, 1);
    }

    private static double Number(ReadOnlySpan<byte> row, (int At, char Kind, int Size) column)
    {
        ReadOnlySpan<byte> bytes = row.Slice(column.At, column.Size);
        return (column.Kind, column.Size) switch
        {
            ('f', 4) => MemoryMarshal.Read<float>(bytes),
            ('f', 8) => MemoryMarshal.Read<double>(bytes),
            ('u', 1) => bytes[0],
            ('u', 2) => MemoryMarshal.Read<ushort>(bytes),
            ('u', 4) => MemoryMarshal.Read<uint>(bytes),
            ('u', 8) => MemoryMarshal.Read<ulong>(bytes),
            ('i', 1) => (sbyte)bytes[0],
            ('i', 2) => MemoryMarshal.Read<short>(bytes),
            ('i', 4) => MemoryMarshal.Read<int>(bytes),
            ('i', 8) => MemoryMarshal.Read<long>(bytes),
            _ => double.NaN,
        };
    }

    private static Dictionary<string, string> Header(FileStream file, string name)
    {
        byte[] bytes = new byte[Math.Min(MostHeaderBytes, file.Length)];
        file.ReadExactly(bytes);
        string text = Encoding.Latin1.GetString(bytes);
        int end = text.IndexOf("_Header_End_", StringComparison.Ordinal);
        if (end < 0) throw new InvalidDataException($"{name}: no _Header_End_ in its first {bytes.Length} bytes");
        var header = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in text[..end].Split(["\r\n", "\n", "\r"], StringSplitOptions.None))
        {
            string[] parts = line.TrimStart('#', ' ').Split(": ", 2);
            if (parts.Length == 2) header.TryAdd(parts[0].Trim(), parts[1].Trim());
        }

        return header;
    }

    /// <summary>A time without a zone is taken as UTC, as in other files.</summary>
    private static DateTime? Time(string value)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        string[] day = ["dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy, HH:mm:ss", "dd.MM.yyyy HH:mm:ss.FFFFFFF"];
        return DateTime.TryParseExact(value, day, CultureInfo.InvariantCulture, Utc, out DateTime time) || DateTime.TryParse(value, CultureInfo.InvariantCulture, Utc, out time) ? time : null;
    }

    [GeneratedRegex(@"^\W*(float|uint|int|f|u|i)(8|16|32|64)\W*$")]
    private static partial Regex NumberType();
}
