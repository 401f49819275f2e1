using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Exafs.Adapters.ScanV1;

/// <summary>Bragg's law: E = hc / (2 d sin θ).</summary>
public static class Bragg
{
    /// <summary>hc, eV Å (CODATA 2018, exact).</summary>
    public const double PlanckTimesLight = 12398.419843320026;

    /// <summary>Photon energy, eV [n], of the angles, degree [n]; an angle that no photon has gives no finite positive energy.</summary>
    /// <param name="angleDegree">θ, degree [n].</param>
    /// <param name="dSpacing">Lattice spacing, Å.</param>
    public static ImmutableArray<double> Energy(ImmutableArray<double> angleDegree, double dSpacing)
    {
        var energy = new double[angleDegree.Length];
        for (int i = 0; i < energy.Length; i++)
            energy[i] = PlanckTimesLight / (2 * dSpacing * Math.Sin(double.DegreesToRadians(angleDegree[i])));
        return ImmutableCollectionsMarshal.AsImmutableArray(energy);
    }
}
