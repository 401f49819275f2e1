namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>Outlines of nanoparticles; the radius is that of a sphere, and the distance of the faces named first (of an icosahedron: of the corners).</summary>
public enum ParticleShape
{
    Sphere,

    /// <summary>Faces (110): what surface energies make of small bcc crystals.</summary>
    RhombicDodecahedron,

    /// <summary>Faces (100) and (111) of an fcc crystal that meet in the middles of the cube's edges.</summary>
    Cuboctahedron,

    /// <summary>Faces (100) and larger ones (111), all edges alike: near what surface energies make of small fcc crystals.</summary>
    TruncatedOctahedron,

    /// <summary>Twenty fcc tetrahedra, twinned (Mackay).</summary>
    Icosahedron,
}
