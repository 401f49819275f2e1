using InfluxDB.Client;

namespace Exafs.Adapters.Influx;

/// <summary>A client of the server that the options name.</summary>
internal sealed class InfluxConnection : IDisposable
{
    private readonly HttpClient? _http;

    /// <exception cref="IOException">The file of certificates cannot be read.</exception>
    public InfluxConnection(InfluxOptions options)
    {
        _http = options.CertificateAuthority is { } file ? InfluxTrust.Client(file) : null;
        var connection = new InfluxDBClientOptions(options.Url.ToString())
        {
            Org = options.Org,
            Bucket = options.Bucket,
            Timeout = options.Timeout,
            HttpClient = _http,
        };
        if (!string.IsNullOrEmpty(options.Token))
            connection.Token = options.Token;
        Client = new InfluxDBClient(connection);
        if (options.Gzip)
            Client.EnableGzip();
        Api = Client.GetWriteApiAsync();
    }

    public InfluxDBClient Client { get; }

    public WriteApiAsync Api { get; }

    public void Dispose()
    {
        Client.Dispose();
        _http?.Dispose();
    }
}
