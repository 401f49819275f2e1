namespace Exafs.Physics.Structures;

/// <summary>The same atoms over many frames as they moved: unwrapped, and without the motion of the whole.</summary>
/// <remarks>From frame to frame an atom takes the shortest way (it must move less than half the box). The centre of mass stays where it was in the first frame;
/// atoms that are free on all sides are turned back onto it, too. Positions are fractions of the box, so that a box that breathes does no harm.</remarks>
public sealed class AtomicMotion
{
    private readonly Cell[] _cells;
    private readonly Vector[][] _fractions;

    private AtomicMotion(Cell[] cells, Vector[][] fractions, AtomicStructure mean)
    {
        _cells = cells;
        _fractions = fractions;
        Mean = mean;
    }

    /// <summary>Mean positions in the mean box.</summary>
    public AtomicStructure Mean { get; }

    public int Frames => _cells.Length;

    /// <summary>⟨u²⟩ about the mean positions, Å²: all three directions.</summary>
    public double MeanSquareVibration
    {
        get
        {
            double sum = 0;
            foreach (Vector[] frame in _fractions)
                for (var atom = 0; atom < frame.Length; atom++)
                    sum += (Mean.Cell.ToPosition(frame[atom]) - Mean.Positions[atom]).LengthSquared;
            return sum / ((double)Frames * Mean.Count);
        }
    }

    /// <summary>How far atoms went between two frames, mean square, Å².</summary>
    public double MeanSquareDisplacement(int from, int to)
    {
        double sum = 0;
        for (var atom = 0; atom < Mean.Count; atom++) sum += Mean.Cell.ToPosition(_fractions[to][atom] - _fractions[from][atom]).LengthSquared;
        return sum / Mean.Count;
    }

    public static AtomicMotion Of(IReadOnlyList<AtomicStructure> frames)
    {
        if (frames.Count == 0) throw new ArgumentException("no frames, no motion");
        AtomicStructure first = frames[0];
        var cells = new Cell[frames.Count];
        var fractions = new Vector[frames.Count][];
        for (var f = 0; f < frames.Count; f++)
        {
            if (!frames[f].AtomicNumbers.AsSpan().SequenceEqual(first.AtomicNumbers.AsSpan())) throw new ArgumentException($"frame {f} has other atoms than the first");
            cells[f] = Breathing(frames[f].Cell, first.Cell);
            fractions[f] = [.. frames[f].Positions.Select(cells[f].ToFractional)];
            if (f > 0) Unwrap(fractions[f], fractions[f - 1], first.Cell);
        }

        var masses = first.AtomicNumbers.Select(Elements.MassOf).ToArray();
        Vector anchor = Centre(fractions[0], masses);
        var free = first.Cell is { PeriodicA: false, PeriodicB: false, PeriodicC: false };
        for (var f = 1; f < fractions.Length; f++)
        {
            Vector drift = Centre(fractions[f], masses) - anchor;
            for (var atom = 0; atom < fractions[f].Length; atom++) fractions[f][atom] -= drift;
            if (free) Superposition.Turn(fractions[f], fractions[0], anchor, masses, first.Cell);
        }

        var middle = new Vector[first.Count];
        for (var atom = 0; atom < middle.Length; atom++) middle[atom] = fractions.Aggregate(default(Vector), (sum, frame) => sum + frame[atom]) / frames.Count;
        Cell box = first.Cell with { A = Average(cells, c => c.A), B = Average(cells, c => c.B), C = Average(cells, c => c.C) };
        return new(cells, fractions, first with { Cell = box, Positions = [.. middle.Select(box.ToPosition)] });
    }

    /// <summary>The way in one frame from one atom to the image of another, Å; the image counts boxes between the unwrapped atoms.</summary>
    internal Vector Way(int frame, int from, int to, Vector image) =>
        _cells[frame].ToPosition(_fractions[frame][to] - _fractions[frame][from] + image);

    /// <summary>Which image of the neighbour a neighbour among the mean positions is.</summary>
    internal Vector Image(int atom, Neighbour neighbour)
    {
        Vector image = Mean.Cell.ToFractional(neighbour.Displacement - (Mean.Positions[neighbour.Atom] - Mean.Positions[atom]));
        return new(Math.Round(image.X), Math.Round(image.Y), Math.Round(image.Z));
    }

    // An edge along which nothing repeats is a mere scale, and keeps its first length.
    private static Cell Breathing(Cell cell, Cell first) => first with
    {
        A = first.PeriodicA ? cell.A : first.A,
        B = first.PeriodicB ? cell.B : first.B,
        C = first.PeriodicC ? cell.C : first.C,
    };

    private static void Unwrap(Vector[] now, Vector[] before, Cell cell)
    {
        for (var atom = 0; atom < now.Length; atom++)
        {
            Vector step = now[atom] - before[atom];
            now[atom] -= new Vector(
                cell.PeriodicA ? Math.Round(step.X) : 0, cell.PeriodicB ? Math.Round(step.Y) : 0, cell.PeriodicC ? Math.Round(step.Z) : 0);
        }
    }

    private static Vector Centre(Vector[] fractions, double[] masses)
    {
        Vector sum = default;
        for (var atom = 0; atom < fractions.Length; atom++) sum += fractions[atom] * masses[atom];
        return sum / masses.Sum();
    }

    private static Vector Average(Cell[] cells, Func<Cell, Vector> edge) => cells.Aggregate(default(Vector), (sum, cell) => sum + edge(cell)) / cells.Length;
}
