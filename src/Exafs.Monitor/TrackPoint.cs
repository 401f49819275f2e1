using Exafs.Pipeline.Changes;

namespace Exafs.Monitor;

/// <summary>One scan of the run that is shown.</summary>
/// <param name="Kelvin">NaN: no temperature came.</param>
/// <param name="Branch">Which way the temperature went.</param>
/// <param name="Features">What was watched.</param>
internal sealed record TrackPoint(double Kelvin, Branch Branch, ScanFeatures Features);
