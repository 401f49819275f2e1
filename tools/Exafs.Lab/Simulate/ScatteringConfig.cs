namespace Exafs.Lab.Simulate;

/// <summary>The crystal whose potentials scatter the electron in all structures.</summary>
public sealed record ScatteringConfig
{
    /// <summary>bcc or fcc.</summary>
    public required string Structure { get; init; }

    public required double LatticeAngstrom { get; init; }

    /// <summary>Of the other potentials, which validation structures are evaluated with, too: within it charges are found self-consistently, Å.</summary>
    public double SelfConsistentRadiusAngstrom { get; init; } = 4.5;

    internal void Check()
    {
        if (Structure is not ("bcc" or "fcc")) throw new UsageException($"scattering.structure = {Structure}: allowed is bcc or fcc");
        if (!(LatticeAngstrom is > 1 and < 20)) throw new UsageException($"scattering.lattice_angstrom = {LatticeAngstrom}: allowed is 1 to 20");
        if (!(SelfConsistentRadiusAngstrom is > 2 and < 10)) throw new UsageException($"scattering.self_consistent_radius_angstrom = {SelfConsistentRadiusAngstrom}: allowed is 2 to 10");
    }
}
