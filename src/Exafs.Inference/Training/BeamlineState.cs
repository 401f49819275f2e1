using Exafs.Physics.Experiment;

namespace Exafs.Inference.Training;

/// <summary>A beamline during one scan.</summary>
internal readonly record struct BeamlineState
{
    /// <summary>By how much theory's k = 0 lies above E0 of the reduction, eV.</summary>
    public required double DeltaE0 { get; init; }

    /// <summary>S0².</summary>
    public required double S02 { get; init; }

    /// <summary>The edge's own absorption falls as E to the minus this.</summary>
    public required double AtomicExponent { get; init; }

    /// <summary>Absorption before the edge, in edge steps.</summary>
    public double Other { get; init; }

    /// <summary>In edge steps.</summary>
    public double WhiteLine { get; init; }

    /// <summary>Bend over 1000 eV, in edge steps.</summary>
    public double Curvature { get; init; }

    /// <summary>A wave of this distance on the absorption, Å.</summary>
    public double WaveDistance { get; init; }

    /// <summary>rad.</summary>
    public double WavePhase { get; init; }

    /// <summary>In edge steps.</summary>
    public double WaveHeight { get; init; }

    /// <summary>Of a reading, in edge steps, 1 σ.</summary>
    public double Noise { get; init; }

    /// <summary>Where, as a share of the points after the edge.</summary>
    public double GlitchPlace { get; init; }

    /// <summary>In edge steps; 0: none.</summary>
    public double GlitchHeight { get; init; }

    /// <summary>Points, odd.</summary>
    public int GlitchWidth { get; init; }

    public static BeamlineState Draw(SampleOptions options, RandomStream random) => new()
    {
        DeltaE0 = options.DeltaE0 + (options.DeltaE0Spread * random.Normal()),
        S02 = Math.Max(0.3 * options.S02, options.S02 + (options.S02Spread * random.Normal())),
        AtomicExponent = options.AtomicExponent.At(random.Uniform()),
        Other = 2 * random.Uniform(),
        WhiteLine = options.WhiteLine * random.Uniform(),
        Curvature = options.Curvature * random.Normal(),
        WaveDistance = 0.1 + (0.8 * random.Uniform()),
        WavePhase = 2 * Math.PI * random.Uniform(),
        WaveHeight = options.Background * random.Normal(),
        Noise = options.Noise.High > 0 ? options.Noise.LogAt(random.Uniform()) : 0,
        GlitchHeight = random.Uniform() < options.GlitchShare ? options.GlitchHeight * random.Normal() : 0,
        GlitchPlace = random.Uniform(),
        GlitchWidth = random.Uniform() < 0.5 ? 1 : 3,
    };
}
