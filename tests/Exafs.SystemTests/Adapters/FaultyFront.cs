using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Exafs.SystemTests.Adapters;

/// <summary>Stands before a server that takes /api/v2/write, and fails as it is told: with an answer, without one, after the server has taken it, slowly.</summary>
internal sealed class FaultyFront : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Uri _server;
    private readonly WebApplication _application;

    private FaultyFront(Uri server, WebApplication application) => (_server, _application) = (server, application);

    public Uri Url => new(_application.Urls.Single());

    /// <summary>What happens to the next request, by its body; "" lets it through. Others: 400, 401, …; reset; hang; taken_but_no_answer; slow.</summary>
    public Func<string, string> Next { get; set; } = _ => "";

    public static async Task<FaultyFront> StartAsync(Uri server, int port = 0)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var front = new FaultyFront(server, builder.Build());
        front._application.Run(front.TakeAsync);
        await front._application.StartAsync();
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _application.DisposeAsync();
        _http.Dispose();
        _ending.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var taken = new MemoryStream();
        await context.Request.Body.CopyToAsync(taken);
        string fault = Next(Text(context, taken.ToArray()));
        switch (fault)
        {
            case "reset":
                context.Abort();
                return;
            case "hang":
                using (var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _ending.Token))
                    await Task.Delay(Timeout.Infinite, gone.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            case "slow":
                await Task.Delay(150);
                break;
            case "" or "taken_but_no_answer":
                break;
            default:
                context.Response.StatusCode = int.Parse(fault);
                if (fault is "429" or "503")
                    context.Response.Headers.RetryAfter = "1";
                return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_server, context.Request.Path + context.Request.QueryString));
        request.Content = new ByteArrayContent(taken.ToArray());
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", (string?)context.Request.Headers.ContentEncoding);
        using HttpResponseMessage answer = await _http.SendAsync(request);
        if (fault == "taken_but_no_answer")
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        if (await answer.Content.ReadAsByteArrayAsync() is { Length: > 0 } body)
            await context.Response.Body.WriteAsync(body);
    }

    private static string Text(HttpContext context, byte[] body)
    {
        using Stream plain = context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(new MemoryStream(body), CompressionMode.Decompress) : new MemoryStream(body);
        return new StreamReader(plain).ReadToEnd();
    }
}
