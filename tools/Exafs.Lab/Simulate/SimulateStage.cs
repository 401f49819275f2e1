namespace Exafs.Lab.Simulate;

/// <summary>What of the way from configuration to library is gone.</summary>
public enum SimulateStage
{
    /// <summary>Molecular dynamics alone.</summary>
    Dynamics,

    /// <summary>Structures of the runs that are finished.</summary>
    Structures,

    /// <summary>The library of structures that are finished.</summary>
    Merge,

    /// <summary>One after the other.</summary>
    All,
}
