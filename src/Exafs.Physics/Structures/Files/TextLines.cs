using System.Globalization;
using System.Text;

namespace Exafs.Physics.Structures;

/// <summary>The lines of a text, counted, and whether the last one was finished: a cut file often ends inside a number.</summary>
internal sealed class TextLines(TextReader text)
{
    /// <summary>No line of a file of atoms is longer; one that is comes from something else.</summary>
    private const int LongestLine = 1 << 20;

    private readonly char[] _buffer = new char[1 << 15];
    private readonly StringBuilder _line = new();
    private int _at, _filled;
    private string? _peeked;

    /// <summary>Of the line last given, from one.</summary>
    public long Number { get; private set; }

    /// <summary>The line last given ended with a line feed.</summary>
    public bool Finished { get; private set; } = true;

    /// <summary>The next line, or null at the end.</summary>
    public string? Next()
    {
        if (_peeked is not null)
        {
            var line = _peeked;
            _peeked = null;
            return line;
        }

        _line.Clear();
        var any = false;
        while (true)
        {
            if (_at == _filled)
            {
                (_at, _filled) = (0, text.Read(_buffer));
                if (_filled == 0)
                {
                    if (!any) return null;
                    return Line(finished: false);
                }
            }

            any = true;
            var rest = _buffer.AsSpan(_at, _filled - _at);
            var end = rest.IndexOf('\n');
            _line.Append(end < 0 ? rest : rest[..end]);
            if (_line.Length > LongestLine) throw new StructureFormatException("far too long for a file of atoms", Number + 1);
            if (end < 0)
            {
                _at = _filled;
                continue;
            }

            _at += end + 1;
            return Line(finished: true);
        }
    }

    /// <summary>The next line, which <see cref="Next"/> will give again; only once in a row.</summary>
    public string? Peek() => _peeked ??= Next();

    /// <summary>The next line; its lack is a cut.</summary>
    public string Need(string what) => Next() ?? throw new StructureFormatException($"the file ends before {what}", Number, cut: true);

    /// <summary>An error in the line last given; a cut, if that line was not finished.</summary>
    public StructureFormatException Wrong(string what) =>
        Finished ? new(what, Number) : new($"the file ends in the middle of a line ({what})", Number, cut: true);

    public double Double(ReadOnlySpan<char> word, string what)
    {
        if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) throw Wrong($"{what} is \"{Short(word)}\", not a number");
        return double.IsFinite(value) ? value : throw Wrong($"{what} is {Short(word)}, not a finite number");
    }

    public long Integer(ReadOnlySpan<char> word, string what) =>
        long.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Wrong($"{what} is \"{Short(word)}\", not a whole number");

    /// <summary>Three numbers, the first words of a line.</summary>
    public Vector Vector(string[] words, string what)
    {
        if (words.Length < 3) throw Wrong($"{what} is three numbers, here are {words.Length}");
        return new(Double(words[0], what), Double(words[1], what), Double(words[2], what));
    }

    public static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public static string Short(ReadOnlySpan<char> word) => word.Length <= 30 ? word.ToString() : $"{word[..30]}…";

    private string Line(bool finished)
    {
        Number++;
        Finished = finished;
        if (_line.Length > 0 && _line[^1] == '\r') _line.Length--;
        return _line.ToString();
    }
}
