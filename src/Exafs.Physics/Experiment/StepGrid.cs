using Exafs.Signal;

namespace Exafs.Physics.Experiment;

/// <summary>A step scan: coarse before the edge, fine on it, uniform in k beyond. Energies are eV relative to the tabulated edge.</summary>
public sealed record StepGrid : EnergyGrid
{
    public double PreFrom { get; init; } = -150;

    public double PreTo { get; init; } = -20;

    /// <summary>eV.</summary>
    public double PreStep { get; init; } = 5;

    /// <summary>Where the region uniform in k begins.</summary>
    public double EdgeTo { get; init; } = 30;

    /// <summary>eV.</summary>
    public double EdgeStep { get; init; } = 0.5;

    /// <summary>Å⁻¹.</summary>
    public double KStep { get; init; } = 0.05;

    /// <summary>Å⁻¹.</summary>
    public double KMax { get; init; } = 15;

    /// <summary>s.</summary>
    public double Dwell { get; init; } = 0.5;

    /// <summary>In the region uniform in k readings last longer, as k to this power.</summary>
    public double DwellExponent { get; init; }

    public override double Settling => SettlingTime;

    /// <summary>The motor moves and comes to rest, s.</summary>
    public double SettlingTime { get; init; } = 0.1;

    /// <inheritdoc/>
    protected override (double Energy, double Dwell)[] Ascending(double e0)
    {
        var firstK = Wavenumber.FromEnergy(EdgeTo);
        return
        [
            .. Uniform(PreFrom, PreTo, PreStep).Select(energy => (e0 + energy, Dwell)),
            .. Uniform(PreTo, EdgeTo, EdgeStep).Select(energy => (e0 + energy, Dwell)),
            .. Uniform(firstK, KMax + (KStep / 2), KStep).Select(k => (e0 + Wavenumber.ToEnergy(k), Dwell * Math.Pow(k / firstK, DwellExponent))),
        ];
    }

    private static IEnumerable<double> Uniform(double from, double to, double step) =>
        Enumerable.Range(0, Math.Max(0, (int)Math.Ceiling(((to - from) / step) - 1e-9))).Select(i => from + (i * step));
}
