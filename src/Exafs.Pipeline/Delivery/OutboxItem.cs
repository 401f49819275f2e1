namespace Exafs.Pipeline.Delivery;

/// <summary>Something that a target is owed.</summary>
/// <param name="Id">Never used twice.</param>
/// <param name="Body">As it is sent: a line of line protocol, an alert as JSON.</param>
public sealed record OutboxItem(long Id, string Body);
