using Exafs.Adapters.Streams;

namespace Exafs.Adapters.Recording;

/// <summary>One message of a recording.</summary>
/// <param name="Message">All its frames, and when it came, UTC, to 100 ns.</param>
/// <param name="Elapsed">When it came after the recording began, by a clock that nobody sets.</param>
public readonly record struct RecordedMessage(WireMessage Message, TimeSpan Elapsed);
