namespace Exafs.Physics.Structures;

/// <summary>The box of a frame of a LAMMPS dump: its edges, and the corner that they start from, Å.</summary>
/// <remarks>LAMMPS manual, "Triclinic simulation boxes": of a skewed box the dump gives the bounds of the box around it, and the three tilts.</remarks>
internal sealed record LammpsBox(Cell Cell, Vector Origin)
{
    public static LammpsBox Read(TextLines lines, string header)
    {
        var words = TextLines.Words(header);
        var general = words.Contains("abc") && words.Contains("origin");
        var tilted = words.Contains("xy");
        var periodic = words.Where(word => word.Length == 2 && word.All("pfsm".Contains)).Select(word => word == "pp").ToArray();
        if (periodic.Length == 0) periodic = [true, true, true];
        if (periodic.Length != 3) throw lines.Wrong($"\"{TextLines.Short(header)}\" does not give the three boundaries");

        var columns = general ? 4 : tilted ? 3 : 2;
        var rows = new double[3][];
        for (var row = 0; row < 3; row++)
        {
            words = TextLines.Words(lines.Need("the bounds of the box"));
            if (words.Length != columns) throw lines.Wrong($"a bound of this box is {columns} numbers, here are {words.Length}");
            rows[row] = [.. words.Select(word => lines.Double(word, "a bound of the box"))];
        }

        Vector a, b, c, origin;
        if (general)
        {
            (a, b, c) = (Row(rows[0]), Row(rows[1]), Row(rows[2]));
            origin = new(rows[0][3], rows[1][3], rows[2][3]);
        }
        else
        {
            var (xy, xz, yz) = tilted ? (rows[0][2], rows[1][2], rows[2][2]) : (0, 0, 0);
            origin = new(rows[0][0] - Math.Min(Math.Min(0, xy), Math.Min(xz, xy + xz)), rows[1][0] - Math.Min(0, yz), rows[2][0]);
            var x = rows[0][1] - Math.Max(Math.Max(0, xy), Math.Max(xz, xy + xz)) - origin.X;
            var y = rows[1][1] - Math.Max(0, yz) - origin.Y;
            (a, b, c) = (new(x, 0, 0), new(xy, y, 0), new(xz, yz, rows[2][1] - origin.Z));
            if (!(x > 0 && y > 0 && c.Z > 0)) throw lines.Wrong("the box has no volume");
        }

        var cell = new Cell(a, b, c, periodic[0], periodic[1], periodic[2]);
        return cell.Volume > 0 && double.IsFinite(cell.Volume) ? new(cell, origin) : throw lines.Wrong("the box has no volume, or is left-handed");
    }

    private static Vector Row(double[] row) => new(row[0], row[1], row[2]);
}
