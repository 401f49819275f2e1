using System.Collections.Immutable;
using Exafs.Lab.Dashboards.Boards;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Provisioning;

/// <summary>What Grafana wakes people for.</summary>
internal static class Rules
{
    /// <summary>Of the sample, from InfluxDB.</summary>
    public static ImmutableArray<Rule> Sample { get; } =
    [
        new("exafs-structure-changed", "Structure changed", "A change of the structure was announced in the last ten minutes. The dashboard has its sentence.", "info", 0,
            new CountOfInterval(Asked.Event, "changes") { Only = Condition.Tag("kind", Asked.StructuralKinds) }) { Dashboard = Overview.Uid },
        new("exafs-out-of-distribution", "Spectra unlike the training set", "More than half of the structures of the last half hour are out of distribution; do not trust them.", "warning", 0.5,
            new CountOfInterval(Asked.Scan, "unlike") { Only = Condition.Field("structure_quality", "out_of_distribution") },
            new CountOfInterval(Asked.Scan, "all") { Only = Condition.Field("structure_quality", "good", "out_of_distribution") }) { Seconds = 1800, For = "5m", Dashboard = Quality.Board.Uid },
    ];

    /// <summary>Of the daemon, from Prometheus.</summary>
    public static ImmutableArray<Rule> Daemon { get; } =
    [
        new("exafs-no-scan", "No scan for five minutes", "There were scans within the last hour, but none in the last five minutes.", "warning", 0,
            new Metric("(sum(increase(exafs_scans_completed_total[1h])) > bool 0) * (sum(increase(exafs_scans_completed_total[5m])) == bool 0)", "silent")) { Dashboard = Health.Uid },
        new("exafs-monitor-down", "Monitor does not answer", "Prometheus cannot read the daemon's metrics.", "page", 0,
            new Metric("sum(up{job=~\"exafs.*\"} == bool 0)", "down")) { For = "2m", NoData = "Alerting", Dashboard = Health.Uid },
        new("exafs-outbox-old", "Results wait for more than ten minutes", "A target does not take what is sent; nothing is lost, the store has it.", "warning", 600,
            new Metric("max(exafs_spool_oldest_age_seconds)", "age")) { For = "1m", Dashboard = Health.Uid },
        new("exafs-dead-letters", "Dead letters", "A target has refused results for good. exafs-lab outbox shows them.", "warning", 0,
            new Metric("sum(exafs_dead_letters)", "dead letters")) { Dashboard = Health.Uid },
        new("exafs-dropped", "Results are dropped", "A queue or an outbox is full, or something was undeliverable. Reports that the view leaves out do not count.", "warning", 0,
            new Metric("sum(increase(exafs_dropped_total{reason!=\"superseded\"}[10m]))", "dropped")) { Dashboard = Health.Uid },
    ];
}
