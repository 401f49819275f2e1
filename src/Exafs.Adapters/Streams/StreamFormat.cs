namespace Exafs.Adapters.Streams;

/// <summary>What a stream is made of.</summary>
public enum StreamFormat
{
    /// <summary>Each message by its own bytes: several formats may come in on one port.</summary>
    Auto,

    /// <summary>exafs-scan-v1, MessagePack.</summary>
    ScanV1,

    /// <summary>exafs-quick-v1, MessagePack: encoder and ADC samples of a quick-scanning monochromator.</summary>
    QuickV1,

    /// <summary>Documents of Bluesky over 0MQ: pickle, JSON or MessagePack.</summary>
    Bluesky,

    /// <summary>bsr_m-1.1 of the Paul Scherrer Institute.</summary>
    Bsread,

    /// <summary>array-1.0 of areaDetector's NDPluginZMQ.</summary>
    AreaDetector,

    /// <summary>Lines of text, one for each point: P64 of PETRA III.</summary>
    P64,

    /// <summary>Live view of Odin.</summary>
    OdinLiveView,

    /// <summary>Meta channel of Odin; with Xspress its scalars and dead times.</summary>
    OdinMeta,

    /// <summary>The frames that an Xspress server hands to its own workers.</summary>
    Xspress,

    /// <summary>CBOR of Dectris SIMPLON: recognised and named, not decoded.</summary>
    DectrisStream2,
}
