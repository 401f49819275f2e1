using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Exafs.Monitor.Page;

/// <summary>The page itself: what src/Exafs.Page was bundled to, within this program, so that it needs no internet and no folder.</summary>
internal static class PageFiles
{
    private static readonly ImmutableArray<(string Path, string Name, string Type)> s_files =
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/page.js", "page.js", "text/javascript; charset=utf-8"),
        ("/page.css", "page.css", "text/css; charset=utf-8"),
    ];

    public static void Map(WebApplication application)
    {
        foreach (var (path, name, type) in s_files)
        {
            var (bytes, tag) = Read(name);
            application.MapGet(path, context => AnswerAsync(context, bytes, tag, type));
        }
    }

    private static (byte[] Bytes, string Tag) Read(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream($"page/{name}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return (bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"");
    }

    private static Task AnswerAsync(HttpContext context, byte[] bytes, string tag, string type)
    {
        var headers = context.Response.Headers;
        headers.ETag = tag;
        headers.CacheControl = "no-cache"; // asked for anew each time, and sent where it has changed: a page left open meets the next version
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'";
        headers.XContentTypeOptions = "nosniff";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(bytes).AsTask();
    }
}
