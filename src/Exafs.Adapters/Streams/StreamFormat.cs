using System.Text.Json.Serialization;

namespace Exafs.Adapters.Streams;

/// <summary>What a stream is made of.</summary>
public enum StreamFormat
{
    /// <summary>Each message by its own bytes: several formats may come in on one port.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>exafs-scan-v1, MessagePack.</summary>
    [JsonStringEnumMemberName("exafs-scan-v1")]
    ScanV1,

    /// <summary>exafs-quick-v1, MessagePack: encoder and ADC samples of a quick-scanning monochromator.</summary>
    [JsonStringEnumMemberName("exafs-quick-v1")]
    QuickV1,

    /// <summary>Documents of Bluesky over 0MQ: pickle, JSON or MessagePack.</summary>
    [JsonStringEnumMemberName("bluesky")]
    Bluesky,

    /// <summary>bsr_m-1.1 of the Paul Scherrer Institute.</summary>
    [JsonStringEnumMemberName("bsread")]
    Bsread,

    /// <summary>array-1.0 of areaDetector's NDPluginZMQ.</summary>
    [JsonStringEnumMemberName("adzmq")]
    AreaDetector,

    /// <summary>Lines of text, one for each point: P64 of PETRA III.</summary>
    [JsonStringEnumMemberName("p64")]
    P64,

    /// <summary>Live view of Odin.</summary>
    [JsonStringEnumMemberName("odin-live-view")]
    OdinLiveView,

    /// <summary>Meta channel of Odin; with Xspress its scalars and dead times.</summary>
    [JsonStringEnumMemberName("odin-meta")]
    OdinMeta,

    /// <summary>The frames that an Xspress server hands to its own workers.</summary>
    [JsonStringEnumMemberName("xspress")]
    Xspress,

    /// <summary>CBOR of Dectris SIMPLON: recognised and named, not decoded.</summary>
    [JsonStringEnumMemberName("dectris-stream2")]
    DectrisStream2,
}
