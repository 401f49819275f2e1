namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>What the atoms of a run are.</summary>
public enum DynamicsPhase
{
    Bcc,
    Fcc,
    Hcp,
    Liquid,

    /// <summary>Melted, then cooled too fast to crystallise.</summary>
    Quenched,

    /// <summary>A nanoparticle in vacuum.</summary>
    Particle,
}
