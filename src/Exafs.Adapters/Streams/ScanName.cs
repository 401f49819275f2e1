namespace Exafs.Adapters.Streams;

/// <summary>Names that a stream gives its scans, made fit for an id.</summary>
internal static class ScanName
{
    private const int Longest = 64;

    /// <summary>Letters, digits, points, dashes and underscores of a name, and underscores for the rest; its first 64.</summary>
    public static string Of(ReadOnlySpan<char> name)
    {
        name = name[..Math.Min(name.Length, Longest)];
        return string.Create(name.Length, name, static (id, from) =>
        {
            for (int i = 0; i < id.Length; i++)
                id[i] = char.IsAsciiLetterOrDigit(from[i]) || from[i] is '.' or '-' or '_' ? from[i] : '_';
        });
    }
}
