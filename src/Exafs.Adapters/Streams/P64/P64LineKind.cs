namespace Exafs.Adapters.Streams.P64;

/// <summary>What a line of P64 says.</summary>
internal enum P64LineKind
{
    /// <summary>Nothing that it could.</summary>
    Unknown,

    /// <summary>Nothing: it is empty, or a line of a file's header.</summary>
    Silent,

    /// <summary>"test": the beamline tries its wire.</summary>
    Test,

    /// <summary>"clear": another scan begins.</summary>
    Clear,

    /// <summary>The file that the points go to.</summary>
    Name,

    /// <summary>The columns of one point.</summary>
    Point,
}
