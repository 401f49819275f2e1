namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>What one document may ask of us beside <see cref="ScanV1.ScanV1Limits"/>. Beyond it the document has the defect "too_large" or "too_deep".</summary>
internal static class BlueskyLimits
{
    /// <summary>Values of one document: numbers, texts, maps, lists and arrays.</summary>
    public const int Values = 2_000_000;

    /// <summary>Entries of one map.</summary>
    public const int MapEntries = 1 << 14;

    /// <summary>Maps and lists within each other.</summary>
    public const int Depth = 64;

    /// <summary>What a pickle may remember for later.</summary>
    public const int MemoEntries = 1 << 20;

    /// <summary>Marks that a pickle may have set at the same time.</summary>
    public const int Marks = 256;

    /// <summary>Dimensions of an array.</summary>
    public const int Dimensions = 32;

    /// <summary>Data keys of one descriptor.</summary>
    public const int DataKeys = 1024;

    /// <summary>Characters of the name of a data key; what has a longer one is no channel.</summary>
    public const int NameLength = 128;

    /// <summary>Characters of a unit, or of a temperature with its unit; a longer one is none.</summary>
    public const int UnitLength = 64;

    /// <summary>Bytes of the prefix before a document's name.</summary>
    public const int PrefixBytes = 256;

    /// <summary>Runs that are followed at the same time; the oldest is forgotten.</summary>
    public const int Runs = 32;

    /// <summary>Descriptors that are known at the same time; the oldest is forgotten.</summary>
    public const int Descriptors = 256;
}
