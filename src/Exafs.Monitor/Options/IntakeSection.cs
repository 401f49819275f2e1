using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Exafs.Pipeline;

namespace Exafs.Monitor.Options;

/// <summary>The queue before the reduction.</summary>
internal sealed record IntakeSection
{
    private static readonly IntakeOptions Default = new();

    [Range(1, 1_000_000)]
    public int QueueScans { get; init; } = Default.QueueLength;

    [Range(1, 100_000)]
    public int BatchScans { get; init; } = Default.LargestBatch;

    /// <summary>Of a replay: the same file gives the same batches.</summary>
    [JsonIgnore]
    public bool WholeBatches { get; init; }

    public IntakeOptions ToOptions() => new() { QueueLength = QueueScans, LargestBatch = BatchScans, WholeBatches = WholeBatches };
}
