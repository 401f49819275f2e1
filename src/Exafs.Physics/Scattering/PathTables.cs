using System.Collections.Immutable;
using System.Numerics;

namespace Exafs.Physics.Scattering;

/// <summary>The tables of one element and edge: single scattering over 1/r, three shapes of multiple scattering over two lengths and an angle.</summary>
internal sealed class PathTables
{
    public PathTables(ReadOnlySpan<double> k, ReadOnlySpan<Complex> momentum, PathAmplitude amplitude, PathEngineOptions options)
    {
        Options = options;
        K = [.. k];
        Momentum = [.. momentum];
        Bins = RadialBins.Of(options);
        Single = new(options, momentum, amplitude);
        Around = TriangleTable.Of(new(TriangleShape.Around, options), momentum, amplitude);
        ThereAndBack = TriangleTable.Of(new(TriangleShape.ThereAndBack, options), momentum, amplitude);
        ThroughAbsorber = TriangleTable.Of(new(TriangleShape.ThroughAbsorber, options), momentum, amplitude);
    }

    public PathEngineOptions Options { get; }

    /// <summary>Å⁻¹ [n].</summary>
    public ImmutableArray<double> K { get; }

    /// <summary>p, Å⁻¹ [n].</summary>
    public ImmutableArray<Complex> Momentum { get; }

    public RadialBins Bins { get; }

    public SingleTable Single { get; }

    public TriangleTable Around { get; }

    public TriangleTable ThereAndBack { get; }

    public TriangleTable ThroughAbsorber { get; }
}
