namespace Exafs.Adapters.ScanV1;

/// <summary>How exafs-scan-v1 spells an array of numbers; a reader takes both.</summary>
public enum ScanV1ArrayForm
{
    /// <summary>Little-endian float64 in a MessagePack bin: numpy's tobytes().</summary>
    Binary,

    /// <summary>A MessagePack array of numbers: a Python list.</summary>
    Numbers,
}
