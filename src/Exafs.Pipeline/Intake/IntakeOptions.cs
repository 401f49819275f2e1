using System.ComponentModel.DataAnnotations;

namespace Exafs.Pipeline;

/// <summary>The queue between a source, which is pulled, and the stream, which is pushed.</summary>
public sealed record IntakeOptions
{
    /// <summary>Scans that may wait for the reduction; then the source has to wait.</summary>
    [Range(1, 1_000_000)]
    public int QueueLength { get; init; } = 1024;

    /// <summary>Scans reduced at a time; never waited for, but see <see cref="WholeBatches"/>.</summary>
    [Range(1, 100_000)]
    public int LargestBatch { get; init; } = 256;

    /// <summary>Batches are filled to <see cref="LargestBatch"/>, however long that takes: the same source gives the same batches, which matters where an engine's last bits depend on them.</summary>
    public bool WholeBatches { get; init; }
}
