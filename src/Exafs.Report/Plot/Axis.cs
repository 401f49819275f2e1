using System.Collections.Immutable;

namespace Exafs.Report.Plot;

/// <summary>One direction of a panel.</summary>
/// <param name="Label">With its unit in brackets; *italics*, powers ² ⁻¹ and indices ₀ as they are written.</param>
public sealed record Axis(string Label)
{
    /// <summary>Where it begins and ends; null: with what is drawn.</summary>
    public double? Min { get; init; }

    /// <inheritdoc cref="Min"/>
    public double? Max { get; init; }

    /// <summary>Names instead of numbers: the first stands at 0, the next at 1, and so on.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>About how many numbers it has.</summary>
    public int Ticks { get; init; } = 5;
}
