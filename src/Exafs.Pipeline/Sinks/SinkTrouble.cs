namespace Exafs.Pipeline;

/// <summary>A failed attempt to write, for whoever keeps a log.</summary>
/// <param name="Sink">The sink's name.</param>
/// <param name="Failures">Failed attempts with these reports so far.</param>
/// <param name="Reports">How many reports the attempt was about.</param>
/// <param name="RetryIn">Wait until the next attempt; null: these reports are given up.</param>
/// <param name="Cause">What the sink threw.</param>
public sealed record SinkTrouble(string Sink, int Failures, int Reports, TimeSpan? RetryIn, Exception Cause);
