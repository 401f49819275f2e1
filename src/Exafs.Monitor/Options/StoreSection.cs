using System.ComponentModel.DataAnnotations;
using Exafs.Adapters.Storage;
using Exafs.Pipeline;

namespace Exafs.Monitor.Options;

/// <summary>The embedded store.</summary>
internal sealed record StoreSection : ISection
{
    private static readonly SqliteStoreOptions Default = new() { File = "" };

    public string Path { get; init; } = "exafs.sqlite";

    [AllowedValues("full", "normal")]
    public string Synchronous { get; init; } = Default.SurvivePowerLoss ? "full" : "normal";

    public bool KeepCounts { get; init; } = Default.KeepCounts;

    [Range(0.0, 3600.0)]
    public double BusyTimeoutSeconds { get; init; } = Default.BusyTimeout.TotalSeconds;

    [Range(1e6, 1e15)]
    public long? FileBytesMaximum { get; init; } = Default.FileBytes;

    [Range(1, 1_000_000)]
    public int QueueReports { get; init; } = 4096;

    [Range(1, 100_000)]
    public int BatchReports { get; init; } = 512;

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (string.IsNullOrWhiteSpace(Path))
            yield return ("path", "must name a file");
    }

    public SqliteStoreOptions ToOptions() => Default with
    {
        File = Path,
        SurvivePowerLoss = Synchronous == "full",
        KeepCounts = KeepCounts,
        BusyTimeout = TimeSpan.FromSeconds(BusyTimeoutSeconds),
        FileBytes = FileBytesMaximum,
    };

    /// <summary>The store must not lose: when it cannot keep up, the stream waits.</summary>
    public SinkQueueOptions ToQueue() => new() { QueueLength = QueueReports, LargestBatch = BatchReports, Overflow = Overflow.Wait };
}
