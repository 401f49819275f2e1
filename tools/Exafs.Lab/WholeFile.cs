namespace Exafs.Lab;

/// <summary>Results in files: whoever waits for one never sees half of it.</summary>
internal static class WholeFile
{
    /// <summary>As <see cref="AtomicFile"/> writes, for a file that an option names.</summary>
    /// <param name="path">Where it is to be.</param>
    /// <param name="option">The option that named it, for the message.</param>
    /// <param name="write">Writes all of it.</param>
    /// <exception cref="UsageException">It cannot be written there.</exception>
    public static void Write(string path, string option, Action<Stream> write)
    {
        try
        {
            AtomicFile.Write(path, write);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: {error.Message}");
        }
    }
}
