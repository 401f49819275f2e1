namespace Exafs.Adapters.ScanV1;

/// <summary>How growing scans are shown, and when they are given up.</summary>
public sealed record ScanAssemblerOptions
{
    /// <summary>A growing scan is shown at most this often.</summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A scan of which nothing was heard for so long is over: its publisher died.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Ended scans that are remembered, so that a message that comes late does not begin them anew.</summary>
    public int Remembered { get; init; } = 256;

    public ScanV1Limits Limits { get; init; } = new();
}
