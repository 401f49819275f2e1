namespace Exafs.Physics.Scattering;

/// <summary>The multiple scattering of up to four legs that two lengths and an angle describe; 0 is the absorber.</summary>
internal enum TriangleShape
{
    /// <summary>0AB0: r₁ from 0 to the nearer atom A, r₂ from A to B, the angle by which the way turns at A.</summary>
    Around,

    /// <summary>0ABA0: r₁ from 0 to A, r₂ from A to B, the angle by which the way turns at A.</summary>
    ThereAndBack,

    /// <summary>0A0B0: r₁ from 0 to A, r₂ from 0 to B, the angle by which the way turns at 0.</summary>
    ThroughAbsorber,
}
