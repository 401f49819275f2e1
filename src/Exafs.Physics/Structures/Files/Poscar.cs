using System.Collections.Immutable;

namespace Exafs.Physics.Structures;

/// <summary>Reads POSCAR and CONTCAR of VASP 5, and XDATCAR, which is many of them.</summary>
/// <remarks>Scale factor (negative: the volume in Å³; or three, one for each axis), direct and Cartesian positions, selective dynamics; velocities after the positions are passed over.
/// The elements stand in the sixth line; files of VASP 4 lack it, and may have them in the first.</remarks>
public static class Poscar
{
    public static AtomicStructure Read(TextReader text) => Read(new TextLines(text));

    /// <summary>The configurations of an XDATCAR; the step is its number there.</summary>
    /// <exception cref="StructureFormatException">In the enumeration, after the configurations before the fault.</exception>
    public static IEnumerable<Snapshot> ReadMany(TextReader text) => ReadMany(new TextLines(text));

    internal static AtomicStructure Read(TextLines lines)
    {
        Header header = ReadHeader(lines);
        var mode = lines.Need("the kind of positions").Trim();
        if (mode.StartsWith('s') || mode.StartsWith('S')) mode = lines.Need("the kind of positions").Trim();
        if (mode.Length == 0 || !"dDcCkK".Contains(mode[0])) throw lines.Wrong($"\"{TextLines.Short(mode)}\" is neither Direct nor Cartesian");
        return Positions(lines, header, direct: mode[0] is 'd' or 'D');
    }

    internal static IEnumerable<Snapshot> ReadMany(TextLines lines)
    {
        Header? header = null;
        var number = 0;
        while (lines.Peek() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line) && header is not null)
            {
                lines.Next();
                continue;
            }

            // A run whose box changes repeats all of the header.
            if (header is null || !IsConfiguration(line)) header = ReadHeader(lines);
            line = lines.Need("a configuration");
            if (!IsConfiguration(line)) throw lines.Wrong($"\"{TextLines.Short(line)}\" is not the begin of a configuration");
            yield return new(++number, Positions(lines, header, direct: true));
        }
    }

    private static bool IsConfiguration(string line) => line.TrimStart().StartsWith("Direct", StringComparison.OrdinalIgnoreCase);

    private static Header ReadHeader(TextLines lines)
    {
        var title = TextLines.Words(lines.Need("the title"));
        double[] scale = [.. TextLines.Words(lines.Need("the scale factor")).Select(word => lines.Double(word, "the scale factor"))];
        if (scale.Length is not (1 or 3) || scale.Contains(0) || (scale.Length == 3 && scale.Any(s => s < 0)))
            throw lines.Wrong("the scale factor is one number, not zero, or three above zero");
        var edges = new Vector[3];
        for (var i = 0; i < 3; i++) edges[i] = lines.Vector(TextLines.Words(lines.Need("the edges of the box")), "an edge of the box");
        Vector factor = scale.Length == 3 ? new(scale[0], scale[1], scale[2]) : Same(scale[0]);
        if (scale is [< 0]) factor = Same(Math.Cbrt(-scale[0] / Math.Abs(edges[0].Dot(edges[1].Cross(edges[2])))));
        Cell box = Box.Of(lines, Times(edges[0], factor), Times(edges[1], factor), Times(edges[2], factor));

        var words = TextLines.Words(lines.Need("the numbers of atoms"));
        var symbols = title;
        if (words.Length > 0 && !long.TryParse(words[0], out _)) (symbols, words) = (words, TextLines.Words(lines.Need("the numbers of atoms")));
        var counts = words.TakeWhile(word => !word.StartsWith('!')).Select(word => lines.Integer(word, "a number of atoms")).ToArray();
        if (counts.Length == 0 || counts.Any(count => count is < 0 or > int.MaxValue) || counts.Sum() is < 1 or > int.MaxValue) throw lines.Wrong("no sensible numbers of atoms");
        if (symbols.Length != counts.Length) throw lines.Wrong($"{counts.Length} numbers of atoms for {symbols.Length} elements");
        return new(edges, factor, box, [.. symbols.Select(symbol => Element(lines, symbol))], counts);
    }

    private static AtomicStructure Positions(TextLines lines, Header header, bool direct)
    {
        var positions = ImmutableArray.CreateBuilder<Vector>();
        var numbers = ImmutableArray.CreateBuilder<int>();
        for (var kind = 0; kind < header.Counts.Length; kind++)
            for (long i = 0; i < header.Counts[kind]; i++)
            {
                var line = lines.Next() ?? throw new StructureFormatException($"{positions.Count} of {header.Counts.Sum()} atoms", lines.Number, cut: true);
                Vector p = lines.Vector(TextLines.Words(line), "the position of an atom");
                if (direct) p = (header.Edges[0] * p.X) + (header.Edges[1] * p.Y) + (header.Edges[2] * p.Z);
                positions.Add(Times(p, header.Factor));
                numbers.Add(header.Elements[kind]);
            }

        return new(header.Box, positions.ToImmutable(), numbers.ToImmutable());
    }

    // VASP adds the kind of potential or its hash: Fe_pv, Fe/1a2b.
    private static int Element(TextLines lines, string symbol)
    {
        var number = Elements.NumberOf(symbol.Split('_', '/')[0]);
        return number > 0 ? number : throw lines.Wrong($"\"{TextLines.Short(symbol)}\" is no element");
    }

    private static Vector Same(double x) => new(x, x, x);

    private static Vector Times(Vector p, Vector factor) => new(p.X * factor.X, p.Y * factor.Y, p.Z * factor.Z);

    /// <summary>What stands before the positions: the edges as they are in the file, and what they are to be multiplied with.</summary>
    private sealed record Header(Vector[] Edges, Vector Factor, Cell Box, int[] Elements, long[] Counts);
}
