namespace Exafs.Physics.Structures;

/// <summary>What a run is made of.</summary>
public enum PhaseLabel
{
    Bcc,
    Fcc,
    Hcp,
    Icosahedral,

    /// <summary>More than one crystal, or a crystal beside something else.</summary>
    Mixed,

    /// <summary>No crystal, and atoms that wander off.</summary>
    Liquid,

    /// <summary>No crystal, and atoms that stay (a glass), or a single frame, which cannot tell.</summary>
    Disordered,
}
