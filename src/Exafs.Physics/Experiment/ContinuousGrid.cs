using Exafs.Signal;

namespace Exafs.Physics.Experiment;

/// <summary>A quick scan: the crystal turns at constant angular velocity and the detectors are read at a constant rate.</summary>
/// <remarks>Oversampled by far: to be rebinned. A reading is taken at the energy of its middle.</remarks>
public sealed record ContinuousGrid : EnergyGrid
{
    /// <summary>eV relative to the tabulated edge.</summary>
    public double From { get; init; } = -150;

    /// <summary>eV relative to the tabulated edge.</summary>
    public double To { get; init; } = 1000;

    /// <summary>One sweep, s.</summary>
    public double Duration { get; init; } = 2;

    /// <summary>Readings per second.</summary>
    public double Rate { get; init; } = 2000;

    /// <summary>Of the crystal, Å; Si(111).</summary>
    public double DSpacing { get; init; } = 3.1356;

    /// <inheritdoc/>
    protected override (double Energy, double Dwell)[] Ascending(double e0)
    {
        var points = (int)Math.Round(Duration * Rate);
        var (first, last) = (Monochromator.Angle(e0 + From, DSpacing), Monochromator.Angle(e0 + To, DSpacing));
        return [.. Enumerable.Range(0, points).Select(i => (Monochromator.Energy(first + ((last - first) * (i + 0.5) / points), DSpacing), 1 / Rate))];
    }
}
