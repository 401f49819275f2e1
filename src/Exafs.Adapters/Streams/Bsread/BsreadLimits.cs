namespace Exafs.Adapters.Streams.Bsread;

/// <summary>What the headers of one source of bsread may ask of us, beside the limits of all formats.</summary>
internal static class BsreadLimits
{
    /// <summary>Bytes of a main header, which has five short entries.</summary>
    public const int MainHeaderBytes = 64 << 10;

    /// <summary>Bytes of a data header, decompressed.</summary>
    public const int DataHeaderBytes = 4 << 20;

    /// <summary>Channels of one stream; a facility's whole stream has some hundreds.</summary>
    public const int Channels = 8192;

    /// <summary>Dimensions of one channel.</summary>
    public const int Dimensions = 8;

    /// <summary>Data headers that are remembered at a time: one for each source that sends to the same port.</summary>
    public const int Layouts = 16;
}
