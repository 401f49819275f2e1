using System.Net;
using System.Net.Http.Headers;
using Exafs.Pipeline;

namespace Exafs.Adapters.Alerts;

/// <summary>Posts JSON; what may succeed later is thrown for the caller to try again, and what never will as <see cref="UndeliverableException"/>.</summary>
internal sealed class AlertHttp(Uri url, TimeSpan timeout) : IDisposable
{
    // The caller has its own time-out for the attempt; this one is the channel's.
    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = timeout };

    public async Task PostAsync(byte[] body, string? signature, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (signature is not null) content.Headers.Add(WebhookSink.SignatureHeader, signature);
        using var answer = await _client.PostAsync(url, content, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode) return;
        var said = $"{url.Host}: {(int)answer.StatusCode} {answer.ReasonPhrase}";
        throw answer.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
            ? new UndeliverableException("refused", said, null)
            : new HttpRequestException(said);
    }

    public void Dispose() => _client.Dispose();
}
