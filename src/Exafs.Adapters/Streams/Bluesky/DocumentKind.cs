namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>What a value of a document is, whatever it was written in.</summary>
internal enum DocumentKind : byte
{
    /// <summary>None, null or nil: no value.</summary>
    None,
    Boolean,
    Integer,
    Number,
    Text,
    Bytes,
    List,
    Map,

    /// <summary>An array of numpy.</summary>
    Array,

    /// <summary>Something of no use to us, such as a date or a complex number.</summary>
    Other,
}
