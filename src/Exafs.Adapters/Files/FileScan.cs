using Exafs.Signal;

namespace Exafs.Adapters.Files;

/// <summary>A scan as it stood in a file.</summary>
/// <param name="Scan">The channels that the file holds, energy in eV in the order of acquisition.</param>
/// <param name="Label">What the file calls it, or the name of the file.</param>
/// <param name="Mode">Which of the channels make µ(E): the choice that <paramref name="ColumnsNote"/> tells.</param>
/// <param name="ColumnsNote">For a person: which columns were taken, what was converted, how many rows were dropped.</param>
/// <param name="Format">Name of the format.</param>
public sealed record FileScan(Scan Scan, string Label, MeasurementMode Mode, string ColumnsNote, string Format);
