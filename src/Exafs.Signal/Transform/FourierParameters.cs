namespace Exafs.Signal;

/// <summary>Larch's xftf parameters.</summary>
public sealed record FourierParameters
{
    /// <summary>Start of the window, Å⁻¹.</summary>
    public double KMin { get; init; }

    /// <summary>End of the window, Å⁻¹; null: the end of the data.</summary>
    public double? KMax { get; init; } = 20;

    /// <summary>Weight kⁿ; null: Larch's default of the version in force (2, and 0 in 0.9.58).</summary>
    public double? KWeight { get; init; }

    /// <summary>Window sill, Å⁻¹ (for Kaiser: the argument of the Bessel function).</summary>
    public double Dk { get; init; } = 1;

    /// <summary>Sill at the upper end, Å⁻¹; null: as <see cref="Dk"/>.</summary>
    public double? Dk2 { get; init; }

    public WindowKind Window { get; init; } = WindowKind.Kaiser;

    /// <summary>Largest R given out, Å.</summary>
    public double RMaxOut { get; init; } = 10;
}
