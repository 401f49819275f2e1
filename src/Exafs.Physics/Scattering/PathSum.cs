using System.Collections.Immutable;

namespace Exafs.Physics.Scattering;

/// <summary>χ(k) per absorber of an ensemble of frames, S02 = 1, by kinds of paths.</summary>
/// <param name="K">Å⁻¹ [m].</param>
/// <param name="Single">0A0 of all pairs [m].</param>
/// <param name="Triangles">0AB0, 0ABA0 and 0A0B0 [m].</param>
/// <param name="Generic">0ABC0 [m].</param>
/// <param name="Paths">How many paths were summed in all.</param>
public sealed record PathSum(ImmutableArray<double> K, ImmutableArray<double> Single, ImmutableArray<double> Triangles, ImmutableArray<double> Generic, PathCounts Paths)
{
    /// <summary>χ of all paths [m].</summary>
    public ImmutableArray<double> Total => [.. Enumerable.Range(0, K.Length).Select(m => Single[m] + Triangles[m] + Generic[m])];
}
