using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Quick;

/// <summary>One message of exafs-quick-v1: some samples of encoder and ADC, one after the other. One that cannot be used has a <see cref="Defect"/>, and of the rest what could be read.</summary>
public sealed record QuickV1Chunk
{
    public string RunId { get; set; } = ScanV1Message.UnknownId;

    /// <summary>Counts the chunks of a run.</summary>
    public long? Sequence { get; set; }

    /// <summary>Index of the first sample since the start of the run; −1: not given.</summary>
    public long FirstSample { get; set; } = -1;

    /// <summary>Samples a second; 0: not given.</summary>
    public double SampleRate { get; set; }

    /// <summary>When sample 0 was taken, UTC.</summary>
    public DateTime? StartTime { get; set; }

    /// <summary>Lattice spacing of the monochromator, Å.</summary>
    public double? MonoDSpacing { get; set; }

    public string? Element { get; set; }

    public string? Edge { get; set; }

    /// <summary>Edge energy that the grid is laid around, eV; null: the table's for element and edge.</summary>
    public double? E0 { get; set; }

    /// <summary>Sample temperature, K.</summary>
    public double? SampleTemperature { get; set; }

    /// <summary>Bragg angle, degree [n], or counts of the encoder.</summary>
    public QuickV1Column Encoder { get; set; }

    /// <summary>Whether <see cref="Encoder"/> is in counts.</summary>
    public bool IsInCounts { get; set; }

    /// <summary>Degrees a count, where it is in counts.</summary>
    public double? DegreesPerCount { get; set; }

    /// <summary>Added to the angle, degree: where the encoder shows 0, or how far it is off.</summary>
    public double OffsetDegrees { get; set; }

    /// <summary>[n].</summary>
    public QuickV1Column? I0 { get; set; }

    /// <inheritdoc cref="I0"/>
    public QuickV1Column? ITrans { get; set; }

    /// <inheritdoc cref="I0"/>
    public QuickV1Column? IRefer { get; set; }

    /// <summary>[n] of each detector element.</summary>
    public ImmutableArray<(string Name, QuickV1Column Column)> IFluor { get; set; } = [];

    /// <summary>The run is over.</summary>
    public bool IsLast { get; set; }

    public Defect? Defect { get; set; }

    /// <summary>Samples.</summary>
    public int Count => Encoder.Count;

    /// <summary>All channels beside the encoder, by their keys; the elements by their names.</summary>
    public IEnumerable<(string Name, QuickV1Column Column)> Channels()
    {
        if (I0 is { } i0)
            yield return (QuickV1Key.I0, i0);
        if (ITrans is { } itrans)
            yield return (QuickV1Key.ITrans, itrans);
        if (IRefer is { } irefer)
            yield return (QuickV1Key.IRefer, irefer);
        foreach ((string name, QuickV1Column column) in IFluor)
            yield return (name, column);
    }

    /// <summary>Bragg angles, degree, from one sample on.</summary>
    public void CopyAngles(int first, Span<double> to)
    {
        Encoder.CopyTo(first, to);
        if (IsInCounts && DegreesPerCount is { } degrees)
        {
            foreach (ref double value in to)
                value *= degrees;
        }

        if (OffsetDegrees == 0)
            return;
        foreach (ref double value in to)
            value += OffsetDegrees;
    }
}
