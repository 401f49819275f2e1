using Exafs.Adapters.Influx;
using Exafs.Pipeline;
using Exafs.Pipeline.Changes;

namespace Exafs.SystemTests.Adapters;

/// <summary>Straight to the server, past the outbox.</summary>
internal static class InfluxWriting
{
    public static Task WriteAsync(this InfluxTarget target, IEnumerable<ScanReport> batch, CancellationToken cancellation) =>
        target.WriteAsync([.. batch.SelectMany(target.Entries).Select(entry => entry.Body!)], cancellation);

    public static Task WriteAsync(this InfluxTarget target, IEnumerable<ChangeEvent> batch, CancellationToken cancellation) =>
        target.WriteAsync([.. batch.Select(change => target.Entry(change).Body!)], cancellation);
}
