namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>The dtype of a numpy array, such as "&lt;f8".</summary>
/// <param name="Kind">f, i, u, b as numpy has it; \0: no number.</param>
/// <param name="Bytes">Of one element; 0: no number.</param>
/// <param name="IsBigEndian">Byte order.</param>
internal readonly record struct DocumentElement(char Kind, int Bytes, bool IsBigEndian)
{
    public bool IsNumber => Bytes > 0;

    /// <summary>Such as "float64"; "" where it is no number.</summary>
    public string Name => (Kind, Bytes) switch
    {
        ('b', 1) => "bool",
        ('f', _) => $"float{8 * Bytes}",
        ('i', _) => $"int{8 * Bytes}",
        ('u', _) => $"uint{8 * Bytes}",
        _ => "",
    };

    /// <summary>Of the text that numpy gives a dtype; no number where it is another or none.</summary>
    public static DocumentElement Of(string? dtype)
    {
        ReadOnlySpan<char> text = dtype;
        bool isBigEndian = text.StartsWith('>');
        if (text.Length > 0 && text[0] is '<' or '>' or '|' or '=')
            text = text[1..];
        if (text.Length != 2)
            return default;
        (char kind, int bytes) = (text[0], text[1] - '0');
        bool isKnown = (kind, bytes) is ('b', 1) or ('f', 2 or 4 or 8) or ('i' or 'u', 1 or 2 or 4 or 8);
        return isKnown ? new(kind, bytes, isBigEndian) : default;
    }
}
