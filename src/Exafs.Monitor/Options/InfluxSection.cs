using System.ComponentModel.DataAnnotations;
using Exafs.Adapters.Influx;
using Exafs.Pipeline;
using Exafs.Pipeline.Delivery;

namespace Exafs.Monitor.Options;

/// <summary>InfluxDB, where there is one.</summary>
internal sealed record InfluxSection : ISection
{
    private static readonly InfluxOptions Default = new() { Url = new Uri("http://127.0.0.1:8086"), Org = "", Bucket = "" };

    public bool Enabled { get; init; }

    public string Url { get; init; } = "http://127.0.0.1:8086";

    public string Org { get; init; } = "beamline";

    public string Bucket { get; init; } = "exafs";

    /// <summary>The token is never written into the configuration: it is the first line of a file…</summary>
    public string? TokenFile { get; init; }

    /// <summary>… or the value of an environment variable.</summary>
    public string? TokenEnvironment { get; init; } = "INFLUX_TOKEN";

    public string? CertificateAuthorityFile { get; init; }

    public string? Beamline { get; init; } = Default.Beamline;

    [Range(0.1, 600.0)]
    public double TimeoutSeconds { get; init; } = Default.Timeout.TotalSeconds;

    [Range(1, 100_000)]
    public int BatchPoints { get; init; } = 2000;

    public bool Gzip { get; init; } = Default.Gzip;

    public bool ChiR { get; init; } = Default.ChiR;

    [Range(0.01, 1.0)]
    public double ChiRStepAngstrom { get; init; } = Default.ChiRStep;

    [Range(1.0, 30.0)]
    public double ChiRMaximumAngstrom { get; init; } = Default.ChiRMax;

    public bool Rdf { get; init; } = Default.Rdf;

    [Range(1e6, 1e15)]
    public long OutboxBytesMaximum { get; init; } = Default.OutboxBytes;

    [Range(0.001, 600.0)]
    public double RetryFirstSeconds { get; init; } = 0.5;

    [Range(0.001, 3600.0)]
    public double RetryLongestSeconds { get; init; } = 60;

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            yield return ("url", $"\"{Url}\" is no address; allowed is such as http://influx:8086");
        if (RetryLongestSeconds < RetryFirstSeconds)
            yield return ("retry_longest_seconds", "must not be below retry_first_seconds");
        if (Enabled && string.IsNullOrWhiteSpace(Bucket))
            yield return ("bucket", "must be named");
        if (Enabled && TokenFile is { } file && !File.Exists(file))
            yield return ("token_file", $"there is no file {file}");
        if (Enabled && CertificateAuthorityFile is { } authority && !File.Exists(authority))
            yield return ("certificate_authority_file", $"there is no file {authority}");
    }

    public InfluxOptions ToOptions() => Default with
    {
        Url = new Uri(Url),
        Org = Org,
        Bucket = Bucket,
        Token = Secrets.Read(TokenFile, TokenEnvironment),
        Beamline = Beamline,
        Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        OutboxBytes = OutboxBytesMaximum,
        CertificateAuthority = CertificateAuthorityFile,
        Gzip = Gzip,
        ChiR = ChiR,
        ChiRStep = ChiRStepAngstrom,
        ChiRMax = ChiRMaximumAngstrom,
        Rdf = Rdf,
    };

    /// <summary>A server that is away delays nothing: what it is owed waits in the store.</summary>
    public DeliveryOptions ToDelivery() => new()
    {
        LargestBatch = BatchPoints,
        NewestToo = true,
        WriteTimeout = TimeSpan.FromSeconds(TimeoutSeconds * 2),
        Backoff = new Backoff(TimeSpan.FromSeconds(RetryFirstSeconds), TimeSpan.FromSeconds(RetryLongestSeconds)),
    };
}
