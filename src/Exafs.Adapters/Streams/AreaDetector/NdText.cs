using System.Globalization;
using System.Text;

namespace Exafs.Adapters.Streams.AreaDetector;

/// <summary>Steps through JSON that was put together by hand: strings in which nothing is escaped, nan and inf, commas too many, and characters that stand alone where a number should be.</summary>
internal ref struct NdText(ReadOnlySpan<byte> text)
{
    private const int LongestJson = 1 << 16;

    private readonly ReadOnlySpan<byte> _text = text;

    public int At { get; private set; }

    public readonly bool IsAtEnd => At >= _text.Length;

    /// <summary>The byte to come; 0 at the end.</summary>
    public readonly byte Peek => Byte(At);

    public readonly ReadOnlySpan<byte> this[Range range] => _text[range];

    public void Step() => At++;

    /// <summary>Steps over white space.</summary>
    public void SkipSpace() => At = Dark(At);

    /// <summary>Steps over white space and commas: the writer leaves an attribute out and its comma in.</summary>
    public void SkipCommas()
    {
        for (SkipSpace(); Peek == ','; SkipSpace())
            At++;
    }

    /// <summary>Steps over a key and its colon; false: there is none.</summary>
    public bool TryKey(out Range key)
    {
        key = default;
        if (Peek != '"')
            return false;
        int from = At + 1;
        for (int q = from; q < _text.Length; q++)
        {
            if (_text[q] != '"' || Byte(Dark(q + 1)) != ':')
                continue;
            key = from..q;
            At = Dark(q + 1) + 1;
            return true;
        }

        return false;
    }

    /// <summary>Steps over a string, which ends where what follows can only follow a string.</summary>
    public bool TryString(out Range inner) => TryStringTo(_text.Length, isBalanced: false, out inner);

    /// <summary>The same for an attribute, whose text may be JSON itself: then not before its braces are closed.</summary>
    public bool TryAttributeString(out Range inner) =>
        (Byte(At + 1) is (byte)'{' or (byte)'[' && TryStringTo(Math.Min(_text.Length, At + LongestJson), isBalanced: true, out inner)) || TryString(out inner);

    /// <summary>An attribute of one byte, which the writer sends as a character and not as a number. A digit counts as the number that it looks like, and no sign is known.</summary>
    public bool TryCharacter(out double value)
    {
        byte c = Peek;
        value = c;
        if (IsAtEnd || c is >= (byte)'0' and <= (byte)'9' || !EndsAttribute(At + 1))
            return false;
        if (c == '"' && Byte(At + 1) == ',' && Byte(At + 3) is (byte)',' or (byte)'}')
            return false; // the string ","
        if (c == '}' && Byte(At + 1) == '}' && Byte(At + 2) is not ((byte)'}' or (byte)','))
            return false; // both braces close something, and the value is missing
        At++;
        return true;
    }

    /// <summary>Steps over what is neither a string nor an object nor a list: a number, or a word.</summary>
    public ReadOnlySpan<byte> Token()
    {
        int from = At;
        while (At < _text.Length && _text[At] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            At++;
        return _text[from..At];
    }

    /// <summary>The number that a token is, as C++ and C write it.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> token, out double number)
    {
        number = double.NaN;
        if (token.IsEmpty)
            return false;
        if (char.IsAsciiDigit((char)token[^1]) || token[^1] == '.')
            return double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        bool isNegative = token[0] == '-';
        ReadOnlySpan<byte> word = isNegative || token[0] == '+' ? token[1..] : token;
        if (IsWord(word, "nan"u8) || IsWord(word, "1.#ind"u8) || IsWord(word, "1.#qnan"u8) || IsWord(word, "1.#snan"u8))
            return true;
        if (IsWord(word, "inf"u8) || IsWord(word, "infinity"u8) || IsWord(word, "1.#inf"u8))
            number = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
        else if (IsWord(word, "true"u8) || IsWord(word, "false"u8))
            number = word.Length == "true"u8.Length ? 1 : 0;
        else
            return false;
        return true;
    }

    // In any case of its letters; behind nan C may name its kind in brackets.
    private static bool IsWord(ReadOnlySpan<byte> token, ReadOnlySpan<byte> word)
    {
        if (token.Length > word.Length && token[word.Length] == '(')
            token = token[..word.Length];
        return Ascii.EqualsIgnoreCase(token, word);
    }

    private bool TryStringTo(int end, bool isBalanced, out Range inner)
    {
        inner = default;
        if (Peek != '"')
            return false;
        int depth = 0;
        for (int q = At + 1; q < end && depth >= 0; q++)
        {
            byte c = _text[q];
            if (isBalanced)
                depth += c is (byte)'{' or (byte)'[' ? 1 : c is (byte)'}' or (byte)']' ? -1 : 0;
            if (c != '"' || depth > 0 || !IsBehindValue(Dark(q + 1)))
                continue;
            inner = (At + 1)..q;
            At = q + 1;
            return true;
        }

        return false;
    }

    private readonly byte Byte(int at) => at < _text.Length ? _text[at] : (byte)0;

    private readonly int Dark(int at)
    {
        while (at < _text.Length && _text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
        return at;
    }

    // Without white space, as the writer of attributes has it.
    private readonly bool EndsAttribute(int at) => (Byte(at) == ',' && Byte(at + 1) == '"') || (Byte(at) == '}' && Byte(Dark(at + 1)) is (byte)'}' or (byte)',');

    private readonly bool IsBehindValue(int at) => Byte(at) switch
    {
        (byte)']' => true,
        (byte)',' => Byte(Dark(at + 1)) is (byte)'"' or (byte)',' or (byte)'}',
        (byte)'}' => Dark(at + 1) >= _text.Length || Byte(Dark(at + 1)) is (byte)'}' or (byte)',' or (byte)']' or 0,
        _ => false,
    };
}
