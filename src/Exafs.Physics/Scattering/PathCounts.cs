namespace Exafs.Physics.Scattering;

/// <summary>How many paths were summed, a path and the same one backwards counted as two.</summary>
public record struct PathCounts
{
    /// <summary>0A0.</summary>
    public long Single { get; set; }

    /// <summary>0AB0.</summary>
    public long Around { get; set; }

    /// <summary>0ABA0.</summary>
    public long ThereAndBack { get; set; }

    /// <summary>0A0B0, and 0A0A0.</summary>
    public long ThroughAbsorber { get; set; }

    /// <summary>0ABC0 with three different atoms.</summary>
    public long Generic { get; set; }

    /// <summary>How many of those were evaluated; see <see cref="PathEngineOptions.GenericThreshold"/>.</summary>
    public long GenericEvaluated { get; set; }

    public static PathCounts operator +(PathCounts a, PathCounts b) => new()
    {
        Single = a.Single + b.Single,
        Around = a.Around + b.Around,
        ThereAndBack = a.ThereAndBack + b.ThereAndBack,
        ThroughAbsorber = a.ThroughAbsorber + b.ThroughAbsorber,
        Generic = a.Generic + b.Generic,
        GenericEvaluated = a.GenericEvaluated + b.GenericEvaluated,
    };
}
