namespace Exafs.Lab;

/// <summary>Files that are there whole, or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside it and then gives it its name; what was there before stays until then, or for good.</summary>
    public static void Write(string path, Action<Stream> write, bool overwrite = true)
    {
        // Of this process alone: two shards may make the same file.
        var part = $"{path}.{Path.GetRandomFileName()}.part";
        try
        {
            using (var stream = new FileStream(part, FileMode.CreateNew))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(path) && File.Exists(part))
        {
            File.Delete(part);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }
}
