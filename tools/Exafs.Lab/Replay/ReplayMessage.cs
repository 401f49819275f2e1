namespace Exafs.Lab.Replay;

/// <summary>One message of a replay.</summary>
/// <param name="Due">When, after the start.</param>
/// <param name="Write">Its bytes; the argument is the time of the start, UTC.</param>
/// <param name="EndsScan">It is the last of its scan.</param>
public sealed record ReplayMessage(TimeSpan Due, Func<DateTime, byte[]> Write, bool EndsScan);
