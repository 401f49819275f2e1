namespace Exafs.Adapters.Streams.AreaDetector;

/// <summary>First frame of a message of array-1.0.</summary>
internal sealed class NdArrayHeader
{
    public string? HType { get; set; }

    /// <summary>htype was a list: so it was before ADZMQ 1.4.0, and the shape had its fastest dimension first.</summary>
    public bool IsOld { get; set; }

    public string? Type { get; set; }

    /// <summary>As it stands in the header; null: not there.</summary>
    public int[]? Shape { get; set; }

    public long? Frame { get; set; }

    /// <summary>s since the epoch of the driver.</summary>
    public double? TimeStamp { get; set; }

    /// <summary>Name of the codec; "": none.</summary>
    public string Encoding { get; set; } = "";

    public bool IsBigEndian { get; set; }

    public List<NdAttribute> Attributes { get; } = [];
}
