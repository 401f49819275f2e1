using System.Collections.Immutable;
using Exafs.Adapters.Storage;
using Exafs.Physics.Estimates;
using Exafs.Pipeline;
using Exafs.Signal;
using InfluxDB.Client.Api.Domain;
using InfluxDB.Client.Writes;
using static Exafs.Adapters.Influx.InfluxStructure;

namespace Exafs.Adapters.Influx;

/// <summary>Report → points: one of exafs_scan, one of exafs_chir where χ(R) is there and asked for, and one of exafs_rdf likewise. The time is the middle of the scan, so that a report written twice stands once.</summary>
internal sealed class InfluxSchema
{
    /// <summary>InfluxDB 3 has 250 columns in a table; tags and ids take some.</summary>
    private const int LargestColumns = 190;

    private readonly InfluxOptions _options;
    private readonly ImmutableArray<(string Field, double R)> _bins;

    /// <exception cref="ArgumentException">χ(R) would have too many columns.</exception>
    public InfluxSchema(InfluxOptions options)
    {
        _options = options;
        int bins = options.ChiR ? 1 + (int)Math.Floor((options.ChiRMax / options.ChiRStep) + 1e-9) : 0;
        if (bins is < 0 or > LargestColumns)
            throw new ArgumentException($"χ(R) to {options.ChiRMax} Å in steps of {options.ChiRStep} Å has {bins} columns, more than {LargestColumns}");
        _bins = [.. Enumerable.Range(0, bins).Select(i => ($"r_{i * options.ChiRStep:00.00}", i * options.ChiRStep))];
    }

    /// <summary>The points of a scan with a time.</summary>
    public IEnumerable<(OutboxRank Rank, PointData Point)> Points(ScanReport report, long nanoseconds)
    {
        yield return (OutboxRank.Scan, ScanPoint(report, nanoseconds));
        if (_bins.Length > 0 && report is Analyzed { Reduction: { R.IsEmpty: false } reduction })
            yield return (OutboxRank.ChiR, ChiRPoint(report.Scan, reduction, nanoseconds));
        if (_options.Rdf && report is Analyzed { Structure: { Estimate: { R.Length: > 1 } estimate } structure })
            yield return (OutboxRank.Rdf, RdfPoint(report.Scan, estimate, structure.Quality, nanoseconds));
    }

    private PointData ScanPoint(ScanReport report, long nanoseconds)
    {
        Scan scan = report.Scan;
        PointData point = Tagged("exafs_scan", scan, nanoseconds)
            .Field("status", report is Analyzed ? "analyzed" : "rejected")
            .Field("n_points", (long)scan.Energy.Length);
        if (report is Rejected rejected)
            point = point.Field("reason", rejected.Defect.Reason).Field("detail", rejected.Defect.Detail);
        point = Number(point, "sample_temperature_kelvin", scan.SampleTemperature);
        foreach (Channel channel in scan.Channels.Where(c => c.Values.Length == 1).Take(LargestColumns / 2))
            point = Number(point, channel.Unit.Length > 0 ? $"channel_{channel.Name}_{channel.Unit}" : $"channel_{channel.Name}", channel.Values[0]);
        if (report is not Analyzed { Reduction: var reduction } analyzed)
            return point;

        point = Number(point, "e0_ev", reduction.E0);
        point = Number(point, "edge_step", reduction.EdgeStep);
        point = Number(point, "epsilon_k", reduction.Noise?.EpsilonK);
        point = Number(point, "epsilon_r", reduction.Noise?.EpsilonR);
        point = Number(point, "kmax_suggest_per_angstrom", reduction.Noise?.KMaxSuggested);
        point = Number(point, "energy_shift_ev", analyzed.EnergyShift);
        if (analyzed.Structure is { } structure)
            point = Quantities(point, structure);
        return reduction.Limit is { } limit ? point.Field("limit", limit.Reason) : point;
    }

    private PointData ChiRPoint(Scan scan, Reduction reduction, long nanoseconds)
    {
        PointData point = Tagged("exafs_chir", scan, nanoseconds);
        int upper = 1;
        foreach ((string field, double r) in _bins)
        {
            while (upper < reduction.R.Length && reduction.R[upper] < r)
                upper++;
            if (upper < reduction.R.Length)
                point = Number(point, field, Between(reduction.R, reduction.ChiRMag, upper, r));
        }

        return point;
    }

    // Of which pack and how good it is are tags: whoever looks at distributions looks at those of one pack, and leaves out what is not to be trusted.
    private PointData RdfPoint(Scan scan, StructureEstimate estimate, string quality, long nanoseconds) => Bins(
        Tagged("exafs_rdf", scan, nanoseconds).Tag("model", estimate.Pack.Name).Tag("quality", quality).Field("pack_sha256", estimate.Pack.Sha256), estimate);

    private PointData Tagged(string measurement, Scan scan, long nanoseconds)
    {
        PointData point = PointData.Measurement(measurement)
            .Tag("beamline", _options.Beamline)
            .Tag("element", scan.Element)
            .Tag("edge", scan.Edge)
            .Tag("direction", scan.Direction switch { ScanDirection.Up => "up", ScanDirection.Down => "down", _ => null })
            .Timestamp(nanoseconds, WritePrecision.Ns)
            .Field("run_id", scan.RunId)
            .Field("scan_id", scan.ScanId);
        return scan.Sequence is { } sequence ? point.Field("sequence", sequence) : point;
    }
}
