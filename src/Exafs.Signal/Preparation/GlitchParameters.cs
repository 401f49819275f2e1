namespace Exafs.Signal;

/// <summary>What counts as a glitch.</summary>
public sealed record GlitchParameters
{
    /// <summary>Deviation from the neighbours that makes a glitch, in local robust standard deviations.</summary>
    public double Threshold { get; init; } = 8;

    /// <summary>Smallest deviation that is worth a repair, as a part of max µ − min µ.</summary>
    public double MinimumFraction { get; init; } = 5e-3;

    /// <summary>Most neighbouring points of one glitch, 1 to 3.</summary>
    public int MaxWidth { get; init; } = 3;

    /// <summary>Largest part of the points that may be glitches; beyond it the spectrum is noisy, and left alone.</summary>
    public double MaxFraction { get; init; } = 0.05;

    /// <summary>The edge, which is sharp by nature and never touched, begins here, eV relative to E0.</summary>
    public double EdgeFrom { get; init; } = -20;

    /// <summary>The edge ends here, eV relative to E0.</summary>
    public double EdgeTo { get; init; } = 50;
}
