using Exafs.Adapters.Streams;

namespace Exafs.Adapters.ZeroMq;

/// <summary>One message, or nothing but the time when none came.</summary>
/// <param name="Message">Null: only the clock went on.</param>
/// <param name="Received">Clock reading when the last byte was there.</param>
public readonly record struct ZeroMqMessage(WireMessage? Message, long Received);
