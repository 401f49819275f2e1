using System.Globalization;
using System.Numerics;

namespace Exafs.Physics.Scattering;

/// <summary>Reads FEFF's .pad files: lines of text, and between them arrays of numbers packed into eight printable characters each.</summary>
/// <remarks>
/// A packed line begins with a mark of its own; the rest are numbers: the exponent of ten (45 more than it is), the sign (the last bit of the second digit),
/// the mantissa in base 90; digits count from '%'.
/// </remarks>
public sealed class PadReader(TextReader text)
{
    private const int Base = 90, Offset = 37, Characters = 8;
    private int _lines;

    /// <summary>The next line of text; null at the end.</summary>
    public string? Line()
    {
        _lines++;
        return text.ReadLine();
    }

    /// <summary>The numbers of the next line of text, from its second character on.</summary>
    /// <param name="from">Where they begin.</param>
    /// <param name="count">So many at least.</param>
    public double[] Fields(int from, int count)
    {
        var words = (Line() ?? "").PadRight(from)[from..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < count) throw Broken($"{words.Length} of {count} numbers");
        return [.. words.Take(count).Select(word => double.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : throw Broken($"{word} is not a number"))];
    }

    /// <summary>A packed array [<paramref name="count"/>].</summary>
    /// <exception cref="InvalidDataException">There is no such array here.</exception>
    public double[] Doubles(int count)
    {
        var numbers = new double[count];
        for (var n = 0; n < count;)
        {
            var line = Line()?.TrimEnd() ?? throw Broken("it ends too early");
            if (line.Length < 1 + Characters || (line.Length - 1) % Characters != 0) throw Broken("no packed numbers");
            for (var at = 1; at < line.Length && n < count; at += Characters) numbers[n++] = Unpack(line.AsSpan(at, Characters));
        }

        return numbers;
    }

    /// <summary>A packed array of real and imaginary parts [<paramref name="count"/>].</summary>
    public Complex[] Complexes(int count)
    {
        var parts = Doubles(2 * count);
        return [.. Enumerable.Range(0, count).Select(n => new Complex(parts[2 * n], parts[(2 * n) + 1]))];
    }

    /// <summary>What to throw at this line.</summary>
    public InvalidDataException Broken(string problem) => new($"line {_lines}: {problem}");

    private double Unpack(ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
            if (digit is < (char)Offset or >= (char)(Offset + Base)) throw Broken($"{digits} is not a packed number");

        var (exponent, negative) = (digits[0] - Offset - (Base / 2), (digits[1] - Offset) % 2 == 0);
        double mantissa = 0;
        for (var i = Characters - 1; i >= 2; i--) mantissa = (mantissa + digits[i] - Offset) / Base;
        mantissa = (((digits[1] - Offset) / 2) + mantissa) * 2 / Base;
        return (negative ? -1 : 1) * mantissa * Math.Pow(10, exponent);
    }
}
