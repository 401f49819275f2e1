namespace Exafs.Adapters.Streams.AreaDetector;

/// <summary>What a frame is of a spectrum.</summary>
internal enum NdArrayUse
{
    /// <summary>One point: the attributes, and the sum of the array.</summary>
    Point,

    /// <summary>A whole scan: a channel is a row of the array, [channels, points].</summary>
    Rows,

    /// <summary>A whole scan: a channel is a column of the array, [points, channels].</summary>
    Columns,

    /// <summary>A whole spectrum of a strip detector: one channel.</summary>
    Strip,
}
