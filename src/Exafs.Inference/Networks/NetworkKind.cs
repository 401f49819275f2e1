using System.Text.Json.Serialization;

namespace Exafs.Inference.Networks;

/// <summary>How a network is built.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NetworkKind>))]
public enum NetworkKind
{
    /// <summary>Dense layers with residual blocks.</summary>
    [JsonStringEnumMemberName("mlp")]
    Mlp,

    /// <summary>Convolutions along k with residual blocks, then dense layers.</summary>
    [JsonStringEnumMemberName("cnn")]
    Cnn,

    /// <summary>Patches of the k axis that attend to each other; runs on torch only.</summary>
    [JsonStringEnumMemberName("transformer")]
    Transformer,
}
