namespace Exafs.Signal;

/// <summary>Whose numbers to give where Larch's versions differ from each other, or from ours.</summary>
public enum Compatibility
{
    /// <summary>Our own: Larch 2026.3.1, with a clamp that does not depend on the scale of µ and with duplicate energies averaged.</summary>
    None,

    /// <summary>Larch 2026.3.1, its clamp and its handling of duplicates included.</summary>
    Larch2026_3_1,

    /// <summary>Larch 0.9.58, the version in Debian 12.</summary>
    Larch0_9_58,
}
