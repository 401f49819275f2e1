using System.Globalization;
using System.IO.Compression;

namespace Exafs.Physics.Structures;

/// <summary>Reads a file of atoms, whichever of the known kinds it is: LAMMPS dump, (extended) XYZ, POSCAR, XDATCAR; also compressed with gzip.</summary>
/// <remarks>A name that begins with POSCAR, CONTCAR or XDATCAR, or ends in .vasp or .poscar, tells the kind; otherwise the first line does.</remarks>
public static class StructureFile
{
    /// <exception cref="StructureFormatException">A fault, with its line; a cut after whole frames is none, see <see cref="Trajectory.Cut"/>.</exception>
    public static Trajectory Read(string path, IReadOnlyList<int>? elementsOfTypes = null)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, Path.GetFileName(path), elementsOfTypes);
    }

    /// <param name="stream">The file.</param>
    /// <param name="name">Its name, without a folder.</param>
    /// <param name="elementsOfTypes">Of a LAMMPS dump without elements: the atomic numbers of its types.</param>
    public static Trajectory Read(Stream stream, string name, IReadOnlyList<int>? elementsOfTypes = null)
    {
        using Stream? unpacked = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true) : null;
        using var text = new StreamReader(unpacked ?? stream, leaveOpen: true);
        return Trajectory.Of(Snapshots(new TextLines(text), unpacked is null ? name : name[..^3], elementsOfTypes));
    }

    private static IEnumerable<Snapshot> Snapshots(TextLines lines, string name, IReadOnlyList<int>? elements)
    {
        bool Begins(string with) => name.StartsWith(with, StringComparison.OrdinalIgnoreCase);
        bool Ends(string with) => name.EndsWith(with, StringComparison.OrdinalIgnoreCase);
        var line = lines.Peek() ?? throw new StructureFormatException("the file is empty", 0, cut: true);
        if (Begins("XDATCAR")) return Poscar.ReadMany(lines);
        if (Begins("POSCAR") || Begins("CONTCAR") || Ends(".vasp") || Ends(".poscar")) return One(lines);
        if (line.StartsWith("ITEM:", StringComparison.Ordinal)) return LammpsDump.Read(lines, elements);
        if (Ends("xyz") || long.TryParse(line.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out _)) return ExtendedXyz.Read(lines);
        return One(lines);
    }

    private static IEnumerable<Snapshot> One(TextLines lines)
    {
        yield return new(0, Poscar.Read(lines));
    }
}
