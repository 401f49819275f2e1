using Exafs.Signal;

namespace Exafs.Lab.Detect;

/// <summary>A scan of a simulated run and what is true of it.</summary>
/// <param name="Scan">As it comes off the wire; null where it never came or came torn.</param>
/// <param name="Kelvin">T.</param>
/// <param name="Fcc">Part of fcc.</param>
/// <param name="Oxide">Part of the oxide.</param>
/// <param name="Within32">N(0–3.2 Å).</param>
/// <param name="VolumePerAtom">Å³.</param>
/// <param name="Trouble">What the instrument does on it; null: nothing.</param>
internal sealed record SimulatedScan(Scan? Scan, double Kelvin, double Fcc, double Oxide, double Within32, double VolumePerAtom, string? Trouble);
