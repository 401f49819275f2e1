using Exafs.Signal;

namespace Exafs.Adapters.Streams.Quick;

/// <summary>How raw samples of a quick-scanning monochromator become scans, where the stream does not say it.</summary>
public sealed record QuickOptions
{
    /// <summary>Edge energy that the grid is laid around, eV; null: the table's for element and edge, and without these a grid uniform in angle.</summary>
    public double? E0 { get; init; }

    /// <summary>Regions and steps of the grid around the edge.</summary>
    public RebinParameters Grid { get; init; } = new();

    /// <summary>Step of the grid that is uniform in angle, degree; null: about half an eV.</summary>
    public double? AngularStep { get; init; }

    /// <summary>Added to every Bragg angle, degree: the calibration of the encoder.</summary>
    public double AngleOffset { get; init; }
}
