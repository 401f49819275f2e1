namespace Exafs.Adapters.Streams;

/// <summary>What the channel of the energy is given in.</summary>
public enum EnergyUnit
{
    /// <summary>As the stream says; where it says nothing, eV.</summary>
    Auto,
    ElectronVolt,
    KiloElectronVolt,

    /// <summary>Bragg angle, degree; needs the lattice spacing.</summary>
    Degree,
}
