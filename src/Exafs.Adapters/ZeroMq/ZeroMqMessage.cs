namespace Exafs.Adapters.ZeroMq;

/// <summary>The payload of one message, or nothing but the time when none came.</summary>
/// <param name="Payload">Last frame; null: only the clock went on.</param>
/// <param name="Received">Clock reading when the last byte was there.</param>
internal readonly record struct ZeroMqMessage(byte[]? Payload, long Received);
