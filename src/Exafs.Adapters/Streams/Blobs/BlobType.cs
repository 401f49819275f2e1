namespace Exafs.Adapters.Streams.Blobs;

/// <summary>What the numbers of a blob are.</summary>
public enum BlobType
{
    /// <summary>One byte; what is not 0 is 1.</summary>
    Bool,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float16,
    Float32,
    Float64,
}
