using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Exafs.SystemTests.StandIns;

/// <summary>A server of /api/v2/write that keeps what it was sent and answers as it is told.</summary>
internal sealed class FakeInflux : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly CancellationTokenSource ending = new();

    private FakeInflux(WebApplication application) => this.application = application;

    public sealed record Request(
        string Method, string Path, Dictionary<string, string> Query, Dictionary<string, string> Headers, string Body);

    public ConcurrentQueue<Request> Requests { get; } = [];

    /// <summary>The answer; 204 unless set.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    public string Url => application.Urls.Single();

    public static async Task<FakeInflux> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var fake = new FakeInflux(builder.Build());
        fake.application.Run(fake.TakeAsync);
        await fake.application.StartAsync();
        return fake;
    }

    /// <summary>Never answers, until the server or the client goes.</summary>
    public async Task StallAsync(HttpContext context)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending.Token);
        await Task.Delay(Timeout.Infinite, gone.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await application.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        Stream body = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        string text = await new StreamReader(body).ReadToEndAsync();
        Requests.Enqueue(new Request(request.Method, request.Path,
            request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()), // Kestrel uses its own again
            text));
        await Answer(context);
    }
}
