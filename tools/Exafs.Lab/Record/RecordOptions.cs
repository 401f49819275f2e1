using Exafs.Adapters.ZeroMq;

namespace Exafs.Lab.Record;

/// <summary>What is recorded, and for how long.</summary>
internal sealed record RecordOptions
{
    /// <summary>Such as tcp://beamline:5555.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The file.</summary>
    public required string Output { get; init; }

    /// <summary>Binds the endpoint.</summary>
    public bool Bind { get; init; }

    /// <summary>PULL instead of SUB.</summary>
    public bool Pull { get; init; }

    /// <summary>First bytes of what is wanted; empty: all.</summary>
    public string Topic { get; init; } = "";

    /// <summary>s; null: until Ctrl-C.</summary>
    public double? Seconds { get; init; }

    /// <summary>Replaces a file that is there.</summary>
    public bool Force { get; init; }

    /// <summary>CURVE: own keys, NAME.key_secret.</summary>
    public string? SecretKeyFile { get; init; }

    /// <summary>CURVE: the publisher's key, NAME.key.</summary>
    public string? PublisherKeyFile { get; init; }

    /// <exception cref="UsageException">A value is impossible.</exception>
    public ZeroMqOptions ToZeroMq()
    {
        if (Seconds is { } seconds && seconds is not (> 0 and <= 1e7)) throw new UsageException($"--seconds: {seconds} is not above 0");
        if (Pull && Topic.Length > 0) throw new UsageException("--topic is for subscribing; a PULL takes all");
        if (Bind && PublisherKeyFile is not null) throw new UsageException("--curve-publisher-key-file is for connecting");
        if (!Bind && SecretKeyFile is not null && PublisherKeyFile is null) throw new UsageException("--curve-secret-key-file needs --curve-publisher-key-file when connecting");
        return new ZeroMqOptions
        {
            Endpoints = [Endpoint],
            Bind = Bind,
            Pattern = Pull ? ZeroMqPattern.Pull : ZeroMqPattern.Subscribe,
            Topic = Topic,
            OwnKeys = Keys(SecretKeyFile, "--curve-secret-key-file", needsSecret: true),
            PublisherKey = Keys(PublisherKeyFile, "--curve-publisher-key-file", needsSecret: false),
        };
    }

    private static CurveCertificate? Keys(string? file, string option, bool needsSecret)
    {
        if (file is null) return null;
        try
        {
            CurveCertificate read = CurveCertificate.Read(file);
            return needsSecret && read.SecretKey is null ? throw new UsageException($"{option}: {file} has no secret-key") : read;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: {error.Message}");
        }
    }
}
