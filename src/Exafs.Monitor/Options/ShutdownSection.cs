using System.ComponentModel.DataAnnotations;

namespace Exafs.Monitor.Options;

/// <summary>The end.</summary>
internal sealed record ShutdownSection
{
    [Range(0.0, 3600.0)]
    public double DrainSeconds { get; init; } = 30;

    public TimeSpan Drain() => TimeSpan.FromSeconds(DrainSeconds);
}
