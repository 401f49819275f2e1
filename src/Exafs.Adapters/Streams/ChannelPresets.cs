using System.Collections.Immutable;

namespace Exafs.Adapters.Streams;

/// <summary>Channels of beamlines whose software is public, as that names them.</summary>
public static class ChannelPresets
{
    /// <summary>The names that <see cref="Of"/> knows.</summary>
    public static ImmutableArray<string> Names { get; } = ["bmm", "iss", "qas", "qas-c", "nsls2-binned"];

    /// <summary>Null: there is none of that name.</summary>
    public static ChannelMap? Of(string name) => name.Trim().ToLowerInvariant() switch
    {
        // NSLS-II 6-BM (profile_collection, bmm_live.py). {El} is the scan's element; 1 to 7 are of the seven-element detector, 8 is of the single one.
        // The temperature stands in the start document only: of the Linkam stage in °C without a unit, of the LakeShore in K.
        "bmm" => new()
        {
            Energy = "dcm_energy",
            I0 = "I0",
            ITrans = "It",
            IRefer = "Ir",
            IFluor = ["{El}1", "{El}2", "{El}3", "{El}4", "{El}5", "{El}6", "{El}7", "{El}8"],
            SampleTemperature = "",
            TemperatureUnit = TemperatureUnit.Celsius,
        },

        // NSLS-II 8-ID and 7-BM, step scans (xas, file_io.py: ch1 to ch4 are i0, it, ir, iff). Their fly scans stand in files.
        "iss" => PizzaBox("hhm_energy", "apb_ave"),
        "qas" => PizzaBox("mono1_energy", "apb_ave"),
        "qas-c" => PizzaBox("mono1_energy", "apb_ave_c"),

        // What the package xas of both makes of a scan.
        "nsls2-binned" => new() { Energy = "energy", I0 = "i0", ITrans = "it", IRefer = "ir", IFluor = ["iff"] },
        _ => null,
    };

    private static ChannelMap PizzaBox(string energy, string box) => new()
    {
        Energy = energy,
        I0 = $"{box}_ch1_mean",
        ITrans = $"{box}_ch2_mean",
        IRefer = $"{box}_ch3_mean",
        IFluor = [$"{box}_ch4_mean"],
    };
}
