using Exafs.Signal;

namespace Exafs.Adapters.Streams.Quick;

/// <summary>Shapes and required fields, checked once, at the door.</summary>
internal static class QuickV1Validation
{
    /// <summary>Index of the last sample that there can be: up to here a double has every integer.</summary>
    public const long MostSamples = 1L << 53;

    private const double FastestRate = 1e9, LeastSpacing = 0.1, LargestSpacing = 100, LargestEnergy = 200_000, LeastEnergy = 100;

    /// <summary>What is wrong with the chunk; null when nothing is.</summary>
    public static Defect? Defect(QuickV1Chunk chunk)
    {
        if (chunk.RunId == ScanV1.ScanV1Message.UnknownId)
            return Missing(QuickV1Key.RunId);
        if (chunk.FirstSample < 0)
            return Missing(QuickV1Key.FirstSample);
        if (chunk.SampleRate == 0)
            return Missing(QuickV1Key.SampleRate);
        if (chunk.SampleRate is not (> 0 and <= FastestRate))
            return Bad(QuickV1Key.SampleRate, chunk.SampleRate);
        if (chunk.MonoDSpacing is { } spacing and not (>= LeastSpacing and <= LargestSpacing))
            return Bad(QuickV1Key.MonoDSpacing, spacing);
        if (chunk.E0 is { } e0 and not (>= LeastEnergy and <= LargestEnergy))
            return Bad(QuickV1Key.E0, e0);
        if (!double.IsFinite(chunk.OffsetDegrees))
            return Bad(QuickV1Key.OffsetDegrees, chunk.OffsetDegrees);
        if (chunk.Count == 0)
            return chunk.IsLast ? null : Missing($"{QuickV1Key.Angle} or {QuickV1Key.Counts}");
        if (chunk.IsInCounts && chunk.DegreesPerCount is null)
            return new Defect("missing_field", $"{QuickV1Key.Counts} without {QuickV1Key.DegreesPerCount}");
        if (chunk.IsInCounts && (chunk.DegreesPerCount == 0 || !double.IsFinite(chunk.DegreesPerCount!.Value)))
            return Bad(QuickV1Key.DegreesPerCount, chunk.DegreesPerCount.Value);
        if (chunk.I0 is null || (chunk.ITrans is null && chunk.IFluor.IsEmpty))
            return Missing(chunk.I0 is null ? QuickV1Key.I0 : $"{QuickV1Key.ITrans} or {QuickV1Key.IFluor}");
        foreach ((string name, QuickV1Column column) in chunk.Channels())
        {
            if (column.Count != chunk.Count)
                return new Defect("length_mismatch", $"{name} has {column.Count} samples where the encoder has {chunk.Count}");
        }

        return null;
    }

    private static Defect Missing(string key) => new("missing_field", $"no {key}");

    private static Defect Bad(string key, double value) => new("bad_value", $"{key} is {value:R}");
}
