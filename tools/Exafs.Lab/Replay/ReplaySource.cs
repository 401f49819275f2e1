using Exafs.Adapters.Files;
using Exafs.Signal;

namespace Exafs.Lab.Replay;

/// <summary>The scans of a file, or of all files of a folder that hold any.</summary>
public static class ReplaySource
{
    /// <param name="source">A file or a folder.</param>
    /// <param name="asMu">µ(E) instead of counts.</param>
    /// <param name="quick">For raw recordings of a quick-scanning monochromator.</param>
    /// <returns>The scans in the order of their files, and a line on each file that gave none.</returns>
    /// <exception cref="UsageException">There is no scan at all.</exception>
    public static (IReadOnlyList<Scan> Scans, IReadOnlyList<string> Skipped) Read(string source, bool asMu, QuickFileOptions? quick = null)
    {
        bool folder = Directory.Exists(source);
        if (!folder && !File.Exists(source)) throw new UsageException($"{source}: no such file or folder");
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(source)));
        var scans = new List<Scan>();
        var skipped = new List<string>();
        string[] files = folder ? [.. Directory.GetFiles(source).Order(StringComparer.Ordinal)] : [source];
        foreach (string file in files)
        {
            try
            {
                foreach (FileScan read in ScanFile.Read(file, quick))
                {
                    if (Sendable(read, asMu) is { } scan) scans.Add(scan with { RunId = name });
                    else skipped.Add($"{read.Label}: no µ(E)");
                }
            }
            catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                skipped.Add(error.Message);
            }
        }

        return scans.Count > 0 ? (scans, skipped) : throw new UsageException($"{source}: no scans{(skipped.Count > 0 ? $": {skipped[0]}" : "")}");
    }

    /// <summary>A receiver takes the sample's channels; where the file's reader chose the reference, only µ can say so.</summary>
    private static Scan? Sendable(FileScan read, bool asMu)
    {
        if (!asMu && read.Mode != MeasurementMode.Reference) return read.Scan;
        return Absorption.Of(read.Scan, new AbsorptionParameters { Mode = read.Mode }).Spectrum is { } spectrum
            ? read.Scan with { Energy = spectrum.Energy, Mu = spectrum.Mu, I0 = [], ITrans = [], IRefer = [], IFluor = [], MuReference = [] }
            : null;
    }
}
