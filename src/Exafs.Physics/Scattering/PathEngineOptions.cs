namespace Exafs.Physics.Scattering;

/// <summary>Which paths count, and how finely their amplitudes are tabulated.</summary>
public sealed record PathEngineOptions
{
    /// <summary>Longest half path length, Å (FEFF's RPATH).</summary>
    public double MaximumHalfLength { get; init; } = 7.2;

    /// <summary>Over the last Å before it, paths over two and more atoms fade out.</summary>
    /// <remarks>Where nothing is periodic, in liquids, a sharp end shows as ripples as strong as the first shell.</remarks>
    public double Fade { get; init; } = 0.8;

    /// <summary>Where single scattering ends, Å; it fades out from <see cref="MaximumHalfLength"/> on.</summary>
    public double MaximumPairDistance { get; init; } = 10;

    /// <summary>Shortest distance of two atoms, Å; nearer ones are refused.</summary>
    public double MinimumLeg { get; init; } = 1.6;

    /// <summary>Width of a bin of half path lengths, Å.</summary>
    public double RadialStep { get; init; } = 0.005;

    /// <summary>Of the paths over three different atoms that are weaker than this, in units of single scattering at 2.5 Å, a random few stand for all; 0: none is left out.</summary>
    public double GenericThreshold { get; init; } = 0.006;

    /// <summary>Nodes in 1/r of single scattering.</summary>
    public int SingleNodes { get; init; } = 40;

    /// <summary>Nodes in 1/r of each of the two legs of a triangle.</summary>
    public int TriangleNodes { get; init; } = 20;

    /// <summary>Intervals of the scattering angle between 0 and π.</summary>
    public int AngleIntervals { get; init; } = 36;

    /// <summary>All paths up to a half length, and none beyond, as FEFF takes them.</summary>
    public static PathEngineOptions CutAt(double halfLength) => new() { MaximumHalfLength = halfLength, MaximumPairDistance = halfLength, Fade = 0 };
}
