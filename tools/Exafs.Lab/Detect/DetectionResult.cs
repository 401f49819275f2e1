using System.Collections.Immutable;

namespace Exafs.Lab.Detect;

/// <summary>One simulated run, and what was said of it.</summary>
public sealed record DetectionResult
{
    public required string Scenario { get; init; }

    public required ulong Seed { get; init; }

    public required double Noise { get; init; }

    public required bool WithPack { get; init; }

    public required int Scans { get; init; }

    public ImmutableArray<FoundTransition> Transitions { get; init; } = [];

    public int OnsetsMissed => Transitions.Count(transition => !transition.OnsetFound);

    /// <summary>Structural events that belong to nothing that happened.</summary>
    public required int FalseAlarms { get; init; }

    /// <summary>Root mean square of estimated less true part of fcc; NaN without a pack.</summary>
    public required double PhaseFractionRmse { get; init; }

    /// <summary>Instrument events that happened, and those that were named rightly on their scan.</summary>
    public required int InstrumentEvents { get; init; }

    public required int InstrumentNamed { get; init; }

    /// <summary>An unknown structure was announced while one was there; null where none was.</summary>
    public bool? UnknownFound { get; init; }

    /// <summary>Scans from 10 % of the unknown structure to its announcement.</summary>
    public int? UnknownDelayScans { get; init; }

    /// <summary>Median time that detection took, µs a scan.</summary>
    public required double Microseconds { get; init; }

    /// <summary>What was announced, in words.</summary>
    public required ImmutableArray<string> Events { get; init; }
}
