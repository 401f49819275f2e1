using System.Collections.Immutable;

namespace Exafs.Signal;

/// <summary>One sweep of a quick-scanning monochromator, on the grid of its run.</summary>
/// <param name="Number">Counts the sweeps of a run from 1; sweeps that fell into a gap count, too, as far as their number can be told.</param>
/// <param name="FirstSample">Index of the sample at which it left its turning point.</param>
/// <param name="LastSample">Index of the sample at which it came near the next one.</param>
/// <param name="Direction">Of the energy.</param>
/// <param name="Energy">eV [n], in the order of acquisition. Empty: it went beside the grid.</param>
/// <param name="Columns">Each channel [n].</param>
public sealed record QuickScan(long Number, long FirstSample, long LastSample, ScanDirection Direction, ImmutableArray<double> Energy, ImmutableArray<ImmutableArray<double>> Columns)
{
    /// <summary>Samples in its bins, those near the turning points as well.</summary>
    public long Samples { get; init; }

    /// <summary>Mean of what goes along with the samples, such as the sample's temperature; NaN: nothing does.</summary>
    public double Level { get; init; } = double.NaN;

    /// <summary>Why it is not whole; null: it is.</summary>
    public Defect? Defect { get; init; }
}
