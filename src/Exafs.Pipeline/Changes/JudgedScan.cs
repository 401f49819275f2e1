namespace Exafs.Pipeline.Changes;

/// <summary>What is kept of a usable scan while a change may be going on.</summary>
/// <param name="Number">Of the scan within its series.</param>
/// <param name="ScanId">Its id.</param>
/// <param name="Kelvin">Its temperature; NaN: none.</param>
/// <param name="Values">The features that are watched, in the order of the watches; NaN where one is missing.</param>
/// <param name="Part">What is new in the spectrum, relative to it.</param>
internal sealed record JudgedScan(int Number, string ScanId, double Kelvin, double[] Values, double Part);
