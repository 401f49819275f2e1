using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Exafs.Monitor.Options;

/// <summary>Somebody who takes webhooks as Alertmanager sends them.</summary>
internal sealed record WebhookSection : ISection
{
    public required string Url { get; init; }

    /// <summary>What the channel is called, in the payload and in the books.</summary>
    public string Name { get; init; } = "webhook";

    /// <summary>The secret of the signature is never written into the configuration: it is the first line of a file…</summary>
    public string? SecretFile { get; init; }

    /// <summary>… or the value of an environment variable.</summary>
    public string? SecretEnvironment { get; init; }

    [Range(0.1, 600.0)]
    public double TimeoutSeconds { get; init; } = 10;

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (!IsAddress(Url))
            yield return ("url", $"\"{Url}\" is no address; allowed is such as http://127.0.0.1:5001/hook");
        foreach (var problem in Secrets.Check("secret", SecretFile, SecretEnvironment))
            yield return problem;
    }

    /// <summary>Null: no signature is asked for.</summary>
    public byte[]? Secret() => Secrets.Read(SecretFile, SecretEnvironment) is { } secret ? Encoding.UTF8.GetBytes(secret) : null;

    public static bool IsAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
}
