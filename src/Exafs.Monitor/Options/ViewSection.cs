using System.ComponentModel.DataAnnotations;

namespace Exafs.Monitor.Options;

/// <summary>What is shown.</summary>
internal sealed record ViewSection
{
    [Range(0.1, 4.0)]
    public double FramesPerSecond { get; init; } = 4;

    [Range(2.0, 10.0)]
    public double PlotRmaxAngstrom { get; init; } = 6;

    [Range(1.0, 86_400.0)]
    public double LogSummaryEverySeconds { get; init; } = 60;

    public TimeSpan FrameTime() => TimeSpan.FromSeconds(1 / FramesPerSecond);
}
