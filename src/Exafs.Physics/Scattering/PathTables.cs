namespace Exafs.Physics.Scattering;

/// <summary>The tables of one element and edge: single scattering over 1/r, three shapes of multiple scattering over two lengths and an angle.</summary>
internal sealed class PathTables
{
    public PathTables(int knots, PathAmplitude amplitude, PathEngineOptions options)
    {
        Options = options;
        Bins = RadialBins.Of(options, options.MaximumHalfLength);
        PairBins = RadialBins.Of(options, options.MaximumPairDistance);
        Single = new(options, knots, amplitude);
        Around = TriangleTable.Of(new(TriangleShape.Around, options), knots, amplitude);
        ThereAndBack = TriangleTable.Of(new(TriangleShape.ThereAndBack, options), knots, amplitude);
        ThroughAbsorber = TriangleTable.Of(new(TriangleShape.ThroughAbsorber, options), knots, amplitude);
    }

    public PathEngineOptions Options { get; }

    /// <summary>Of paths over two and more atoms.</summary>
    public RadialBins Bins { get; }

    /// <summary>Of single scattering.</summary>
    public RadialBins PairBins { get; }

    public SingleTable Single { get; }

    public TriangleTable Around { get; }

    public TriangleTable ThereAndBack { get; }

    public TriangleTable ThroughAbsorber { get; }
}
