namespace Exafs.Adapters.Streams.AreaDetector;

/// <summary>What the header of one frame may ask of us, beside the limits of all formats.</summary>
internal static class NdArrayLimits
{
    /// <summary>Bytes of the header.</summary>
    public const int HeaderBytes = 1 << 20;

    /// <summary>Attributes of one frame.</summary>
    public const int Attributes = 1024;

    /// <summary>Dimensions; NDArray has at most 10.</summary>
    public const int Dimensions = 10;
}
