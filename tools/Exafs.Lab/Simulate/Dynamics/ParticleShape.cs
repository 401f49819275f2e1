namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>Outlines of nanoparticles; a radius is that of the farthest face's centre.</summary>
public enum ParticleShape
{
    Sphere,

    /// <summary>Faces (110): what surface energies make of small bcc crystals.</summary>
    RhombicDodecahedron,

    /// <summary>Faces (111) and (100) of an fcc crystal, all edges alike.</summary>
    Cuboctahedron,

    /// <summary>Mostly (111), a little (100): what surface energies make of small fcc crystals.</summary>
    TruncatedOctahedron,

    /// <summary>Twenty fcc tetrahedra, twinned (Mackay).</summary>
    Icosahedron,
}
