namespace Exafs.Signal;

/// <summary>How the samples of a quick-scanning monochromator become scans on one grid.</summary>
public sealed record QuickParameters
{
    /// <summary>Lattice spacing of the monochromator, Å.</summary>
    public required double DSpacing { get; init; }

    /// <summary>Edge energy, eV, that the grid of three regions is laid around; null: not known, and the grid is uniform in angle.</summary>
    public double? E0 { get; init; }

    /// <summary>Regions and steps around <see cref="E0"/>; its method and compatibility are not used.</summary>
    public RebinParameters Grid { get; init; } = new();

    /// <summary>Step of the grid that is uniform in angle, degree; null: about half an eV.</summary>
    public double? AngularStep { get; init; }

    /// <summary>A way back is a turning point when it is longer than this, eV …</summary>
    public double Turn { get; init; } = 5;

    /// <summary>… and than this part of the way since the last turning point, so that a monochromator may ring where it stops.</summary>
    public double TurnPart { get; init; } = 0.05;
}
