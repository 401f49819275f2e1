namespace Exafs.Monitor.Options;

/// <summary>Which channels make µ(E).</summary>
internal enum MeasurementChoice
{
    /// <summary>Whatever a scan has: its ready-made µ, or transmission, or fluorescence.</summary>
    Auto,
    Transmission,
    Fluorescence,
    Mu,
}
