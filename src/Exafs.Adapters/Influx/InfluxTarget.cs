using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Storage;
using Exafs.Pipeline;
using Exafs.Pipeline.Changes;
using Exafs.Pipeline.Delivery;
using Exafs.Signal;
using InfluxDB.Client.Core.Exceptions;
using InfluxDB.Client.Writes;

namespace Exafs.Adapters.Influx;

/// <summary>
/// InfluxDB: reports and changes as lines of line protocol, and lines to the server, one request at a time. A line's identity is what the server takes for it:
/// measurement, tags and time; one that is written again stands once.
/// </summary>
public sealed class InfluxTarget : ISink<string>, IDisposable
{
    /// <summary>Under which the outbox knows it.</summary>
    public const string Name = "influxdb";

    private readonly InfluxOptions _options;
    private readonly InfluxSchema _schema;
    private InfluxConnection _connection;

    /// <exception cref="ArgumentException">The options ask for too many columns.</exception>
    /// <exception cref="IOException">The file of certificates cannot be read.</exception>
    public InfluxTarget(InfluxOptions options) => (_options, _schema, _connection) = (options, new InfluxSchema(options), new InfluxConnection(options));

    /// <summary>What the store is to keep for it.</summary>
    public OutboxTarget Owed => new()
    {
        Name = Name,
        Reports = Entries,
        Changes = change => [Entry(change)],
        BytesMaximum = _options.OutboxBytes,
    };

    /// <summary>Whether the server answers.</summary>
    public Task<bool> IsReachableAsync() => Volatile.Read(ref _connection).Client.PingAsync();

    /// <summary>From now on with this address and this token; a request that is underway may fail, and is made again. What the lines say stays as it was. From any thread.</summary>
    /// <exception cref="IOException">The file of certificates cannot be read.</exception>
    public void Connect(InfluxOptions options) => Interlocked.Exchange(ref _connection, new InfluxConnection(options)).Dispose();

    /// <inheritdoc/>
    /// <exception cref="DeliveryException">The server is away, busy, or does not let us in; the lines may be written again.</exception>
    /// <exception cref="UndeliverableException">The server will never take a line ("refused"), or not so much at once ("too_large"). To write the others again does no harm.</exception>
    public async Task WriteAsync(IReadOnlyList<string> batch, CancellationToken cancellation)
    {
        try
        {
            await Volatile.Read(ref _connection).Api.WriteRecordsAsync([.. batch], cancellationToken: cancellation).ConfigureAwait(false);
        }
        catch (HttpException e)
        {
            throw Meaning(e);
        }
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>The lines of a report; a growing scan has none. A line without the scan's own time could not be written again without doubling it.</summary>
    public IEnumerable<OutboxEntry> Entries(ScanReport report) =>
        report.Scan.Progress == ScanProgress.Growing ? []
        : UnixTime.Nanoseconds(report.Scan.MidTime) is { } nanoseconds ? _schema.Points(report, nanoseconds).Select(point => Entry(point.Rank, point.Point, nanoseconds))
        : [OutboxEntry.Unsendable(OutboxRank.Scan, "no_time")];

    /// <summary>The line of a change.</summary>
    public OutboxEntry Entry(ChangeEvent change) => UnixTime.Nanoseconds(change.Time) is { } nanoseconds
        ? Entry(OutboxRank.Event, InfluxEvent.Point(change, _options.Beamline, nanoseconds), nanoseconds)
        : OutboxEntry.Unsendable(OutboxRank.Event, "no_time");

    private static OutboxEntry Entry(OutboxRank rank, PointData point, long nanoseconds)
    {
        string line = point.ToLineProtocol();
        int fields = 0;
        while (line[fields] != ' ' || line[fields - 1] == '\\')
            fields++;
        return new(rank, line, line[..fields]) { Moment = nanoseconds };
    }

    // After InfluxDB's own table of answers, and what Telegraf makes of them.
    private static Exception Meaning(HttpException e)
    {
        TimeSpan? wait = e.RetryAfter is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null;
        string said = e.Status == 0 ? e.Message : $"{e.Status} {e.Message}";
        return e.Status switch
        {
            400 or 422 => new UndeliverableException("refused", said, e),
            413 => new UndeliverableException(Deliverer.TooLarge, said, e),
            401 or 403 => Later("unauthorized", needsHelp: true),
            404 => Later("not_found", needsHelp: true),
            429 => Later("too_many_requests"),
            503 => Later("unavailable"),
            0 => Later("unreachable"),
            >= 500 or 408 => Later("server_error"),
            _ => Later($"http_{e.Status}", needsHelp: true),
        };

        DeliveryException Later(string reason, bool needsHelp = false) => new(reason, said, wait, needsHelp, e);
    }
}
