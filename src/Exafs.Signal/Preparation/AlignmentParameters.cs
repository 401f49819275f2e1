namespace Exafs.Signal;

/// <summary>How a spectrum is aligned to a reference.</summary>
public sealed record AlignmentParameters
{
    /// <summary>The fit begins here, eV relative to the reference's E0.</summary>
    public double From { get; init; } = -15;

    /// <summary>The fit ends here, eV relative to the reference's E0.</summary>
    public double To { get; init; } = 35;

    /// <summary>Largest shift that is looked for, eV.</summary>
    public double MaxShift { get; init; } = 20;
}
