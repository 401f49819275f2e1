namespace Exafs.Adapters.Streams.Quick;

/// <summary>How a sample is written, little-endian.</summary>
public enum QuickSampleType
{
    Float32,
    Float64,
    Int16,
    UInt16,
    Int32,
}
