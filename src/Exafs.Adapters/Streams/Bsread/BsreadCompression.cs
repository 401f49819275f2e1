namespace Exafs.Adapters.Streams.Bsread;

/// <summary>How a data header or a value is compressed.</summary>
internal enum BsreadCompression
{
    None,
    Lz4,
    BitshuffleLz4,

    /// <summary>In a way that has no name here.</summary>
    Other,
}
