using Exafs.Monitor.Options;
using Spectre.Console;

namespace Exafs.Monitor.Operation;

/// <summary>exafs-monitor --health: for containers, which have no other program to ask.</summary>
internal static class HealthQuestion
{
    /// <returns>0 where the daemon says that it is alive, else 1.</returns>
    public static async Task<int> AskAsync(HttpSection options, IAnsiConsole console)
    {
        if (options.Listen is not { } listen)
        {
            console.WriteLine("http.listen is null: nobody can be asked");
            return 1;
        }

        // What listens on every address is asked on this machine's.
        var url = new UriBuilder(listen) { Path = "/healthz", Query = "verbose" };
        if (url.Host is "0.0.0.0" or "[::]" or "*" or "+")
            url.Host = "127.0.0.1";
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await http.GetAsync(url.Uri).ConfigureAwait(false);
            console.Write((await answer.Content.ReadAsStringAsync().ConfigureAwait(false)).TrimEnd() + "\n");
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            console.WriteLine($"{url.Uri}: {e.Message}");
            return 1;
        }
    }
}
