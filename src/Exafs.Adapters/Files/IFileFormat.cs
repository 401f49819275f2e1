namespace Exafs.Adapters.Files;

/// <summary>A family of files that are written alike.</summary>
internal interface IFileFormat
{
    string Name { get; }

    bool Recognises(TextFile file);

    /// <exception cref="InvalidDataException">The file holds no spectrum.</exception>
    IReadOnlyList<FileScan> Read(TextFile file);
}
