namespace Exafs.Pipeline;

/// <summary>Thrown by a sink that will never take what it was given: trying again is no use. The report concerned is given up and counted under <see cref="Reason"/>; its neighbours are written.</summary>
public sealed class UndeliverableException(string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Stable snake_case word, such as "bad_request".</summary>
    public string Reason { get; } = reason;
}
