using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>The quality gate before the reduction: what is wrong with the readings themselves. Each check is a question to one scan.</summary>
public static class ScanGate
{
    /// <summary>The first defect found, from what the source knows to what only the readings tell; null when there is none.</summary>
    /// <param name="scan">A scan, finished or growing.</param>
    /// <param name="channels">The channels that µ is made of.</param>
    /// <param name="limits">The limits.</param>
    public static Defect? Inspect(Scan scan, ImmutableArray<Channel> channels, QualityLimits limits) =>
        scan.Defect
        ?? Aborted(scan, limits)
        ?? Missing(channels)
        ?? Lengths(scan, channels)
        ?? TooFewPoints(scan, limits)
        ?? NonFinite(scan, channels)
        ?? EnergyUnit(scan, limits)
        ?? channels.Select(Dead).FirstOrDefault(defect => defect is not null)
        ?? channels.Select(channel => Saturated(channel, limits)).FirstOrDefault(defect => defect is not null)
        ?? I0Loss(scan, limits);

    private static Defect? Aborted(Scan scan, QualityLimits limits) =>
        scan.Progress == ScanProgress.Aborted && limits.RejectAborted
            ? new("aborted", $"the scan ended early, after {scan.Energy.Length} points")
            : null;

    private static Defect? Missing(ImmutableArray<Channel> channels) =>
        channels.FirstOrDefault(channel => channel.Values.IsEmpty) is { } missing
            ? new("missing_channel", $"{missing.Name} has no readings")
            : null;

    private static Defect? Lengths(Scan scan, ImmutableArray<Channel> channels) =>
        channels.FirstOrDefault(channel => channel.Values.Length != scan.Energy.Length) is { } odd
            ? new("length_mismatch", $"{odd.Name} has {odd.Values.Length} readings at {scan.Energy.Length} energies")
            : null;

    private static Defect? TooFewPoints(Scan scan, QualityLimits limits) =>
        scan.Energy.Length < limits.PointsMinimum
            ? new("too_few_points", $"{scan.Energy.Length} points; at least {limits.PointsMinimum} are needed")
            : null;

    private static Defect? NonFinite(Scan scan, ImmutableArray<Channel> channels)
    {
        foreach (var channel in channels.Add(new Channel("energy", "ev", scan.Energy)))
        {
            var at = channel.Values.AsSpan().IndexOfAnyExceptFinite();
            if (at >= 0)
                return new("non_finite", $"{channel.Name} is {channel.Values[at]} at point {at}");
        }

        return null;
    }

    private static Defect? EnergyUnit(Scan scan, QualityLimits limits)
    {
        var (lowest, highest) = (scan.Energy.Min(), scan.Energy.Max());
        return lowest >= limits.EnergyMinimumEv && highest <= limits.EnergyMaximumEv
            ? null
            : new("energy_unit", $"energies from {lowest:g6} to {highest:g6} are not in eV{(lowest > 0 && highest < limits.EnergyMinimumEv ? "; are they in keV?" : "")}");
    }

    private static Defect? Dead(Channel channel)
    {
        var (lowest, highest) = (channel.Values.Min(), channel.Values.Max());
        if (lowest == highest)
            return new("dead_channel", $"{channel.Name} reads {lowest:g6} at every point");
        return highest <= 0 && channel.Unit == Counts
            ? new("dead_channel", $"{channel.Name} reads nothing above zero")
            : null;
    }

    private static Defect? Saturated(Channel channel, QualityLimits limits)
    {
        var highest = channel.Values.Max();
        var (run, longest) = (0, 0);
        foreach (var value in channel.Values)
        {
            run = value == highest ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest >= limits.SaturatedPoints
            ? new("saturated_channel", $"{channel.Name} stays at its highest reading {highest:g6} for {longest} points")
            : null;
    }

    private static Defect? I0Loss(Scan scan, QualityLimits limits)
    {
        if (scan.I0.Length != scan.Energy.Length || scan.I0.IsEmpty)
            return null;
        var sorted = scan.I0.ToArray();
        Array.Sort(sorted);
        var median = sorted[sorted.Length / 2];
        return sorted[0] < limits.I0LossFraction * median
            ? new("i0_loss", $"I0 falls to {sorted[0]:g4} at point {scan.I0.IndexOf(sorted[0])}; its median is {median:g4}")
            : null;
    }

    /// <summary>Unit of a channel that cannot be negative.</summary>
    public const string Counts = "counts";

    private static int IndexOfAnyExceptFinite(this ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                return i;
        }

        return -1;
    }
}
