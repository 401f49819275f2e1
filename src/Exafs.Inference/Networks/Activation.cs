using System.Text.Json.Serialization;

namespace Exafs.Inference.Networks;

/// <summary>What stands between two linear layers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Activation>))]
public enum Activation
{
    /// <summary>x/(1 + e⁻ˣ).</summary>
    [JsonStringEnumMemberName("silu")]
    Silu,

    /// <summary>x·Φ(x), Φ the normal distribution, by erf and not by tanh.</summary>
    [JsonStringEnumMemberName("gelu")]
    Gelu,

    /// <summary>max(x, 0).</summary>
    [JsonStringEnumMemberName("relu")]
    Relu,
}
