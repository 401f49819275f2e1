using System.Security.Cryptography;
using System.Text;
using Exafs.Monitor.Options;
using Exafs.Monitor.Page;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace Exafs.Monitor.Operation;

/// <summary>What the daemon serves over HTTP. Whoever may connect may read; what changes something needs the token where there is one, and comes from this machine where there is none.</summary>
internal sealed class HttpFace : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly OperationMetrics _metrics;

    private HttpFace(WebApplication application, OperationMetrics metrics) => (_application, _metrics) = (application, metrics);

    /// <summary>Where it listens.</summary>
    public string Url => _application.Urls.Single();

    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static async Task<HttpFace> StartAsync(HttpSection options, Health health, OperationMetrics metrics, Func<string> reload, LivePage page)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(options.Listen!).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1_000_000;
        });
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        var application = builder.Build();
        var token = options.Token() is { } secret ? Encoding.UTF8.GetBytes(secret) : null;
        application.Use((context, next) => Guard(context, next, token, options.IsLoopback()));
        application.UseWebSockets();
        application.UseRouting();
        foreach (var path in new[] { "/healthz", "/livez" })
            application.MapGet(path, context => AnswerAsync(context, health.Alive()));
        application.MapGet("/readyz", context => AnswerAsync(context, health.Ready()));
        application.MapMetrics("/metrics", metrics.Registry);
        page.Map(application);
        application.MapPost("/-/reload", async context => await context.Response.WriteAsync(reload() + "\n").ConfigureAwait(false));
        try
        {
            await application.StartAsync().ConfigureAwait(false);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            metrics.Dispose();
            throw;
        }

        return new(application, metrics);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync().ConfigureAwait(false);
        _metrics.Dispose();
    }

    private static async Task Guard(HttpContext context, RequestDelegate next, byte[]? token, bool isLoopback)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var problem = token is not null ? IsRight(request.Headers.Authorization.ToString(), token) ? null : "this needs the token: Authorization: Bearer …"
            : !isLoopback ? "changes need a token where others than this machine can connect: set http.token_file"
            : request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}" ? "a page from elsewhere may change nothing"
            : null;
        if (problem is null)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = token is null ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
        if (token is not null)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        await context.Response.WriteAsync(problem + "\n").ConfigureAwait(false);
    }

    // In the same time, whatever is wrong with it.
    private static bool IsRight(string authorization, byte[] token) =>
        authorization.StartsWith("Bearer ", StringComparison.Ordinal) && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization["Bearer ".Length..].Trim()), token);

    private static Task AnswerAsync(HttpContext context, IReadOnlyList<HealthCheck> checks)
    {
        var bad = checks.Where(check => check.Trouble is not null).ToArray();
        context.Response.StatusCode = bad.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        var told = context.Request.Query.ContainsKey("verbose") || bad.Length > 0 ? checks : [];
        return context.Response.WriteAsync(string.Concat(told.Select(check => $"{check}\n")) + (bad.Length == 0 ? "ok\n" : "failed\n"));
    }
}
