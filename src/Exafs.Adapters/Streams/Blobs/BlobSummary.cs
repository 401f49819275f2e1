namespace Exafs.Adapters.Streams.Blobs;

/// <summary>A blob in four numbers; NaN where it has none. Values that are no numbers count for the sum and the last alone.</summary>
/// <param name="Sum">Of all values.</param>
/// <param name="Least">Of its values.</param>
/// <param name="Largest">Of its values.</param>
/// <param name="Last">The last value.</param>
public readonly record struct BlobSummary(double Sum, double Least, double Largest, double Last);
