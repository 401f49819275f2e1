namespace Exafs.Adapters.Storage;

/// <summary>The statements that write one report. A scan that comes again takes its old row, so that the order of arrival stays.</summary>
internal static class StoreSql
{
    public const string FindRun = "SELECT id FROM run WHERE run_id = $0";

    public const string InsertRun = "INSERT INTO run (run_id) VALUES ($0) RETURNING id";

    public const string Scan = """
        INSERT INTO scan (run, scan_id, sequence, element, edge, direction, progress, start_time_ns, mid_time_ns, end_time_ns,
            sample_temperature_kelvin, n_points, status, reason, detail, limit_reason, limit_detail,
            e0_ev, edge_step, epsilon_k, epsilon_r, kmax_suggest_per_angstrom, energy_shift_ev)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
        ON CONFLICT (run, scan_id) DO UPDATE SET
            sequence = excluded.sequence, element = excluded.element, edge = excluded.edge, direction = excluded.direction,
            progress = excluded.progress, start_time_ns = excluded.start_time_ns, mid_time_ns = excluded.mid_time_ns,
            end_time_ns = excluded.end_time_ns, sample_temperature_kelvin = excluded.sample_temperature_kelvin,
            n_points = excluded.n_points, status = excluded.status, reason = excluded.reason, detail = excluded.detail,
            limit_reason = excluded.limit_reason, limit_detail = excluded.limit_detail, e0_ev = excluded.e0_ev,
            edge_step = excluded.edge_step, epsilon_k = excluded.epsilon_k, epsilon_r = excluded.epsilon_r,
            kmax_suggest_per_angstrom = excluded.kmax_suggest_per_angstrom, energy_shift_ev = excluded.energy_shift_ev
        WHERE status <> 'analyzed' OR NOT $23
        RETURNING id
        """;

    public const string ClearSpectrum = "DELETE FROM spectrum WHERE scan = $0";

    public const string ClearChannels = "DELETE FROM channel WHERE scan = $0";

    public const string ClearMeasured = "DELETE FROM measured WHERE scan = $0";

    public const string Spectrum = """
        INSERT INTO spectrum (scan, energy_grid, mu, norm, k_grid, chi, r_grid, chir_re, chir_im)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)
        """;

    public const string Channel = "INSERT OR REPLACE INTO channel (scan, name, unit, value, readings) VALUES ($0, $1, $2, $3, $4)";

    public const string Measured = "INSERT OR REPLACE INTO measured (scan, name, readings) VALUES ($0, $1, $2)";

    public const string ClearEstimate = "DELETE FROM estimate WHERE scan = $0";

    public const string Estimate = """
        INSERT INTO estimate (scan, opinion, reason, detail, pack, pack_sha256, n_within_3_2_angstrom, n_within_3_2_sigma, density_per_angstrom3, density_sigma,
            ood_score, ood_reasons, consistency_r_factor, disagreements, kmax_per_angstrom, delta_e0_ev, s02, trusted_r_max_angstrom,
            r_grid, g, g_sigma, shell_covariance)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        """;

    public const string Shell = """
        INSERT INTO shell (scan, opinion, shell, n, n_sigma, distance_angstrom, distance_sigma, sigma2_angstrom2, sigma2_sigma, c3_angstrom3, c3_sigma, n_ratio, n_ratio_sigma)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    public const string Phase = "INSERT INTO phase (scan, opinion, name, place, fraction, fraction_sigma) VALUES ($0, $1, $2, $3, $4, $5)";

    public const string Defect = "INSERT INTO defect (run_id, scan_id, sequence, reason, detail) VALUES ($0, $1, $2, $3, $4)";
}
