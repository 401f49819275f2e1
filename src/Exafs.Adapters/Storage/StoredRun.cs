namespace Exafs.Adapters.Storage;

/// <summary>A run in the store, and how many scans of it there are.</summary>
public sealed record StoredRun(string RunId, long Analyzed, long Rejected);
