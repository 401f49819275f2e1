using Exafs.Signal;

namespace Exafs.Lab.Heat;

/// <summary>A scan of a simulated run, and what is true of it.</summary>
/// <param name="Scan">As the beamline measures it.</param>
/// <param name="Delivery">Whether it is sent, torn on the way, or lost.</param>
/// <param name="Truth">What is true.</param>
public sealed record HeatingScan(Scan Scan, Delivery Delivery, ScanTruth Truth);
