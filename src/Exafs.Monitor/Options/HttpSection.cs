using System.Net;

namespace Exafs.Monitor.Options;

/// <summary>What the daemon serves over HTTP: /metrics, /healthz, /readyz.</summary>
internal sealed record HttpSection : ISection
{
    /// <summary>Null: nothing is served.</summary>
    public string? Listen { get; init; } = "http://127.0.0.1:8650";

    /// <summary>The token that changes of state need is never written into the configuration: it is the first line of a file…</summary>
    public string? TokenFile { get; init; }

    /// <summary>… or the value of an environment variable.</summary>
    public string? TokenEnvironment { get; init; }

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (Listen is { } address && (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != "http" || uri.PathAndQuery != "/"))
            yield return ("listen", $"\"{address}\" is no address to listen on; allowed is such as http://127.0.0.1:8650, or null");
        foreach (var problem in Secrets.Check("token", TokenFile, TokenEnvironment))
            yield return problem;
    }

    /// <summary>Null: none is asked for.</summary>
    public string? Token() => Secrets.Read(TokenFile, TokenEnvironment);

    /// <summary>Only this machine can ask.</summary>
    public bool IsLoopback() => Listen is { } address && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
