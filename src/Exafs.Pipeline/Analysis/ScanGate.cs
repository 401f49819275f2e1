using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>The quality gate before the reduction: what is wrong with the readings themselves. Each check is a question to one scan.</summary>
/// <remarks>What makes µ(E) impossible (a missing channel, unequal lengths, too many readings that are no counts) is found by <see cref="Absorption"/>.</remarks>
public static class ScanGate
{
    /// <summary>The first defect found, from what the source knows to what the readings tell; null when there is none.</summary>
    public static Defect? Inspect(Scan scan, AbsorptionParameters absorption, QualityLimits limits) =>
        scan.Defect
        ?? Aborted(scan)
        ?? TooFewPoints(scan, limits)
        ?? EnergyUnit(scan, limits)
        ?? I0Loss(scan, limits)
        ?? Flat(scan, absorption, limits);

    private static Defect? Aborted(Scan scan) =>
        scan.Progress == ScanProgress.Aborted
            ? new("aborted", $"the scan ended early, after {scan.Energy.Length} points")
            : null;

    private static Defect? TooFewPoints(Scan scan, QualityLimits limits) =>
        scan.Energy.IsDefault || scan.Energy.Length < limits.PointsMinimum
            ? new("too_few_points", $"{(scan.Energy.IsDefault ? 0 : scan.Energy.Length)} points; at least {limits.PointsMinimum} are needed")
            : null;

    // The median, so that a few readings that are no energies are left to the absorption, which drops them.
    private static Defect? EnergyUnit(Scan scan, QualityLimits limits)
    {
        var median = Quantile(scan.Energy, 0.5);
        return double.IsNaN(median) || (median >= limits.EnergyMinimumEv && median <= limits.EnergyMaximumEv)
            ? null
            : new("energy_unit", $"energies around {median:g6} are not in eV{(median > 0.2 && median < limits.EnergyMinimumEv ? "; are they in keV?" : "")}");
    }

    // Against a high quantile, not the median: the beam may have been gone for most of the scan.
    private static Defect? I0Loss(Scan scan, QualityLimits limits)
    {
        if (scan.I0.IsDefaultOrEmpty)
            return null;
        var full = Quantile(scan.I0, 0.9);
        var (run, longest, last) = (0, 0, 0);
        for (var i = 0; i < scan.I0.Length; i++)
        {
            run = scan.I0[i] < limits.I0LossFraction * full ? run + 1 : 0;
            if (run > longest)
                (longest, last) = (run, i);
        }

        return longest >= limits.I0LossPoints
            ? new("i0_loss", $"I0 stays below {limits.I0LossFraction:g3} of its usual {full:g4} for {longest} points, up to point {last}")
            : null;
    }

    private static Defect? Flat(Scan scan, AbsorptionParameters absorption, QualityLimits limits)
    {
        foreach (var channel in Measured(scan, absorption))
        {
            if (channel.Values.IsDefaultOrEmpty)
                continue;
            var (highest, lowest, run, longest) = (channel.Values.Max(), channel.Values.Min(), 0, 0);
            if (highest == lowest && !channel.Name.StartsWith(Fluorescence, StringComparison.Ordinal)) // one dead element of many adds nothing
                return new("dead_channel", $"{channel.Name} reads {lowest:g6} at every point");
            foreach (var value in channel.Values)
            {
                run = value == highest ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }

            if (longest >= limits.SaturatedPoints && highest > lowest)
                return new("saturated_channel", $"{channel.Name} stays at its highest reading {highest:g6} for {longest} points");
        }

        return null;
    }

    private const string Fluorescence = "ifluor";

    private static IEnumerable<Channel> Measured(Scan scan, AbsorptionParameters absorption) => absorption.Mode switch
    {
        MeasurementMode.Mu => [new("mu", "", scan.Mu)],
        MeasurementMode.Transmission => [new("i0", "counts", scan.I0), new("itrans", "counts", scan.ITrans)],
        MeasurementMode.Reference => [new("itrans", "counts", scan.ITrans), new("irefer", "counts", scan.IRefer)],
        _ => scan.IFluor
            .Where(element => !absorption.ExcludedElements.Contains(element.Name, StringComparer.Ordinal))
            .Select(element => element with { Name = $"{Fluorescence} {element.Name}" })
            .Prepend(new("i0", "counts", scan.I0)),
    };

    // Of the finite readings; NaN where there are none.
    private static double Quantile(ImmutableArray<double> values, double part)
    {
        var sorted = values.Where(double.IsFinite).ToArray();
        Array.Sort(sorted);
        return sorted.Length == 0 ? double.NaN : sorted[(int)(part * (sorted.Length - 1))];
    }
}
