using System.Collections.Immutable;

namespace Exafs.Signal;

/// <summary>µ(E) of a scan, or why there is none.</summary>
/// <param name="Spectrum">µ(E) in the order of acquisition, every value finite; null with a defect.</param>
/// <param name="Defect">What forbade it; null with a spectrum.</param>
/// <param name="Dropped">Indices into the scan of the bad points that were left out, ascending.</param>
public readonly record struct AbsorptionResult(Spectrum? Spectrum, Defect? Defect, ImmutableArray<int> Dropped)
{
    /// <summary>How many bad points were left out.</summary>
    public int DroppedPoints => Dropped.IsDefault ? 0 : Dropped.Length;

    internal static AbsorptionResult Failed(string reason, string detail) => new(null, new Defect(reason, detail), []);
}
