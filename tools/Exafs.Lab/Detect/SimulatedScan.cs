using Exafs.Lab.Heat;

namespace Exafs.Lab.Detect;

/// <summary>What is true of a scan of a simulated run, as far as it is judged.</summary>
/// <param name="Kelvin">T.</param>
/// <param name="Fcc">Part of fcc.</param>
/// <param name="Oxide">Part of the oxide.</param>
/// <param name="Within32">N(0–3.2 Å).</param>
/// <param name="VolumePerAtom">Å³.</param>
/// <param name="Trouble">What the instrument does on it; null: nothing.</param>
internal sealed record SimulatedScan(double Kelvin, double Fcc, double Oxide, double Within32, double VolumePerAtom, string? Trouble)
{
    public static SimulatedScan Of(ScanTruth truth) =>
        new(truth.TemperatureKelvin, truth.FractionFcc, truth.FractionOxide, truth.NWithin32Angstrom, truth.VolumePerAtomAngstrom3, truth.Instrument);
}
