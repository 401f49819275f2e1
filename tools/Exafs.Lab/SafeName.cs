namespace Exafs.Lab;

/// <summary>Names of files from data.</summary>
internal static class SafeName
{
    private const int Longest = 60;

    /// <summary>What comes from data names no folder, and nothing that a file system forbids.</summary>
    public static string Of(string name)
    {
        var safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
        return safe.Length > Longest ? safe[..Longest] : safe;
    }
}
