namespace Exafs.Adapters.Influx;

/// <summary>Which InfluxDB is written to, and what.</summary>
public sealed record InfluxOptions
{
    /// <summary>Such as "http://influx:8086".</summary>
    public required Uri Url { get; init; }

    public required string Org { get; init; }

    public required string Bucket { get; init; }

    public string? Token { get; init; }

    /// <summary>Tag "beamline" of every point; null: none.</summary>
    public string? Beamline { get; init; }

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>PEM file with the certificate authorities that the server's certificate may come from; null: those of the system.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>When more than so many bytes wait for it, the oldest |χ(R)| are given up, then the oldest g(R), then the oldest scans.</summary>
    public long OutboxBytes { get; init; } = 20_000_000_000;

    public bool Gzip { get; init; } = true;

    /// <summary>Also write |χ(R)|, one point per scan with a field per R.</summary>
    public bool ChiR { get; init; }

    /// <summary>Also write g(R) where it is estimated, one point per scan with a field per R.</summary>
    public bool Rdf { get; init; } = true;

    /// <summary>Step of R of χ(R), Å.</summary>
    public double ChiRStep { get; init; } = 0.05;

    /// <summary>Largest R of χ(R), Å.</summary>
    public double ChiRMax { get; init; } = 8;
}
