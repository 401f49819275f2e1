using System.Text.Json.Nodes;
using Exafs.Adapters.Sniffing;
using Exafs.Adapters.Streams;

namespace Exafs.Lab.Sniff;

/// <summary>A configuration of exafs-monitor for a stream that was seen: only what differs from the defaults.</summary>
public static class SniffProposal
{
    /// <param name="endpoint">Where the stream is.</param>
    /// <param name="options">How it was listened to.</param>
    /// <param name="stream">What was seen; null: nothing that is known.</param>
    public static JsonObject Of(string endpoint, SniffOptions options, SniffedStream? stream)
    {
        var zeromq = new JsonObject { [options.Bind ? "bind" : "connect"] = new JsonArray(endpoint) };
        if (options.Bind) zeromq["connect"] = new JsonArray();
        if (options.Pull) zeromq["pattern"] = "pull";
        if (options.Topic.Length > 0) zeromq["topic"] = options.Topic;
        var proposed = new JsonObject { ["zeromq"] = zeromq };
        if (stream is null) return proposed;
        zeromq["format"] = stream.Format.Name();
        if (stream.Format is not (StreamFormat.ScanV1 or StreamFormat.QuickV1) && Channels(stream) is { Count: > 0 } channels) proposed["channels"] = channels;
        if (Mode(stream.Map) is { } mode) proposed["measurement"] = new JsonObject { ["mode"] = mode };
        return proposed;
    }

    private static JsonObject Channels(SniffedStream stream)
    {
        ChannelMap map = stream.Map;
        var channels = new JsonObject();
        Add("energy", map.Energy);
        EnergyUnit unit = map.EnergyUnit != EnergyUnit.Auto ? map.EnergyUnit : UnitByValue(stream);
        if (unit is EnergyUnit.KiloElectronVolt) channels["energy_unit"] = "kilo_electron_volt";
        if (unit is EnergyUnit.Degree) channels["energy_unit"] = "degree";
        Add("i0", map.I0);
        Add("itrans", map.ITrans);
        Add("irefer", map.IRefer);
        if (!map.IFluor.IsDefaultOrEmpty) channels["ifluor"] = new JsonArray([.. map.IFluor.Select(name => (JsonNode)name)]);
        Add("mu", map.Mu);
        Add("mu_reference", map.MuReference);
        Add("sample_temperature", map.SampleTemperature);
        return channels;

        void Add(string key, string? name)
        {
            if (!string.IsNullOrEmpty(name)) channels[key] = name;
        }
    }

    // A stream without units: an axis from 0.1 to 200 can be no energy in eV that has an EXAFS.
    private static EnergyUnit UnitByValue(SniffedStream stream) =>
        stream.Channels.FirstOrDefault(channel => channel.Role == "energy") is { Unit: "", Least: > 0.1, Largest: < 200 } ? EnergyUnit.KiloElectronVolt : EnergyUnit.Auto;

    private static string? Mode(ChannelMap map) =>
        !string.IsNullOrEmpty(map.Mu) ? "mu"
        : string.IsNullOrEmpty(map.I0) ? null
        : !string.IsNullOrEmpty(map.ITrans) ? "transmission"
        : !map.IFluor.IsDefaultOrEmpty ? "fluorescence" : null;
}
