using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exafs.Pipeline.Alerts;

namespace Exafs.Adapters.Alerts;

/// <summary>Alerts as JSON: the payload of Alertmanager's webhooks, version 4, and that of its own API.</summary>
/// <remarks>https://prometheus.io/docs/alerting/latest/configuration/#webhook_config and Alertmanager's openapi.yaml, version 2.</remarks>
public static class AlertJson
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", Open = "0001-01-01T00:00:00Z";

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions s_stored = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, IgnoreReadOnlyProperties = true };

    /// <summary>One alert as a webhook gets it: a group of its own, so that receivers need no state.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="receiver">What the channel is called.</param>
    public static byte[] Webhook(Alert alert, string receiver)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_json))
        {
            json.WriteStartObject();
            json.WriteString("version", "4");
            json.WriteString("groupKey", $"{{}}:{{alertname=\"{alert.Name}\", fingerprint=\"{alert.Fingerprint}\"}}");
            json.WriteNumber("truncatedAlerts", 0);
            json.WriteString("status", alert.Status);
            json.WriteString("receiver", receiver);
            Map(json, "groupLabels", alert.Labels.Where(label => label.Key == "alertname"));
            Map(json, "commonLabels", alert.Labels);
            Map(json, "commonAnnotations", alert.Annotations);
            json.WriteString("externalURL", "");
            json.WriteStartArray("alerts");
            json.WriteStartObject();
            json.WriteString("status", alert.Status);
            Map(json, "labels", alert.Labels);
            Map(json, "annotations", alert.Annotations);
            json.WriteString("startsAt", alert.StartsAt.UtcDateTime.ToString(Time));
            json.WriteString("endsAt", alert.EndsAt?.UtcDateTime.ToString(Time) ?? Open);
            json.WriteString("generatorURL", "");
            json.WriteString("fingerprint", alert.Fingerprint);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Alerts as POST /api/v2/alerts takes them.</summary>
    public static byte[] Api(IEnumerable<Alert> alerts)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_json))
        {
            json.WriteStartArray();
            foreach (var alert in alerts)
            {
                json.WriteStartObject();
                Map(json, "labels", alert.Labels);
                Map(json, "annotations", alert.Annotations);
                json.WriteString("startsAt", alert.StartsAt.UtcDateTime.ToString(Time));
                if (alert.EndsAt is { } end) json.WriteString("endsAt", end.UtcDateTime.ToString(Time));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return stream.ToArray();
    }

    /// <summary>All of an alert, for the outbox.</summary>
    public static string Stored(Alert alert) => JsonSerializer.Serialize(alert, s_stored);

    /// <summary>What <see cref="Stored"/> wrote.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Alert Read(string text)
    {
        var alert = JsonSerializer.Deserialize<Alert>(text, s_stored) ?? throw new JsonException("no alert");
        return alert with { Labels = Ordinal(alert.Labels), Annotations = Ordinal(alert.Annotations) };
    }

    private static ImmutableSortedDictionary<string, string> Ordinal(ImmutableSortedDictionary<string, string> words) => words.WithComparers(StringComparer.Ordinal);

    private static void Map(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> entries)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in entries) json.WriteString(key, value);
        json.WriteEndObject();
    }
}
