using System.Collections.Immutable;

namespace Exafs.Adapters.Streams;

/// <summary>The channels of beamlines whose names are public.</summary>
public static class ChannelPresets
{
    private static readonly ImmutableSortedDictionary<string, ChannelMap> s_presets = new Dictionary<string, ChannelMap>
    {
        ["bmm"] = new() { Energy = "dcm_energy", I0 = "I0", ITrans = "It", IRefer = "Ir" },
        ["iss"] = new() { Energy = "hhm_energy", I0 = "i0", ITrans = "it", IRefer = "ir", IFluor = ["iff"] },
        ["qas"] = new() { Energy = "hhm_energy", I0 = "i0", ITrans = "it", IRefer = "ir", IFluor = ["iff"] },
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => s_presets.Keys;

    /// <summary>Null: there is none of that name.</summary>
    public static ChannelMap? Of(string name) => s_presets.GetValueOrDefault(name);
}
