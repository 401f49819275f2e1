using System.Collections.Immutable;
using Exafs.Physics.Estimates;
using InfluxDB.Client.Writes;

namespace Exafs.Adapters.Influx;

/// <summary>What a spectrum says about the structure, as fields: its quantities for exafs_scan, g(R) with its band for exafs_rdf.</summary>
internal static class InfluxStructure
{
    /// <summary>Step of g(R), Å: fine enough for shells, coarse enough for the columns of a table.</summary>
    private const double Step = 0.05;

    /// <summary>With as many for the band and the columns of every point, below the 190 that a table should have.</summary>
    private const int LargestBins = 86;

    /// <summary>Quantities with their standard errors, where there is an estimate.</summary>
    public static PointData Quantities(PointData point, EstimateOutcome outcome)
    {
        point = point.Field("structure_quality", outcome.Quality);
        if (outcome.Estimate is not { } estimate)
            return point;

        point = point.Field("pack", estimate.Pack.Name).Field("pack_sha256", estimate.Pack.Sha256);
        foreach ((string name, string sigmaName, Uncertain number) in StructureQuantity.Of(estimate))
            point = Number(Number(point, name, number.Value), sigmaName, number.Sigma);
        point = Number(point, "ood_score", estimate.OodScore);
        point = Number(point, "consistency_r_factor", estimate.ConsistencyRFactor);
        point = Number(point, "structure_kmax_per_angstrom", estimate.KMax);
        return point.Field("disagreements", (long)estimate.Disagreements.Length);
    }

    /// <summary>g(R) as r_01.80, r_01.85, …, its standard deviation as sigma_01.80, …</summary>
    public static PointData Bins(PointData point, StructureEstimate estimate)
    {
        (ImmutableArray<double> r, int upper) = (estimate.R, 1);
        int first = (int)Math.Ceiling((r[0] / Step) - 1e-6), last = (int)Math.Floor((r[^1] / Step) + 1e-6);
        for (int bin = first; bin <= Math.Min(last, first + LargestBins - 1); bin++)
        {
            double at = Math.Clamp(bin * Step, r[0], r[^1]);
            while (r[upper] < at)
                upper++;
            point = Number(point, $"r_{bin * Step:00.00}", Between(r, estimate.NeighboursPerAngstrom, upper, at));
            point = Number(point, $"sigma_{bin * Step:00.00}", Between(r, estimate.NeighboursPerAngstromSigma, upper, at));
        }

        return point;
    }

    /// <summary>Line protocol has no NaN and no infinity: the field is left out.</summary>
    public static PointData Number(PointData point, string field, double? value) =>
        value is { } number && double.IsFinite(number) ? point.Field(field, number) : point;

    /// <summary>y at <paramref name="at"/>, which lies between x[upper − 1] and x[upper].</summary>
    public static double Between(ImmutableArray<double> x, ImmutableArray<double> y, int upper, double at) =>
        y[upper - 1] + ((y[upper] - y[upper - 1]) * (at - x[upper - 1]) / (x[upper] - x[upper - 1]));
}
