using System.Collections.Immutable;

namespace Exafs.Adapters.Files;

/// <summary>Spectra as users have them, in the formats of their beamlines.</summary>
public static class ScanFile
{
    /// <summary>From the most particular format to the one that any table of numbers is.</summary>
    private static readonly ImmutableArray<IFileFormat> Formats =
    [
        new AthenaProjectFormat(), new AthenaJsonFormat(), new SsrlBinaryFormat(), new KekPfFormat(), new SsrlFormat(), new SrsFormat(), new LytleFormat(),
        new XdiFormat(), new EscanFormat(), new ClsFormat(), new LabViewFormat(), new SpecFormat(), new SeriesCsvFormat(), new ColumnTextFormat(),
    ];

    /// <summary>All scans of a file, at least one.</summary>
    /// <exception cref="InvalidDataException">The file holds no spectrum; the message says what it holds instead.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <param name="path">The file.</param>
    /// <param name="quick">For raw recordings of a quick-scanning monochromator.</param>
    public static IReadOnlyList<FileScan> Read(string path, QuickFileOptions? quick = null) =>
        QuickFile.Recognises(path) ? QuickFile.Read(path, quick ?? new()) : Read(TextFile.Load(path));

    internal static IReadOnlyList<FileScan> Read(TextFile file)
    {
        foreach (IFileFormat format in Formats)
        {
            if (!format.Recognises(file)) continue;
            try
            {
                return format.Read(file);
            }
            catch (Exception error) when (error is FormatException or ArgumentException or IndexOutOfRangeException or OverflowException)
            {
                throw new InvalidDataException($"{file.Name}: damaged {format.Name} file: {error.Message}", error);
            }
        }

        throw new InvalidDataException($"{file.Name}: binary, and of no known format");
    }
}
