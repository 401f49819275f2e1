using System.Runtime.CompilerServices;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Adapters.SlowValues;

/// <summary>Scans with what a side channel says of their time. It is asked for what it has and never waited for: a scan is neither delayed nor lost.</summary>
public sealed class JoinedScanSource(IScanSource scans, SideChannel side) : IScanSource
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Scan> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (Scan scan in scans.ReadAllAsync(cancellation).ConfigureAwait(false))
            yield return side.Join(scan);
    }
}
