using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Exafs.Physics.Structures;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>Where the atoms of a run start.</summary>
public static class StartingStructure
{
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
        AtomicStructure cell = Crystal(run.Crystal, atomicNumber, run.LatticeAngstrom, 1, 1, 1);
        var (radius, nearest) = (run.RadiusAngstrom, run.LatticeAngstrom / Math.Sqrt(2));
        return run.Shape switch
        {
            ParticleShape.RhombicDodecahedron => Nanoparticles.Faceted(cell, double.PositiveInfinity, radius, double.PositiveInfinity),
            // (111) cuts the cube's edges in their middles.
            ParticleShape.Cuboctahedron => Nanoparticles.Faceted(cell, radius, double.PositiveInfinity, radius * 2 / Math.Sqrt(3)),
            // All edges alike.
            ParticleShape.TruncatedOctahedron => Nanoparticles.Faceted(cell, radius, double.PositiveInfinity, radius * Math.Sqrt(3) / 2),
            ParticleShape.Icosahedron => Nanoparticles.Icosahedron(atomicNumber, nearest, Math.Max(1, (int)(radius / nearest))),
            _ => Nanoparticles.Sphere(cell, radius),
        };
    }
}
