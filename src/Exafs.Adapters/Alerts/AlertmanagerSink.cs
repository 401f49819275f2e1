using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;

namespace Exafs.Adapters.Alerts;

/// <summary>Alerts → Alertmanager's own API; what goes on is sent again and again, as it wants it.</summary>
/// <param name="url">Of Alertmanager, such as http://localhost:9093.</param>
/// <param name="timeout">Of one attempt.</param>
public sealed class AlertmanagerSink(Uri url, TimeSpan timeout) : ISink<Alert>, IDisposable
{
    private readonly AlertHttp _http = new(new Uri(url, url.AbsolutePath.TrimEnd('/') + "/api/v2/alerts"), timeout);

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">It is away, or not ready.</exception>
    /// <exception cref="UndeliverableException">It will never take this.</exception>
    public async Task WriteAsync(IReadOnlyList<Alert> batch, CancellationToken cancellation)
    {
        // The latest word on each alert is enough, and two in one request would contradict each other.
        Alert[] latest = [.. batch.Where(alert => !alert.IsSilenced).GroupBy(alert => alert.Fingerprint).Select(group => group.Last())];
        if (latest.Length > 0) await _http.PostAsync(AlertJson.Api(latest), null, cancellation).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();
}
