namespace Exafs.Monitor.Options;

/// <summary>A trace of each scan, from its last byte until it was stored, to whoever takes OTLP.</summary>
internal sealed record TracingSection : ISection
{
    /// <summary>Such as http://127.0.0.1:4317 (gRPC); null: none.</summary>
    public string? OtlpEndpoint { get; init; }

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (OtlpEndpoint is { } address && !WebhookSection.IsAddress(address))
            yield return ("otlp_endpoint", $"\"{address}\" is no address; allowed is such as http://127.0.0.1:4317, or null");
    }
}
