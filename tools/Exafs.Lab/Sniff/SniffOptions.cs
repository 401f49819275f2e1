namespace Exafs.Lab.Sniff;

/// <summary>How an endpoint is listened to.</summary>
public sealed record SniffOptions
{
    public double Seconds { get; init; } = 5;

    /// <summary>Takes a share of what a PUSH hands out.</summary>
    public bool Pull { get; init; }

    /// <summary>Binds the endpoint, for publishers that connect.</summary>
    public bool Bind { get; init; }

    public string Topic { get; init; } = "";

    /// <exception cref="UsageException">A value is impossible.</exception>
    public SniffOptions Checked() => Seconds is > 0 and <= 86_400 ? this : throw new UsageException($"--seconds: {Seconds} is not from 0 to 86400");
}
