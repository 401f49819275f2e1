using System.Text;
using System.Text.Json;
using Exafs.Adapters.Files;
using Exafs.Adapters.SlowValues;
using Exafs.Adapters.Storage;
using Exafs.Monitor.Options;
using Exafs.Report;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Exafs.Monitor.Page;

/// <summary>The live page and what it asks for. What changes something goes by POST, which <see cref="Operation.HttpFace"/> guards.</summary>
internal sealed class LivePage(MonitorOptions options, Monitoring monitoring, LiveFeed feed, OperatorCommands commands, SideChannel values, CancellationToken ended) : IDisposable
{
    private const int MostViewers = 200, MostEntries = 10_000, MostColumns = 2_000, QuestionsAtOnce = 2;

    // A run of a hundred thousand scans takes the store a while; the stream goes first.
    private readonly SemaphoreSlim _questions = new(QuestionsAtOnce);

    public void Map(WebApplication application)
    {
        PageFiles.Map(application);
        application.MapGet("/api/live", LiveAsync);
        application.MapGet("/api/runs", context => AskAsync(context, store => Json(context, store.Runs().Select(run => new { run.RunId, run.Analyzed, run.Rejected }))));
        application.MapGet("/api/track", context => ThinnedAsync(context, "entries", MostEntries, (history, run, first, last, most) => PageFrames.Track(run, history.Track(run, first, last, most))));
        application.MapGet("/api/waterfall", context => ThinnedAsync(context, "columns", MostColumns, (history, run, first, last, most) => PageFrames.Waterfall(run, history.Waterfall(run, first, last, most, LiveFeed.WaterfallRMax))));
        application.MapGet("/api/events", context => AskAsync(context, store => Binary(context, PageFrames.Events(Run(context), store.Events(Run(context)), scan => store.Scan(Run(context), scan)?.Row))));
        application.MapGet("/api/scan", context => ScanAsync(context, (store, scan) => Binary(context, PageFrames.Stored(store, scan, options.Reduction.Fourier.Kweight, monitoring.Time))));
        application.MapGet("/api/scan.xdi", context => ScanAsync(context, (store, scan) => XdiAsync(context, store, scan)));
        application.MapGet("/api/scan.csv", context => ScanAsync(context, (store, scan) => CsvAsync(context, store, scan)));
        application.MapGet("/api/report", ReportAsync);
        ValuesCommand.Map(application, values, monitoring.Time);
        Command(application, "/api/notes", body => commands.Note(Text(body, "text")));
        Command(application, "/api/baseline", _ => commands.Baseline());
        Command(application, "/api/calibrate", _ => commands.Calibrate());
        Command(application, "/api/acknowledge", body => commands.Acknowledge(Text(body, "fingerprint")));
        Command(application, "/api/silence", body => commands.Silence(Texts(body, "matchers"), Number(body, "minutes"), Text(body, "comment")));
    }

    public void Dispose() => _questions.Dispose();

    private async Task LiveAsync(HttpContext context)
    {
        var problem = !context.WebSockets.IsWebSocketRequest ? "this is for WebSockets"
            : context.Request.Headers.Origin is [{ } origin] && origin != $"{context.Request.Scheme}://{context.Request.Host}" ? "a page from elsewhere may not look"
            : feed.Viewers >= MostViewers ? $"{MostViewers} pages look already" : null;
        if (problem is not null)
        {
            context.Response.StatusCode = context.WebSockets.IsWebSocketRequest ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(problem + "\n").ConfigureAwait(false);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ended);
        await new Viewer(feed, options.Store.Path, socket, Query(context, "after") ?? 0).RunAsync(gone.Token).ConfigureAwait(false);
    }

    private Task ReportAsync(HttpContext context) => AskAsync(context, store =>
    {
        if (!store.Runs().Any(run => run.RunId == Run(context)))
            return Refuse(context, StatusCodes.Status404NotFound, $"there is no run {Run(context)}");
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(ReportPage.Of(ReportRun.Read(store, Run(context), context.RequestAborted), [], scan => store.Spectrum(scan.Stored)));
    });

    private Task AskAsync(HttpContext context, Func<StoreReader, Task> answer) => GuardAsync(context, async () =>
    {
        using var store = new StoreReader(options.Store.Path);
        await answer(store).ConfigureAwait(false);
    });

    // A few at a time; of a store that cannot be read it is said why.
    private async Task GuardAsync(HttpContext context, Func<Task> answer)
    {
        await _questions.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            await answer().ConfigureAwait(false);
        }
        catch (StoreException unreadable) when (!context.Response.HasStarted)
        {
            await Refuse(context, StatusCodes.Status503ServiceUnavailable, unreadable.Message).ConfigureAwait(false);
        }
        finally
        {
            _questions.Release();
        }
    }

    private Task ScanAsync(HttpContext context, Func<StoreReader, StoredScan, Task> answer) => AskAsync(context, store =>
    {
        var row = Query(context, "row") ?? 0;
        return store.Scan(Run(context), row) is { } scan ? answer(store, scan) : Refuse(context, StatusCodes.Status404NotFound, $"run {Run(context)} has no scan in row {row}");
    });

    private Task ThinnedAsync(HttpContext context, string name, int most, Func<StoreHistory, string, long, long, int, byte[]> answer) => GuardAsync(context, async () =>
    {
        using var history = new StoreHistory(options.Store.Path);
        // Without a name it is the newest, so that a page that opens need not wait to be told which that is.
        var run = context.Request.Query.ContainsKey("run") ? Run(context) : history.Newest()?.RunId;
        if (run is null)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (history.Rows(run) is not { } rows)
        {
            await Refuse(context, StatusCodes.Status404NotFound, $"there is no run {run}").ConfigureAwait(false);
            return;
        }

        var (first, last) = (Math.Max(rows.First, Query(context, "from") ?? rows.First), Math.Min(rows.Last, Query(context, "to") ?? rows.Last));
        await Binary(context, answer(history, run, first, last, (int)Math.Clamp(Query(context, name) ?? most, 1, most))).ConfigureAwait(false);
    });

    private static void Command(WebApplication application, string path, Func<JsonElement, (bool Done, string Answer)> run) => application.MapPost(path, async context =>
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
            var (done, answer) = body.RootElement.ValueKind == JsonValueKind.Object ? run(body.RootElement) : (false, "the body must be a JSON object");
            context.Response.StatusCode = done ? StatusCodes.Status200OK : StatusCodes.Status409Conflict;
            await context.Response.WriteAsync(answer + "\n").ConfigureAwait(false);
        }
        catch (JsonException)
        {
            await Refuse(context, StatusCodes.Status400BadRequest, "the body is no JSON").ConfigureAwait(false);
        }
    });

    // A table that another one can read: several axes side by side, the shorter ones end earlier.
    private static Task CsvAsync(HttpContext context, StoreReader store, StoredScan scan)
    {
        XdiColumn[] columns = [.. ScanTables.Of(store, scan).SelectMany(table => table.Columns)];
        if (columns.Length == 0)
            return Refuse(context, StatusCodes.Status404NotFound, $"nothing was kept of scan {scan.ScanId} but why it was rejected");
        var text = new StringBuilder().AppendJoin(',', columns.Select(column => column.Unit.Length == 0 ? column.Label : $"{column.Label} ({column.Unit})")).Append('\n');
        for (var i = 0; i < columns.Max(column => column.Values.Length); i++)
            text.AppendJoin(',', columns.Select(column => i < column.Values.Length && double.IsFinite(column.Values[i]) ? column.Values[i].ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "")).Append('\n');
        Attach(context, scan, "csv");
        return context.Response.WriteAsync(text.ToString());
    }

    private static async Task XdiAsync(HttpContext context, StoreReader store, StoredScan scan)
    {
        var wanted = context.Request.Query["content"].ToString();
        var tables = ScanTables.Of(store, scan).ToArray();
        var (_, columns) = tables.FirstOrDefault(table => wanted.Length == 0 || table.Content == wanted);
        if (columns is null)
        {
            await Refuse(context, StatusCodes.Status404NotFound, tables.Length == 0 ? $"nothing was kept of scan {scan.ScanId} but why it was rejected" : $"there is {string.Join(", ", tables.Select(table => table.Content))}").ConfigureAwait(false);
            return;
        }

        Attach(context, scan, "xdi");
        using var buffer = new MemoryStream();
        XdiWriter.Write(buffer, ScanTables.Header(scan), columns);
        await context.Response.Body.WriteAsync(buffer.ToArray()).ConfigureAwait(false);
    }

    private static void Attach(HttpContext context, StoredScan scan, string kind)
    {
        var safe = string.Concat(scan.ScanId.Take(60).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"scan-{safe}.{kind}\"";
    }

    private static Task Refuse(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why + "\n");
    }

    private static Task Json(HttpContext context, object value)
    {
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, PageFrame.Json)).AsTask();
    }

    private static Task Binary(HttpContext context, byte[] frame)
    {
        context.Response.ContentType = "application/octet-stream";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(frame).AsTask();
    }

    private static string Run(HttpContext context) => context.Request.Query["run"].ToString();

    private static long? Query(HttpContext context, string name) => long.TryParse(context.Request.Query[name], out var value) ? value : null;

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string[]? Texts(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : null;

    private static double Number(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.TryGetDouble(out var number) ? number : double.NaN;
}
