namespace Exafs.Lab;

/// <summary>Files that are there as a whole or not at all: whoever waits for one never sees half of it.</summary>
internal static class WholeFile
{
    /// <summary>Into a file beside it first.</summary>
    /// <param name="path">Where it is to be.</param>
    /// <param name="option">The option that named it, for the message.</param>
    /// <param name="write">Writes all of it.</param>
    /// <exception cref="UsageException">It cannot be written there.</exception>
    public static void Write(string path, string option, Action<Stream> write)
    {
        var part = path + ".part";
        try
        {
            using (FileStream stream = File.Create(part)) write(stream);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: {error.Message}");
        }
    }
}
