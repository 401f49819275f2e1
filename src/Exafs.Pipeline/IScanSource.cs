using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>Where scans come from.</summary>
public interface IScanSource
{
    /// <summary>All scans until the source ends or is cancelled. Reconnects by itself; what cannot be decoded comes as a <see cref="Scan"/> with a <see cref="Defect"/>.</summary>
    IAsyncEnumerable<Scan> ReadAllAsync(CancellationToken cancellation);
}
