using Exafs.Lab.Dashboards.Panels;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Boards;

/// <summary>How the daemon does, from its metrics.</summary>
internal static class Health
{
    public const string Uid = "exafs-health";

    public static Dashboard Board { get; } = new(Uid, "EXAFS monitor health", "How the daemon does: what comes in, how long it takes, what waits, what is lost.",
    [
        new Latest("Last message", "Since the source last sent anything; empty: it never did.", new Metric("time() - max(exafs_source_last_message_timestamp_seconds > 0)", "age")) { Unit = Units.Seconds, Width = 4, Height = 4, Decimals = 0 },
        new Latest("Alerts firing", "Of the monitor itself.", new Metric("sum(exafs_alerts_firing)", "firing")) { Width = 4, Height = 4 },
        new Latest("Waiting", "Longest that anything has been waiting for any target.", new Metric("max(exafs_spool_oldest_age_seconds)", "oldest")) { Unit = Units.Seconds, Width = 4, Height = 4 },
        new Latest("Dead letters", "What no target will ever take. exafs-lab outbox shows them.", new Metric("sum(exafs_dead_letters)", "dead letters")) { Width = 4, Height = 4 },
        new Latest("Model", "Pack, and the beginning of its hash.", new Metric("label_replace(exafs_model_info, \"short\", \"$1\", \"sha256\", \"(.{8}).*\")", "{{model}} {{short}}")) { Names = true, Width = 4, Height = 4 },
        new Latest("Version", "Of the daemon.", new Metric("exafs_build_info", "{{version}} {{commit}}")) { Names = true, Width = 4, Height = 4 },
        new Trend("Scans", "Completed, by outcome.", new Metric("sum by (outcome) (rate(exafs_scans_completed_total[$__rate_interval]))", "{{outcome}}")) { Unit = Units.PerSecond },
        new Trend("Rejected scans", "By reason, in each interval.", new Metric("sum by (reason) (increase(exafs_scans_rejected_total[$__rate_interval]))", "{{reason}}")) { Bars = true },
        new Trend("Structures", "Estimates, by outcome, in each interval.", new Metric("sum by (outcome) (increase(exafs_estimates_total[$__rate_interval]))", "{{outcome}}")) { Bars = true },
        new Trend("Changes", "Announced, by kind and cause, in each interval.", new Metric("sum by (kind, cause) (increase(exafs_events_total[$__rate_interval]))", "{{kind}} {{cause}}")) { Bars = true },
        new Trend("Latency of a scan", "From its last byte until it is stored.",
            new Metric("histogram_quantile(0.5, sum by (le) (rate(exafs_scan_latency_seconds_bucket[$__rate_interval])))", "median"),
            new Metric("histogram_quantile(0.99, sum by (le) (rate(exafs_scan_latency_seconds_bucket[$__rate_interval])))", "99 %")) { Unit = Units.Seconds },
        new Trend("Time of a stage", "99 % of the batches take less.", new Metric("histogram_quantile(0.99, sum by (le, stage) (rate(exafs_stage_duration_seconds_bucket[$__rate_interval])))", "{{stage}}")) { Unit = Units.Seconds },
        new Trend("Queues", "What waits before each stage.", new Metric("max by (stage) (exafs_queue_depth)", "{{stage}}")),
        new Trend("Outbox: items", "What waits on disk for each target.", new Metric("max by (target) (exafs_spool_items)", "{{target}}")),
        new Trend("Outbox: bytes", "What waits on disk for each target.", new Metric("max by (target) (exafs_spool_bytes)", "{{target}}")) { Unit = Units.Bytes },
        new Trend("Outbox: age", "How long the oldest has been waiting for each target.", new Metric("max by (target) (exafs_spool_oldest_age_seconds)", "{{target}}")) { Unit = Units.Seconds, Limit = 600 },
        new Trend("Delivered", "To each target.", new Metric("sum by (target) (rate(exafs_delivered_total[$__rate_interval]))", "{{target}}")) { Unit = Units.PerSecond },
        new Trend("Failed writes", "In each interval; those that may succeed later, and those that never will.", new Metric("sum by (stage, reason, retryable) (increase(exafs_write_failures_total[$__rate_interval]))", "{{stage}} {{reason}} (retryable: {{retryable}})")) { Bars = true },
        new Trend("Dropped", "In each interval, by stage and reason.", new Metric("sum by (stage, reason) (increase(exafs_dropped_total[$__rate_interval]))", "{{stage}} {{reason}}")) { Bars = true },
        new Trend("Dead letters", "Of each target.", new Metric("max by (target) (exafs_dead_letters)", "{{target}}")),
        new Trend("Messages", "From the source, and those that could not be read, by reason.",
            new Metric("sum(rate(exafs_messages_received_total[$__rate_interval]))", "received"),
            new Metric("sum by (reason) (rate(exafs_messages_rejected_total[$__rate_interval]))", "rejected: {{reason}}")) { Unit = Units.PerSecond },
        new Trend("Gaps", "Numbers of scans that never came, in each interval.", new Metric("sum(increase(exafs_sequence_gaps_total[$__rate_interval]))", "missed")) { Bars = true },
        new Trend("Memory", "Resident, of the daemon.", new Metric("process_resident_memory_bytes{job=~\"exafs.*\"}", "{{instance}}")) { Unit = Units.Bytes },
    ])
    {
        OfMetrics = true,
    };
}
