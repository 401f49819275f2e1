using System.Text.Json;
using System.Text.Json.Nodes;
using Exafs.Adapters.Sniffing;
using Exafs.Adapters.Streams;
using Exafs.Adapters.ZeroMq;

namespace Exafs.Lab.Sniff;

/// <summary>What was seen, for programs.</summary>
public static class SniffJson
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of the format that has the most messages; the others stand under "other_streams".</summary>
    public static string Of(string endpoint, ZmtpPeek? peer, Sniffer sniffer, IReadOnlyList<SniffedStream> streams, JsonObject configuration)
    {
        JsonObject all = streams.Count > 0 ? Stream(streams[0]) : new() { ["format"] = null, ["channels"] = new JsonArray(), ["rate_hz"] = 0, ["gaps"] = 0 };
        all["endpoint"] = endpoint;
        all["socket_type"] = peer?.SocketType;
        all["unknown_messages"] = sniffer.Unknown;
        all["unknown_example"] = sniffer.UnknownExample;
        all["other_streams"] = new JsonArray([.. streams.Skip(1).Select(Stream)]);
        all["configuration"] = configuration;
        return all.ToJsonString(s_indented);
    }

    private static JsonObject Stream(SniffedStream stream) => new()
    {
        ["format"] = stream.Format.Name(),
        ["rate_hz"] = Number(stream.MessagesPerSecond),
        ["messages"] = stream.Messages,
        ["bytes"] = stream.Bytes,
        ["scans"] = stream.Scans,
        ["points"] = stream.Points,
        ["gaps"] = SniffTable.Gaps(stream),
        ["energies_ev"] = Range(stream.Energies),
        ["sample_temperature_kelvin"] = Range(stream.Temperatures),
        ["kinds"] = new JsonObject(stream.Kinds.Select(kind => KeyValuePair.Create(kind.Key, (JsonNode?)kind.Value))),
        ["channels"] = new JsonArray([.. stream.Channels.Select(Channel)]),
        ["rejected"] = new JsonObject(stream.Defects.Select(defect => KeyValuePair.Create(defect.Key, (JsonNode?)new JsonObject { ["times"] = defect.Value.Times, ["example"] = defect.Value.Example }))),
        ["remarks"] = new JsonArray([.. stream.Remarks.Select(remark => (JsonNode)remark)]),
    };

    private static JsonNode Channel(SniffedChannel channel) => new JsonObject
    {
        ["name"] = channel.Name,
        ["unit"] = channel.Unit,
        ["type"] = channel.Type,
        ["shape"] = new JsonArray([.. channel.Shape.Select(size => (JsonNode)size)]),
        ["minimum"] = channel.Least,
        ["maximum"] = channel.Largest,
        ["last"] = channel.Last,
        ["messages"] = channel.Seen,
        ["role"] = channel.Role,
    };

    private static JsonArray? Range((double Least, double Largest)? range) => range is { } known ? new JsonArray(known.Least, known.Largest) : null;

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
