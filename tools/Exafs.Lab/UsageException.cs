namespace Exafs.Lab;

/// <summary>The caller asked for what cannot be; the message is one line that names it.</summary>
public sealed class UsageException(string message) : Exception(message);
