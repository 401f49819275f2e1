using System.ComponentModel.DataAnnotations;
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

    public IntakeOptions ToOptions() => new() { QueueLength = QueueScans, LargestBatch = BatchScans };
}
