using System.Text;
using InfluxDB.Client.Api.Domain;
using InfluxDB.Client.Writes;

namespace InfluxDB.Client;

/// <summary>Writes, one request for each call (and precision), without a queue and without trying again.</summary>
public class WriteApiAsync
{
    private readonly InfluxDBClient client;

    internal WriteApiAsync(InfluxDBClient client) => this.client = client;

    public Task WriteRecordAsync(string record, WritePrecision precision = WritePrecision.Ns,
        string? bucket = null, string? org = null, CancellationToken cancellationToken = default) =>
        WriteRecordsAsync([record], precision, bucket, org, cancellationToken);

    public Task WriteRecordsAsync(string[] records, WritePrecision precision = WritePrecision.Ns,
        string? bucket = null, string? org = null, CancellationToken cancellationToken = default) =>
        WriteRecordsAsync(records.AsEnumerable(), precision, bucket, org, cancellationToken);

    /// <summary>Lines in line protocol; empty ones are left out, and where none is left nothing is sent.</summary>
    /// <exception cref="ArgumentException">Neither the call nor the options name a bucket, or an organisation.</exception>
    public async Task WriteRecordsAsync(IEnumerable<string> records, WritePrecision precision = WritePrecision.Ns,
        string? bucket = null, string? org = null, CancellationToken cancellationToken = default)
    {
        string query = $"?org={Escaped("org", org ?? client.Options.Org)}&bucket={Escaped("bucket", bucket ?? client.Options.Bucket)}"
            + $"&precision={Name(precision)}";
        string body = string.Join('\n', records.Where(record => !string.IsNullOrEmpty(record)));
        if (body.Length == 0)
            return;
        await client.PostAsync("/api/v2/write" + query, Encoding.UTF8.GetBytes(body), cancellationToken).ConfigureAwait(false);
    }

    public Task WritePointAsync(PointData? point, string? bucket = null, string? org = null,
        CancellationToken cancellationToken = default) =>
        point is null ? Task.CompletedTask : WritePointsAsync([point], bucket, org, cancellationToken);

    public Task WritePointsAsync(PointData[] points, string? bucket = null, string? org = null,
        CancellationToken cancellationToken = default) =>
        WritePointsAsync(points.AsEnumerable(), bucket, org, cancellationToken);

    public async Task WritePointsAsync(IEnumerable<PointData> points, string? bucket = null, string? org = null,
        CancellationToken cancellationToken = default)
    {
        foreach (IGrouping<WritePrecision, PointData> group in points.GroupBy(point => point.Precision))
        {
            await WriteRecordsAsync(group.Select(point => point.ToLineProtocol()), group.Key, bucket, org, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private static string Escaped(string name, string? value) => string.IsNullOrEmpty(value)
        ? throw new ArgumentException($"Expecting a non-empty string for '{name}' parameter, in the call or in the client's options.")
        : Uri.EscapeDataString(value);

    private static string Name(WritePrecision precision) => precision switch
    {
        WritePrecision.Ms => "ms",
        WritePrecision.S => "s",
        WritePrecision.Us => "us",
        WritePrecision.Ns => "ns",
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, "WritePrecision value is not supported"),
    };
}
