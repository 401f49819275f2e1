using System.ComponentModel.DataAnnotations;
using Exafs.Adapters.Streams.Quick;

namespace Exafs.Monitor.Options;

/// <summary>How raw samples of a quick-scanning monochromator become scans, where the stream does not say it.</summary>
internal sealed record QuickSection
{
    private static readonly QuickOptions Default = new();

    [Range(100.0, 200_000.0)]
    public double? E0Ev { get; init; } = Default.E0;

    [Range(1e-6, 1.0)]
    public double? AngularStepDeg { get; init; } = Default.AngularStep;

    [Range(-10.0, 10.0)]
    public double AngleOffsetDeg { get; init; } = Default.AngleOffset;

    public QuickOptions ToOptions() => Default with { E0 = E0Ev, AngularStep = AngularStepDeg, AngleOffset = AngleOffsetDeg };
}
