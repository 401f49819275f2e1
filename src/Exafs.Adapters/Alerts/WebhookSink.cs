using System.Security.Cryptography;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;

namespace Exafs.Adapters.Alerts;

/// <summary>Alerts → a webhook, one by one in their order, as Alertmanager sends them (version 4), signed where there is a secret.</summary>
/// <param name="url">Where to.</param>
/// <param name="receiver">What the channel is called in the payload.</param>
/// <param name="secret">Of the signature; null: none.</param>
/// <param name="timeout">Of one attempt.</param>
public sealed class WebhookSink(Uri url, string receiver, byte[]? secret, TimeSpan timeout) : ISink<Alert>, IDisposable
{
    /// <summary>sha256= and the HMAC of the body, RFC 2104, in hexadecimal digits.</summary>
    public const string SignatureHeader = "X-Exafs-Signature";

    private readonly AlertHttp _http = new(url, timeout);

    /// <summary>Of a body.</summary>
    public static string Signature(byte[] body, byte[] secret) => $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(secret, body))}";

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The receiver is away, or not ready.</exception>
    /// <exception cref="UndeliverableException">It will never take this.</exception>
    public async Task WriteAsync(IReadOnlyList<Alert> batch, CancellationToken cancellation)
    {
        foreach (var alert in batch.Where(alert => alert.IsNews))
        {
            var body = AlertJson.Webhook(alert, receiver);
            await _http.PostAsync(body, secret is null ? null : Signature(body, secret), cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose() => _http.Dispose();
}
