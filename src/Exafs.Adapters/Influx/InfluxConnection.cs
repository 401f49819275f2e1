using Exafs.Pipeline;
using InfluxDB.Client;
using InfluxDB.Client.Core.Exceptions;
using InfluxDB.Client.Writes;

namespace Exafs.Adapters.Influx;

/// <summary>A client of the server that the options name, and what its answers mean.</summary>
internal sealed class InfluxConnection : IDisposable
{
    private readonly InfluxOptions _options;
    private readonly InfluxDBClient _client;
    private readonly WriteApiAsync _api;

    public InfluxConnection(InfluxOptions options)
    {
        _options = options;
        var connection = new InfluxDBClientOptions(options.Url.ToString())
        {
            Org = options.Org,
            Bucket = options.Bucket,
            Timeout = options.Timeout,
        };
        if (!string.IsNullOrEmpty(options.Token))
            connection.Token = options.Token;
        _client = new InfluxDBClient(connection);
        if (options.Gzip)
            _client.EnableGzip();
        _api = _client.GetWriteApiAsync();
    }

    /// <summary>Whether the server answers.</summary>
    public Task<bool> IsReachableAsync() => _client.PingAsync();

    /// <summary>Writes all of the points, request by request.</summary>
    /// <exception cref="InfluxException">The server is away, busy, or does not let us in; the points may be written again.</exception>
    /// <exception cref="UndeliverableException">The server will never take a point ("refused").</exception>
    public async Task WriteAsync(PointData[] points, CancellationToken cancellation)
    {
        foreach (PointData[] request in points.Chunk(_options.PointsPerRequest))
        {
            try
            {
                await _api.WritePointsAsync(request, cancellationToken: cancellation).ConfigureAwait(false);
            }
            catch (HttpException e) when (IsForGood(e))
            {
                throw new UndeliverableException("refused", e.Message, e);
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private static bool IsForGood(HttpException e) => e.Status is 400 or 413 or 422;
}
