namespace Exafs.Monitor;

/// <summary>Something that happened.</summary>
internal sealed record Event(DateTimeOffset Time, bool IsWarning, string Text);
