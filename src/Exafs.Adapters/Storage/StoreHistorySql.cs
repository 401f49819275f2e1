using System.Collections.Immutable;

namespace Exafs.Adapters.Storage;

/// <summary>The questions of <see cref="StoreHistory"/>: $0 run, $1 first row, $2 last row, $3 rows a bucket, $4 ns that times are told from.</summary>
internal static class StoreHistorySql
{
    /// <summary>What is watched: its name, where its value stands, and its standard error.</summary>
    public static readonly ImmutableArray<(string Name, string Value, string Sigma)> Series =
    [
        ("e0_ev", "s.e0_ev", "NULL"),
        ("edge_step", "s.edge_step", "NULL"),
        ("epsilon_k", "s.epsilon_k", "NULL"),
        ("n1", "h.n", "h.n_sigma"),
        ("r1_angstrom", "h.distance_angstrom", "h.distance_sigma"),
        ("sigma2_1_angstrom2", "h.sigma2_angstrom2", "h.sigma2_sigma"),
        ("n_within_3_2_angstrom", "e.n_within_3_2_angstrom", "e.n_within_3_2_sigma"),
        ("density_per_angstrom3", "e.density_per_angstrom3", "e.density_sigma"),
        ("ood_score", "e.ood_score", "NULL"),
        ("consistency_r_factor", "e.consistency_r_factor", "NULL"),
    ];

    /// <summary>What stands before the series in a row of <see cref="Track"/>: bucket, row, scans, rejected, time, kelvin.</summary>
    public const int Before = 6;

    /// <summary>Columns of <see cref="Track"/>: of each series mean, least, greatest, standard error.</summary>
    public static readonly int Width = Before + (4 * Series.Length);

    // The plus keeps SQLite to the range of rows, which is what is short.
    public static readonly string Track =
        $"""
        SELECT (s.id - $1) / $3, max(s.id), count(*), sum(s.status = 'rejected'), avg(s.mid_time_ns - $4) / 1e9, avg(s.sample_temperature_kelvin),
               {string.Join(", ", Series.Select(series => $"avg({series.Value}), min({series.Value}), max({series.Value}), avg({series.Sigma})"))}
        FROM scan s LEFT JOIN estimate e ON e.scan = s.id AND e.opinion = 0 LEFT JOIN shell h ON h.scan = s.id AND h.opinion = 0 AND h.shell = 1
        WHERE s.id BETWEEN $1 AND $2 AND +s.run = $0 GROUP BY 1 ORDER BY 1
        """;

    public const string Phases =
        """
        SELECT (s.id - $1) / $3, p.name, avg(p.fraction), min(p.fraction), max(p.fraction), avg(p.fraction_sigma)
        FROM scan s JOIN phase p ON p.scan = s.id AND p.opinion = 0
        WHERE s.id BETWEEN $1 AND $2 AND +s.run = $0 GROUP BY 1, 2 ORDER BY 1
        """;

    public const string Waterfall =
        """
        SELECT s.id, (s.mid_time_ns - $4) / 1e9, s.sample_temperature_kelvin, x.r_grid, x.chir_re, x.chir_im, e.r_grid, e.g
        FROM (SELECT max(id) AS id FROM scan WHERE id BETWEEN $1 AND $2 AND +run = $0 AND status = 'analyzed' GROUP BY (id - $1) / $3) chosen
        JOIN scan s ON s.id = chosen.id JOIN spectrum x ON x.scan = s.id LEFT JOIN estimate e ON e.scan = s.id AND e.opinion = 0 ORDER BY s.id
        """;
}
