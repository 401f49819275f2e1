namespace Exafs.Adapters.ScanV1;

/// <summary>What a message of exafs-scan-v1 says.</summary>
public enum ScanV1MessageType
{
    /// <summary>Could not be read.</summary>
    Unknown,

    /// <summary>A scan as a whole.</summary>
    Scan,

    /// <summary>A scan begins.</summary>
    Begin,

    /// <summary>Some further points of a scan that has begun.</summary>
    Points,

    /// <summary>The scan has all its points.</summary>
    End,

    /// <summary>The scan ends before its last point.</summary>
    Abort,
}
