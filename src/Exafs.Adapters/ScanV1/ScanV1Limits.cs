namespace Exafs.Adapters.ScanV1;

/// <summary>What one publisher may ask of us. Beyond it a message has the defect "too_large" or "too_deep".</summary>
public sealed record ScanV1Limits
{
    /// <summary>Bytes of one message.</summary>
    public int MessageBytes { get; init; } = 128 << 20;

    /// <summary>Points of one scan.</summary>
    public int Points { get; init; } = 1_000_000;

    /// <summary>Channels of one scan, and as many detector elements.</summary>
    public int Channels { get; init; } = 256;

    /// <summary>Bytes of one text: an id, a name, a unit, a reason.</summary>
    public int TextBytes { get; init; } = 1024;

    /// <summary>Maps and arrays within each other.</summary>
    public int Depth { get; init; } = 16;

    /// <summary>Scans that grow at the same time.</summary>
    public int OpenScans { get; init; } = 64;

    /// <summary>Numbers held by all growing scans together.</summary>
    public long OpenValues { get; init; } = 32_000_000;
}
