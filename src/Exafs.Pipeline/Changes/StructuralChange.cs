using System.Collections.Immutable;

namespace Exafs.Pipeline.Changes;

/// <summary>A change that goes on. A value: <see cref="Next"/> gives the state after one more usable scan.</summary>
internal sealed record StructuralChange
{
    /// <summary>What goes on for so many scans is how the sample is now.</summary>
    public const int LongestScans = 4000;

    /// <summary>The phase that grows, spectrum (a change that no pack was asked about), or residual (one that no phase explains).</summary>
    public required string Cause { get; init; }

    /// <summary>Index of the watch whose feature goes with it; null: what is new in the spectrum.</summary>
    public required int? Feature { get; init; }

    /// <summary>Value of that feature before.</summary>
    public required double Baseline { get; init; }

    /// <summary>Standard error of one scan.</summary>
    public required double Sigma { get; init; }

    /// <summary>How far it came at the latest usable scans.</summary>
    public ImmutableArray<double> Latest { get; init; } = [];

    /// <summary>Usable scans since its onset.</summary>
    public int Count { get; init; }

    /// <summary>The farthest that several scans running came to.</summary>
    public double Farthest { get; init; }

    public bool IsReversed { get; init; }

    /// <summary>It was said that no phase explains it.</summary>
    public bool IsUnknown { get; init; }

    /// <param name="scan">One that says how far it is.</param>
    /// <param name="options">How many of the latest scans are looked at.</param>
    public StructuralChange Next(JudgedScan scan, ChangeOptions options)
    {
        var kept = Math.Max(options.TrendScans, Math.Max(options.SettledScans, options.ConfirmOf)) - 1;
        ImmutableArray<double> latest = [.. Latest.AsSpan()[Math.Max(0, Latest.Length - kept)..], Of(scan)];
        return this with { Latest = latest, Count = Count + 1, Farthest = Math.Max(Farthest, latest.Length >= 2 ? Math.Min(latest[^1], latest[^2]) : latest[^1]) };
    }

    /// <summary>How far it is on a scan; NaN where the scan does not say.</summary>
    public double Of(JudgedScan scan) => Feature is not { } feature ? scan.Part : feature < scan.Values.Length ? scan.Values[feature] - Baseline : double.NaN;

    /// <summary>It goes back, beyond doubt.</summary>
    public bool GoesBack(ChangeOptions options)
    {
        if (IsReversed || Latest.Length < options.ConfirmOf) return false;
        var limit = Math.Min((1 - options.ReversalPart) * Farthest, Farthest - (5 * Sigma));
        return Latest[^options.ConfirmOf..].Count(part => part < limit) >= options.ConfirmScans;
    }

    /// <summary>It has stood still for as long as a trend is.</summary>
    public bool HasRested(ChangeOptions options) => IsStill(options.TrendScans, options);

    /// <summary>It goes on no more: over the latest scans slope and spread are those of noise, or a trifle. (The slope alone is none at a turning point, too.)</summary>
    public bool IsSettled(ChangeOptions options) => IsStill(options.SettledScans, options);

    private bool IsStill(int n, ChangeOptions options)
    {
        if (Latest.Length < n) return false;
        double slope = 0, squares = 0, least = double.PositiveInfinity, most = double.NegativeInfinity;
        for (var i = 0; i < n; i++)
        {
            var (x, y) = (i - ((n - 1) / 2.0), Latest[Latest.Length - n + i]);
            (slope, squares, least, most) = (slope + (x * y), squares + (x * x), Math.Min(least, y), Math.Max(most, y));
        }

        var trifle = options.SettledPart * Math.Max(Farthest, 0);
        return Math.Abs(slope / squares) * n < trifle + (2 * Sigma) && most - least < trifle + (6 * Sigma);
    }
}
