namespace Exafs.Signal;

/// <summary>How far a scan has come.</summary>
public enum ScanProgress
{
    /// <summary>A snapshot of a scan that is still being measured.</summary>
    Growing,

    /// <summary>All points are there.</summary>
    Complete,

    /// <summary>Ended before its last point, by the beamline or by silence.</summary>
    Aborted,
}
