using System.Collections.Immutable;
using Exafs.Adapters.Storage;
using Exafs.Physics.Estimates;

namespace Exafs.Report;

/// <summary>A scan as the report draws it.</summary>
/// <param name="Number">Its place in the run, from 1.</param>
/// <param name="Stored">What the store says of it.</param>
/// <param name="Outcome">What its spectrum says about the structure; null where nobody was asked.</param>
/// <param name="R">Of |χ(R)|, Å [p]; empty where there is none.</param>
/// <param name="ChiRMag">|χ(R)| [p].</param>
internal sealed record ReportScan(int Number, StoredScan Stored, EstimateOutcome? Outcome, ImmutableArray<double> R, ImmutableArray<double> ChiRMag)
{
    private static readonly Uncertain s_none = new(double.NaN, double.NaN);

    public bool IsAnalyzed => Stored.Status == "analyzed";

    /// <summary>K; NaN where no temperature came.</summary>
    public double Temperature => Stored.SampleTemperature ?? double.NaN;

    /// <summary>Whether the structure is to be believed.</summary>
    public bool IsTrusted => Outcome?.Estimate is { IsOutOfDistribution: false };

    /// <summary>One number of the structure; NaN where there is none.</summary>
    public Uncertain Of(Func<StructureEstimate, Uncertain> number) => Outcome?.Estimate is { } estimate ? number(estimate) : s_none;

    /// <summary>One number of the first shell; NaN where there is none.</summary>
    public Uncertain OfFirstShell(Func<ShellEstimate, Uncertain> number) => Outcome?.Estimate is { Shells: [var first, ..] } ? number(first) : s_none;

    /// <summary>Part of a phase; NaN where there is none.</summary>
    public Uncertain Fraction(string phase) => Outcome?.Estimate?.Phases.FirstOrDefault(p => p.Name == phase)?.Fraction ?? s_none;

    /// <summary>The highest peak of |χ(R)| between 1 and 3.2 Å, not corrected for phase: height, with its noise, and place. NaN where there is none.</summary>
    public (Uncertain Height, double Place) FirstPeak()
    {
        var at = -1;
        for (var i = 1; i < R.Length - 1; i++)
            if (R[i] is >= 1 and <= 3.2 && (at < 0 || ChiRMag[i] > ChiRMag[at])) at = i;
        if (at < 0) return (s_none, double.NaN);

        // The top of the parabola through the three highest points.
        var (left, top, right) = (ChiRMag[at - 1], ChiRMag[at], ChiRMag[at + 1]);
        var bend = left - (2 * top) + right;
        var shift = bend < 0 ? Math.Clamp(0.5 * (left - right) / bend, -0.5, 0.5) : 0;
        return (new(top - (0.25 * (left - right) * shift), Stored.EpsilonR ?? double.NaN), R[at] + (shift * (R[at + 1] - R[at])));
    }
}
