using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using InfluxDB.Client.Core.Exceptions;

namespace InfluxDB.Client;

/// <summary>A server of InfluxDB's HTTP interface, version 2.</summary>
public class InfluxDBClient : IDisposable
{
    private readonly HttpClient http;
    private readonly bool ownsHttp;
    private bool gzip;

    public InfluxDBClient(string url) : this(new InfluxDBClientOptions(url)) { }

    public InfluxDBClient(string url, string token) : this(new InfluxDBClientOptions(url) { Token = token }) { }

    public InfluxDBClient(InfluxDBClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        ownsHttp = options.HttpClient == null;
        http = options.HttpClient ?? new HttpClient(Handler(options)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    internal InfluxDBClientOptions Options { get; }

    public WriteApiAsync GetWriteApiAsync() => new(this);

    /// <summary>Compresses what is written from now on.</summary>
    public InfluxDBClient EnableGzip()
    {
        gzip = true;
        return this;
    }

    public InfluxDBClient DisableGzip()
    {
        gzip = false;
        return this;
    }

    public bool IsGzipEnabled() => gzip;

    /// <summary>Whether the server answers; it throws nothing.</summary>
    public async Task<bool> PingAsync()
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Url("/ping"));
            await SendAsync(request, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (HttpException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (ownsHttp)
            http.Dispose();
        GC.SuppressFinalize(this);
    }

    internal async Task PostAsync(string pathAndQuery, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url(pathAndQuery));
        request.Content = new ByteArrayContent(gzip ? Compressed(body) : body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(gzip ? "application/x-gzip" : "text/plain; charset=utf-8");
        request.Content.Headers.ContentEncoding.Add(gzip ? "gzip" : "identity");
        await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whatever goes wrong on the way, the caller's cancellation too, is an <see cref="HttpException"/> with its cause inside.</summary>
    private async Task SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.UserAgent.ParseAdd("influxdb-client-csharp/5.1.0");
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.AcceptEncoding.ParseAdd("identity");
        if (Options.Token is { } token)
            request.Headers.TryAddWithoutValidation("Authorization", "Token " + token);
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timed.CancelAfter(Options.Timeout);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, timed.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                string answer = await response.Content.ReadAsStringAsync(timed.Token).ConfigureAwait(false);
                throw HttpException.Create((int)response.StatusCode, response.Headers, answer);
            }
        }
        catch (Exception cause) when (cause is HttpRequestException or OperationCanceledException or IOException)
        {
            throw new HttpException(cause.Message, 0, cause);
        }
    }

    private string Url(string pathAndQuery) => Options.Url.TrimEnd('/') + pathAndQuery;

    private static byte[] Compressed(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var zip = new GZipStream(compressed, CompressionMode.Compress))
            zip.Write(body);
        return compressed.ToArray();
    }

    private static SocketsHttpHandler Handler(InfluxDBClientOptions options) => new()
    {
        AllowAutoRedirect = options.AllowHttpRedirects,
        AutomaticDecompression = DecompressionMethods.None,
    };
}
