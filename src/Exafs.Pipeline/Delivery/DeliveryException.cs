namespace Exafs.Pipeline.Delivery;

/// <summary>Thrown by a target that does not take something now, and may later.</summary>
/// <param name="reason">Stable snake_case word, such as "unavailable".</param>
/// <param name="message">The target's words.</param>
/// <param name="retryAfter">How long it asks to be left alone; null: it does not say.</param>
/// <param name="needsHelp">It will not take anything until somebody has mended something: a token, the name of a bucket.</param>
/// <param name="inner">The cause.</param>
public sealed class DeliveryException(string reason, string message, TimeSpan? retryAfter, bool needsHelp, Exception? inner = null) : Exception(message, inner)
{
    public string Reason { get; } = reason;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    public bool NeedsHelp { get; } = needsHelp;
}
