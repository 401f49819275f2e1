namespace Exafs.Physics.Structures;

/// <summary>Boxes as files give them.</summary>
internal static class Box
{
    // Room around atoms that have no box, Å.
    private const double Margin = 10;

    /// <summary>Right-handed: of a left-handed one the last two edges change places, which changes nothing but their names.</summary>
    public static Cell Of(TextLines lines, Vector a, Vector b, Vector c, bool periodicA = true, bool periodicB = true, bool periodicC = true)
    {
        var cell = new Cell(a, b, c, periodicA, periodicB, periodicC);
        var volume = cell.Volume;
        if (!double.IsFinite(volume) || Math.Abs(volume) <= 1e-9 * a.Length * b.Length * c.Length) throw lines.Wrong("the box has no volume");
        return volume > 0 ? cell : new(a, c, b, periodicA, periodicC, periodicB);
    }

    /// <summary>A box that does not repeat around atoms that have none.</summary>
    public static Cell Around(IReadOnlyList<Vector> atoms)
    {
        double Edge(Func<Vector, double> along) => atoms.Max(along) - atoms.Min(along) + (2 * Margin);
        return Cell.Orthogonal(Edge(p => p.X), Edge(p => p.Y), Edge(p => p.Z), periodic: false);
    }
}
