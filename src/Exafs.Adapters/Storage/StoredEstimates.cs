using System.Collections.Immutable;
using Exafs.Physics.Estimates;
using Exafs.Signal;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>Rows → what a spectrum says about the structure. What was no number is NaN.</summary>
internal static class StoredEstimates
{
    public const string Estimates = """
        SELECT e.reason, e.detail, e.pack, e.pack_sha256, e.n_within_3_2_angstrom, e.n_within_3_2_sigma, e.density_per_angstrom3, e.density_sigma,
               e.ood_score, e.ood_reasons, e.consistency_r_factor, e.disagreements, e.kmax_per_angstrom, e.delta_e0_ev, e.s02, e.trusted_r_max_angstrom,
               r.points, e.g, e.g_sigma, e.shell_covariance
        FROM estimate e LEFT JOIN grid r ON r.id = e.r_grid WHERE e.scan = $0 ORDER BY e.opinion
        """;

    public const string Shells = """
        SELECT n, n_sigma, distance_angstrom, distance_sigma, sigma2_angstrom2, sigma2_sigma, c3_angstrom3, c3_sigma, n_ratio, n_ratio_sigma
        FROM shell WHERE scan = $0 AND opinion = $1 ORDER BY shell
        """;

    public const string Phases = "SELECT name, fraction, fraction_sigma FROM phase WHERE scan = $0 AND opinion = $1 ORDER BY place";

    /// <summary>Of a row of <see cref="Estimates"/>; shells and phases are still missing.</summary>
    public static EstimateOutcome Outcome(SqliteDataReader row) => row.IsDBNull(2)
        ? new(null, new Defect(row.GetString(0), row.GetString(1)))
        : new(new StructureEstimate
        {
            Pack = new(row.GetString(2), row.GetString(3)),
            Within32 = Pair(row, 4),
            Density = Pair(row, 6),
            OodScore = Number(row, 8),
            OodReasons = Lines(row, 9),
            ConsistencyRFactor = Number(row, 10),
            Disagreements = Lines(row, 11),
            KMax = Number(row, 12),
            DeltaE0 = Number(row, 13),
            S02 = Number(row, 14),
            TrustedRMax = Number(row, 15),
            R = StoreBlob.FromDoubles(Bytes(row, 16)),
            NeighboursPerAngstrom = StoreBlob.FromSingles(Bytes(row, 17)),
            NeighboursPerAngstromSigma = StoreBlob.FromSingles(Bytes(row, 18)),
            ShellCovariance = StoreBlob.FromDoubles(Bytes(row, 19)),
            Shells = [],
            ShellRatios = [],
            Phases = [],
        }, null);

    public static (ShellEstimate Shell, Uncertain Ratio) Shell(SqliteDataReader row) => (new(Pair(row, 0), Pair(row, 2), Pair(row, 4), Pair(row, 6)), Pair(row, 8));

    public static PhaseEstimate Phase(SqliteDataReader row) => new(row.GetString(0), Pair(row, 1));

    private static Uncertain Pair(SqliteDataReader row, int column) => new(Number(row, column), Number(row, column + 1));

    private static double Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? double.NaN : row.GetDouble(column);

    private static ImmutableArray<string> Lines(SqliteDataReader row, int column) => row.IsDBNull(column) ? [] : [.. row.GetString(column).Split('\n')];

    private static byte[]? Bytes(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
