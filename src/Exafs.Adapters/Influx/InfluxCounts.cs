namespace Exafs.Adapters.Influx;

/// <summary>What became of the reports: each was written, or is counted here with the reason.</summary>
/// <param name="Written">Reports written.</param>
/// <param name="Growing">Snapshots of growing scans, left out.</param>
/// <param name="NoTime">Scans whose data carry no time, left out: a point without the scan's own time could not be written again without doubling it.</param>
/// <param name="Refused">Points that the server will never take.</param>
/// <param name="LastRefusal">What it said of the last one.</param>
public readonly record struct InfluxCounts(long Written, long Growing, long NoTime, long Refused, string? LastRefusal);
