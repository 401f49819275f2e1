using System.Collections.Immutable;
using System.Globalization;

namespace Exafs.Physics.Structures;

/// <summary>Reads and writes extended XYZ: the second line gives box (Lattice), columns (Properties) and which edges repeat (pbc).</summary>
/// <remarks>Plain XYZ has none of these: the atoms then stand in a box that does not repeat. Elements come from the column species, or Z.</remarks>
public static class ExtendedXyz
{
    /// <exception cref="StructureFormatException">In the enumeration, after the frames before the fault.</exception>
    public static IEnumerable<Snapshot> Read(TextReader text) => Read(new TextLines(text));

    public static void Write(TextWriter text, IEnumerable<AtomicStructure> frames)
    {
        foreach (AtomicStructure frame in frames)
        {
            Cell cell = frame.Cell;
            string Flag(bool periodic) => periodic ? "T" : "F";
            text.Write(FormattableString.Invariant($"{frame.Count}\nLattice=\"{Words(cell.A)} {Words(cell.B)} {Words(cell.C)}\" "));
            text.Write($"Properties=species:S:1:pos:R:3 pbc=\"{Flag(cell.PeriodicA)} {Flag(cell.PeriodicB)} {Flag(cell.PeriodicC)}\"\n");
            for (var atom = 0; atom < frame.Count; atom++) text.Write($"{Elements.SymbolOf(frame.AtomicNumbers[atom])} {Words(frame.Positions[atom])}\n");
        }
    }

    internal static IEnumerable<Snapshot> Read(TextLines lines)
    {
        for (var number = 0; ; number++)
        {
            var line = lines.Next();
            while (line is not null && string.IsNullOrWhiteSpace(line)) line = lines.Next();
            if (line is null) yield break;
            var count = lines.Integer(line.AsSpan().Trim(), "the number of atoms");
            if (count is < 1 or > int.MaxValue) throw lines.Wrong($"a frame of {count} atoms");
            yield return new(number, Frame(lines, count));
        }
    }

    private static AtomicStructure Frame(TextLines lines, long count)
    {
        Dictionary<string, string> keys = XyzComment.Parse(lines.Need("the second line of a frame"));
        var periodic = Periodic(lines, keys);
        var edges = Lattice(lines, keys);
        // A box of nothing around atoms that do not repeat is no box.
        if (edges is not null && periodic is [false, false, false] && edges.Any(edge => edge.LengthSquared == 0)) edges = null;
        Cell? box = edges is null ? null : Box.Of(lines, edges[0], edges[1], edges[2], periodic[0], periodic[1], periodic[2]);
        if (box is null && periodic.Contains(true)) throw lines.Wrong("the frame repeats (pbc), and has no Lattice");
        var columns = XyzColumns.Of(lines, keys.GetValueOrDefault("properties", "species:S:1:pos:R:3"));
        var positions = ImmutableArray.CreateBuilder<Vector>();
        var numbers = ImmutableArray.CreateBuilder<int>();
        while (positions.Count < count)
        {
            var line = lines.Next() ?? throw new StructureFormatException($"the frame has {positions.Count} of {count} atoms", lines.Number, cut: true);
            var (element, position) = columns.Atom(lines, line);
            positions.Add(position);
            numbers.Add(element);
        }

        return new(box ?? Box.Around(positions), positions.ToImmutable(), numbers.ToImmutable());
    }

    private static Vector[]? Lattice(TextLines lines, Dictionary<string, string> keys)
    {
        if (!keys.TryGetValue("lattice", out var text)) return null;
        var words = TextLines.Words(text);
        if (words.Length != 9) throw lines.Wrong($"Lattice is nine numbers, here are {words.Length}");
        return [.. Enumerable.Range(0, 3).Select(row => lines.Vector(words[(3 * row)..], "an edge of the box"))];
    }

    private static bool[] Periodic(TextLines lines, Dictionary<string, string> keys)
    {
        if (!keys.TryGetValue("pbc", out var text)) return [.. Enumerable.Repeat(keys.ContainsKey("lattice"), 3)];
        bool[] periodic = [.. TextLines.Words(text).Where(word => "tTfF10".Contains(word[0])).Select(word => "tT1".Contains(word[0]))];
        return periodic.Length == 3 ? periodic : throw lines.Wrong($"pbc=\"{TextLines.Short(text)}\" is not three of T and F");
    }

    private static string Words(Vector v) => string.Create(CultureInfo.InvariantCulture, $"{v.X:R} {v.Y:R} {v.Z:R}");
}
