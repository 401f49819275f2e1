namespace Exafs.Physics.Structures;

/// <summary>Reads the text dumps of LAMMPS (styles atom and custom) frame by frame.</summary>
/// <remarks>Positions come from x, xu, xs or xsu (and y, z alike); elements from the column element, or from type and the list handed in.
/// Lengths are Å (units metal or real). Atoms are sorted by id, where there is one.</remarks>
public static class LammpsDump
{
    /// <param name="text">The dump.</param>
    /// <param name="elementsOfTypes">The atomic number of type 1, 2, …; not needed where the dump has the column element.</param>
    /// <exception cref="StructureFormatException">In the enumeration, after the frames before the fault; <see cref="StructureFormatException.Cut"/> where a frame is not finished.</exception>
    public static IEnumerable<Snapshot> Read(TextReader text, IReadOnlyList<int>? elementsOfTypes = null) => Read(new TextLines(text), elementsOfTypes);

    internal static IEnumerable<Snapshot> Read(TextLines lines, IReadOnlyList<int>? elementsOfTypes)
    {
        while (true)
        {
            var line = lines.Next();
            while (line is not null && string.IsNullOrWhiteSpace(line)) line = lines.Next();
            if (line is null) yield break;
            yield return Frame(lines, line, elementsOfTypes);
        }
    }

    private static Snapshot Frame(TextLines lines, string line, IReadOnlyList<int>? elements)
    {
        long? step = null, count = null;
        LammpsBox? box = null;
        while (!line.StartsWith("ITEM: ATOMS", StringComparison.Ordinal))
        {
            if (line == "ITEM: TIMESTEP") step = lines.Integer(lines.Need("the step").AsSpan().Trim(), "the step");
            else if (line == "ITEM: NUMBER OF ATOMS") count = lines.Integer(lines.Need("the number of atoms").AsSpan().Trim(), "the number of atoms");
            else if (line.StartsWith("ITEM: BOX BOUNDS", StringComparison.Ordinal)) box = LammpsBox.Read(lines, line);
            else if (line == "ITEM: UNITS") CheckUnits(lines);
            else if (line == "ITEM: TIME") lines.Need("the time");
            else throw lines.Wrong($"\"{TextLines.Short(line)}\" is no item of a LAMMPS dump");
            line = lines.Need("the atoms of a frame");
        }

        if (step is null || count is null || box is null) throw lines.Wrong("the atoms come before their step, number or box");
        if (count is < 1 or > int.MaxValue) throw lines.Wrong($"a frame of {count} atoms");
        return new(step.Value, Atoms(lines, LammpsColumns.Of(lines, line, elements), (int)count, step.Value, box));
    }

    private static AtomicStructure Atoms(TextLines lines, LammpsColumns columns, int count, long step, LammpsBox box)
    {
        // Grown as lines arrive: a number that is wrong must not cost its memory.
        var atoms = new List<(long Id, int Element, Vector Position)>();
        while (atoms.Count < count)
        {
            var line = lines.Next();
            // A run that was killed and started again goes on in the middle of the line where it stopped.
            if (line is null || line.Contains("ITEM:", StringComparison.Ordinal))
                throw new StructureFormatException($"the frame of step {step} has {atoms.Count} of {count} atoms", lines.Number, cut: true);
            atoms.Add(columns.Atom(lines, line, box, atoms.Count + 1));
        }

        // LAMMPS ends every line: one that is open may have lost digits.
        if (!lines.Finished) throw lines.Wrong($"atom {count} of {count} of step {step}");
        atoms.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        for (var i = 1; i < count; i++)
            if (atoms[i].Id == atoms[i - 1].Id) throw lines.Wrong($"the frame of step {step} has atom {atoms[i].Id} twice");
        return new(box.Cell, [.. atoms.Select(atom => atom.Position)], [.. atoms.Select(atom => atom.Element)]);
    }

    private static void CheckUnits(TextLines lines)
    {
        var units = lines.Need("the units").Trim();
        if (units is not ("metal" or "real")) throw lines.Wrong($"lengths in units of \"{TextLines.Short(units)}\" are not Å (metal and real are)");
    }
}
