using MathNet.Numerics.LinearAlgebra;

namespace Exafs.Physics.Structures;

/// <summary>Turns atoms about a point so that they lie best on a reference, in the sense of least squares weighted with the masses.</summary>
/// <remarks>B. K. P. Horn, J. Opt. Soc. Am. A 4, 629 (1987): the unit quaternion that belongs to the largest eigenvalue of a 4×4 matrix of moments.</remarks>
internal static class Superposition
{
    /// <summary>Atoms, reference and centre are fractions of one box.</summary>
    public static void Turn(Vector[] atoms, Vector[] reference, Vector centre, double[] masses, Cell cell)
    {
        var s = new double[3, 3];
        for (var atom = 0; atom < atoms.Length; atom++)
        {
            Vector p = cell.ToPosition(atoms[atom] - centre) * masses[atom], q = cell.ToPosition(reference[atom] - centre);
            (s[0, 0], s[0, 1], s[0, 2]) = (s[0, 0] + (p.X * q.X), s[0, 1] + (p.X * q.Y), s[0, 2] + (p.X * q.Z));
            (s[1, 0], s[1, 1], s[1, 2]) = (s[1, 0] + (p.Y * q.X), s[1, 1] + (p.Y * q.Y), s[1, 2] + (p.Y * q.Z));
            (s[2, 0], s[2, 1], s[2, 2]) = (s[2, 0] + (p.Z * q.X), s[2, 1] + (p.Z * q.Y), s[2, 2] + (p.Z * q.Z));
        }

        var moments = Matrix<double>.Build.DenseOfArray(new[,]
        {
            { s[0, 0] + s[1, 1] + s[2, 2], s[1, 2] - s[2, 1], s[2, 0] - s[0, 2], s[0, 1] - s[1, 0] },
            { s[1, 2] - s[2, 1], s[0, 0] - s[1, 1] - s[2, 2], s[0, 1] + s[1, 0], s[2, 0] + s[0, 2] },
            { s[2, 0] - s[0, 2], s[0, 1] + s[1, 0], s[1, 1] - s[0, 0] - s[2, 2], s[1, 2] + s[2, 1] },
            { s[0, 1] - s[1, 0], s[2, 0] + s[0, 2], s[1, 2] + s[2, 1], s[2, 2] - s[0, 0] - s[1, 1] },
        });
        var quaternion = moments.Evd(Symmetricity.Symmetric).EigenVectors.Column(3);
        var (w, axis) = (quaternion[0], new Vector(quaternion[1], quaternion[2], quaternion[3]));
        for (var atom = 0; atom < atoms.Length; atom++)
        {
            Vector p = cell.ToPosition(atoms[atom] - centre), aside = axis.Cross(p);
            atoms[atom] = cell.ToFractional(p + (((aside * w) + axis.Cross(aside)) * 2)) + centre;
        }
    }
}
