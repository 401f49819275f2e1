namespace Exafs.Lab.Dashboards.Queries;

/// <summary>A column of a table of scans or events.</summary>
/// <param name="Name">As it is stored, such as scan_id.</param>
/// <param name="Label">As it is shown.</param>
/// <param name="IsTag">A tag, not a field.</param>
internal sealed record Column(string Name, string Label, bool IsTag = false);
