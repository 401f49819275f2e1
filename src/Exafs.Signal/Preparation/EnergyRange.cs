namespace Exafs.Signal;

/// <summary>A range of photon energies, both ends included, eV, absolute.</summary>
public readonly record struct EnergyRange(double From, double To)
{
    public bool Contains(double energy) => From <= energy && energy <= To;
}
