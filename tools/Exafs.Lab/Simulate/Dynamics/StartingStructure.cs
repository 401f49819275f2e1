using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Exafs.Physics.Structures;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>Where the atoms of a run start.</summary>
public static class StartingStructure
{
    // Beyond the longest distance of g(R), so that a particle sees no image of itself, with room for it to turn.
    private const double Vacuum = 14;

    public static AtomicStructure Of(DynamicsRun run, int atomicNumber)
    {
        if (run.Phase == DynamicsPhase.Particle) return Particle(run, atomicNumber);
        return Crystal(run.Crystal, atomicNumber, run.LatticeAngstrom, run.Cells[0], run.Cells[1], run.Cells[2]);
    }

    /// <summary>As LAMMPS reads it (read_data, atom_style atomic). Potentials of several elements ask for as many types; all atoms are of the first.</summary>
    public static string ToLammps(AtomicStructure structure, ImmutableArray<string> elements, string title)
    {
        var text = new StringBuilder();
        var types = Math.Max(1, elements.Length);
        text.Append(CultureInfo.InvariantCulture, $"{title}\n\n{structure.Count} atoms\n{types} atom types\n\n");
        text.Append(CultureInfo.InvariantCulture, $"0 {structure.Cell.A.X:F6} xlo xhi\n0 {structure.Cell.B.Y:F6} ylo yhi\n0 {structure.Cell.C.Z:F6} zlo zhi\n\nMasses\n\n");
        for (var type = 1; type <= types; type++)
        {
            var element = type == 1 ? structure.AtomicNumbers[0] : Elements.NumberOf(elements[type - 1]);
            text.Append(CultureInfo.InvariantCulture, $"{type} {Elements.MassOf(element)}\n");
        }

        text.Append("\nAtoms # atomic\n\n");
        for (var i = 0; i < structure.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i + 1} 1 {structure.Positions[i].X:F6} {structure.Positions[i].Y:F6} {structure.Positions[i].Z:F6}\n");
        return text.ToString();
    }

    private static AtomicStructure Crystal(DynamicsPhase crystal, int atomicNumber, double a, int nx, int ny, int nz) => crystal switch
    {
        DynamicsPhase.Bcc => Crystals.Bcc(atomicNumber, a, nx, ny, nz),
        DynamicsPhase.Fcc => Crystals.Fcc(atomicNumber, a, nx, ny, nz),
        _ => Crystals.Hcp(atomicNumber, a, Math.Sqrt(8.0 / 3) * a, nx, ny, nz),
    };

    private static AtomicStructure Particle(DynamicsRun run, int atomicNumber)
    {
        ImmutableArray<Vector> atoms = run.Shape == ParticleShape.Icosahedron
            ? Nanoparticles.Icosahedron(run.LatticeAngstrom / Math.Sqrt(2), run.RadiusAngstrom)
            : Cut(run, atomicNumber);
        var edge = (2 * atoms.Max(atom => atom.Length)) + Vacuum;
        var middle = new Vector(edge / 2, edge / 2, edge / 2);
        return AtomicStructure.Of(atomicNumber, Cell.Orthogonal(edge, edge, edge), [.. atoms.Select(atom => atom + middle)]);
    }

    private static ImmutableArray<Vector> Cut(DynamicsRun run, int atomicNumber)
    {
        var cells = 2 * ((int)Math.Ceiling(2 * run.RadiusAngstrom / run.LatticeAngstrom) + 1);
        AtomicStructure crystal = Crystal(run.Crystal, atomicNumber, run.LatticeAngstrom, cells, cells, cells);
        Vector centre = crystal.Cell.ToPosition(new(0.5, 0.5, 0.5));
        return Nanoparticles.Cut([.. crystal.Positions.Select(position => position - centre)], run.Shape switch
        {
            ParticleShape.RhombicDodecahedron => Nanoparticles.RhombicDodecahedron,
            ParticleShape.Cuboctahedron => Nanoparticles.Cuboctahedron,
            ParticleShape.TruncatedOctahedron => Nanoparticles.TruncatedOctahedron,
            _ => [],
        }, run.RadiusAngstrom);
    }
}
