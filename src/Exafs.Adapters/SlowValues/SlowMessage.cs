using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Adapters.SlowValues;

/// <summary>What one message says of slow values.</summary>
/// <param name="Readings">None where there is a defect.</param>
/// <param name="Defect">Why the message cannot be used; null: it can.</param>
public sealed record SlowMessage(ImmutableArray<SlowReading> Readings, Defect? Defect = null);
