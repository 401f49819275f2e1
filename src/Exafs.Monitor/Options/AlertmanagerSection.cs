using System.ComponentModel.DataAnnotations;

namespace Exafs.Monitor.Options;

/// <summary>An Alertmanager.</summary>
internal sealed record AlertmanagerSection : ISection
{
    public required string Url { get; init; }

    [Range(0.1, 600.0)]
    public double TimeoutSeconds { get; init; } = 10;

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (!WebhookSection.IsAddress(Url))
            yield return ("url", $"\"{Url}\" is no address; allowed is such as http://127.0.0.1:9093");
    }
}
