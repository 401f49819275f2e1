using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Exafs.SystemTests.Adapters;

/// <summary>Debian's influxd 1.6 in a folder of its own, and in front of it the path of InfluxDB 2: /api/v2/write?org&amp;bucket&amp;precision → /write?db&amp;precision.</summary>
internal sealed class InfluxServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-influx-").FullName;
    private readonly HttpClient _http = new();
    private Peer? _influxd;
    private WebApplication? _front;

    /// <summary>What a client of InfluxDB 2 connects to.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Requests so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Answers instead of the server, where it gives a status.</summary>
    public Func<int?> Fault { get; set; } = () => null;

    private string Native { get; set; } = "";

    public static async Task<InfluxServer> StartAsync()
    {
        var server = new InfluxServer();
        int port = Peer.FreePort();
        server.Native = $"http://127.0.0.1:{port}";
        server._influxd = Peer.Start("/usr/bin/influxd", "influxdb", [], new Dictionary<string, string>
        {
            ["INFLUXDB_HTTP_BIND_ADDRESS"] = $"127.0.0.1:{port}",
            ["INFLUXDB_BIND_ADDRESS"] = $"127.0.0.1:{Peer.FreePort()}",
            ["INFLUXDB_META_DIR"] = Path.Combine(server._folder, "meta"),
            ["INFLUXDB_DATA_DIR"] = Path.Combine(server._folder, "data"),
            ["INFLUXDB_DATA_WAL_DIR"] = Path.Combine(server._folder, "wal"),
            ["INFLUXDB_REPORTING_DISABLED"] = "true",
        });
        await UntilUpAsync(server._http, server.Native + "/ping", server._influxd);
        await server.QueryAsync("CREATE DATABASE exafs");

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server._front = builder.Build();
        server._front.Run(server.ForwardAsync);
        await server._front.StartAsync();
        server.Url = new Uri(server._front.Urls.Single());
        return server;
    }

    /// <summary>The server's JSON answer to a query in InfluxQL.</summary>
    public async Task<string> QueryAsync(string query)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("q", query), KeyValuePair.Create("db", "exafs"), KeyValuePair.Create("epoch", "ns")]);
        using HttpResponseMessage answer = await _http.PostAsync(Native + "/query", form);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    /// <summary>Where the server itself takes lines.</summary>
    public Uri NativeWrite(string database) => new($"{Native}/write?db={database}");

    /// <summary>Writes a line past the front.</summary>
    public async Task WriteAsync(string line)
    {
        using var body = new StringContent(line);
        using HttpResponseMessage answer = await _http.PostAsync(Native + "/write?db=exafs", body);
        answer.EnsureSuccessStatusCode();
    }

    public static async Task UntilUpAsync(HttpClient http, string url, Peer peer)
    {
        for (int tries = 0; tries < 300; tries++)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(url);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(100);
        }

        Assert.Fail($"{url} does not answer; is {peer.Packages} installed?\n{peer.Errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_front is not null)
            await _front.DisposeAsync();
        _influxd?.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ForwardAsync(HttpContext context)
    {
        Requests++;
        if (Fault() is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        string target = context.Request.Path == "/api/v2/write"
            ? $"{Native}/write?db={context.Request.Query["bucket"]}&precision={context.Request.Query["precision"]}"
            : Native + context.Request.Path;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target);
        if (context.Request.Method == "POST")
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", (string?)context.Request.Headers.ContentEncoding);
        }

        using HttpResponseMessage answer = await _http.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        byte[] body = await answer.Content.ReadAsByteArrayAsync();
        if (body.Length > 0)
            await context.Response.Body.WriteAsync(body);
    }
}
