using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Adapters.Streams;

/// <summary>What one message carries, whatever it is for.</summary>
/// <param name="Kind">The format's own word for it, such as "event", "scan" or "image".</param>
/// <param name="Readings">Its channels; none of a message that only opens or closes something.</param>
public sealed record StreamObservation(string Kind, ImmutableArray<StreamReading> Readings)
{
    /// <summary>What counts up by one from message to message of one <see cref="Series"/>; null: nothing does.</summary>
    public long? Sequence { get; init; }

    /// <summary>Whose <see cref="Sequence"/> it is: a descriptor, a run; "" where there is one alone.</summary>
    public string Series { get; init; } = "";

    /// <summary>What else a person should know, such as that the data stand in files.</summary>
    public string? Remark { get; init; }

    /// <summary>Why the message cannot be used; null: it can.</summary>
    public Defect? Defect { get; init; }
}
