using System.Buffers;
using System.Globalization;
using System.Text;

namespace Exafs.Adapters.Streams.P64;

/// <summary>One line of P64's text, as https://github.com/vadmu/EXAFS_Monitor sends and reads it.</summary>
internal static class P64Line
{
    /// <summary>Columns that are read; what stands behind them is left out.</summary>
    public const int MostColumns = 32;

    private const int LongestName = 255;

    private static readonly SearchValues<byte> s_space = SearchValues.Create(" \t\r\n\v\f\0"u8);
    private static readonly SearchValues<byte> s_noName = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (byte)c), .. "\x7f{}\"<>|*?"u8]);

    /// <summary>Reads a line.</summary>
    /// <param name="line">Bytes without their line end; blanks around them do not count.</param>
    /// <param name="values">Takes the columns of a point; as long as <see cref="MostColumns"/>.</param>
    /// <param name="columns">How many there are.</param>
    public static P64LineKind Read(ReadOnlySpan<byte> line, Span<double> values, out int columns)
    {
        columns = 0;
        line = Trim(line);
        if (line.IsEmpty || line[0] == '#')
            return P64LineKind.Silent;
        if (line.SequenceEqual("test"u8))
            return P64LineKind.Test;
        if (line.SequenceEqual("clear"u8))
            return P64LineKind.Clear;
        bool isNumbers = Numbers(line, values, ref columns);
        if (isNumbers && columns > 1)
            return P64LineKind.Point;
        // A line that begins as a point does is a spoilt point, unless it ends as a file does.
        return line.Length <= LongestName && !line.ContainsAny(s_noName) && ((columns == 0 && !isNumbers) || HasExtension(line)) ? P64LineKind.Name : P64LineKind.Unknown;
    }

    /// <summary>Whether a name is that of a file of a scan, by the ends that the monitor of P64 knows.</summary>
    public static bool IsScanFile(ReadOnlySpan<byte> line)
    {
        line = Trim(line);
        return line.EndsWith(".dat"u8) || line.EndsWith(".nxs"u8);
    }

    /// <summary>A name that can be an id: without its folder and its end, of letters, digits, points, dashes and underscores.</summary>
    public static string Id(ReadOnlySpan<byte> line)
    {
        string name = Encoding.UTF8.GetString(Trim(line));
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        if (name.LastIndexOf('.') is var dot and > 0)
            name = name[..dot];
        return ScanName.Of(name);
    }

    /// <summary>The next line of a message of one or several.</summary>
    public static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return line;
    }

    private static bool Numbers(ReadOnlySpan<byte> line, Span<double> values, ref int columns)
    {
        while (!line.IsEmpty)
        {
            int end = line.IndexOfAny(s_space);
            ReadOnlySpan<byte> word = end < 0 ? line : line[..end];
            if (!Number(word, out double value))
                return false;
            if (columns < values.Length)
                values[columns++] = value;
            line = end < 0 ? [] : line[end..];
            int next = line.IndexOfAnyExcept(s_space);
            line = next < 0 ? [] : line[next..];
        }

        return true;
    }

    // Python writes "inf"; "nan" is understood in any case.
    private static bool Number(ReadOnlySpan<byte> word, out double value)
    {
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return true;
        bool isNegative = word is [(byte)'-', ..];
        value = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
        return (word is [(byte)'-' or (byte)'+', ..] ? word[1..] : word).SequenceEqual("inf"u8);
    }

    private static bool HasExtension(ReadOnlySpan<byte> line)
    {
        int dot = line.LastIndexOf((byte)'.');
        return dot > 0 && line.Length - dot is >= 2 and <= 6 && char.IsAsciiLetter((char)line[dot + 1]);
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line)
    {
        int first = line.IndexOfAnyExcept(s_space);
        return first < 0 ? [] : line[first..(line.LastIndexOfAnyExcept(s_space) + 1)];
    }
}
