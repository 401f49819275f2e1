using Exafs.Adapters.SlowValues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Exafs.Monitor.Page;

/// <summary>POST /api/values: slow values for who has no ZeroMQ at hand, as one JSON object or a list of them. A body that cannot be read is refused whole; else each reading is taken by itself.</summary>
internal static class ValuesCommand
{
    public static void Map(WebApplication application, SideChannel values, TimeProvider time)
    {
        var reader = new SlowMessageReader();
        application.MapPost("/api/values", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
            var (done, answer) = Take(reader.ReadJson(body.ToArray()), values, time);
            context.Response.StatusCode = done ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(answer + "\n").ConfigureAwait(false);
        });
    }

    // What was there already may be sent again: who did not hear the answer does.
    private static (bool Done, string Answer) Take(SlowMessage said, SideChannel values, TimeProvider time)
    {
        if (said.Defect is { } defect)
        {
            values.Reject(defect);
            return (false, $"{defect.Reason}: {defect.Detail}");
        }

        var became = values.Take(said.Readings, time.GetUtcNow());
        return became.First is { } first
            ? (became.Taken > 0, $"{became.Taken} taken, {became.Rejected} not: {first.Reason}, {first.Detail}")
            : (true, $"{became.Taken} taken{(became.Repeated > 0 ? $", {became.Repeated} were there already" : "")}");
    }
}
