using System.Text.Json.Nodes;
using Exafs.Tests.Reference;
using YamlDotNet.Serialization;

namespace Exafs.SystemTests.Grafana;

/// <summary>What is committed under config/grafana.</summary>
internal static class GrafanaFolder
{
    public static string Path { get; } = System.IO.Path.Combine(RepositoryFolder.Path, "config", "grafana");

    public static string[] Variants { get; } = ["influxql", "flux", "sql"];

    public static JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(Path, file)))!;

    public static JsonNode Yaml(string file)
    {
        object? content = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(File.ReadAllText(System.IO.Path.Combine(Path, file)));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(content))!;
    }

    /// <summary>Files of dashboards, of one variant, or "health".</summary>
    public static IEnumerable<string> Boards(string variant) => Directory.EnumerateFiles(System.IO.Path.Combine(Path, variant), "*.json", SearchOption.AllDirectories)
        .Select(file => System.IO.Path.GetRelativePath(Path, file)).Order(StringComparer.Ordinal);

    public static IEnumerable<JsonNode> Rules(string variant) => Yaml($"{variant}/provisioning/alerting/rules.yaml")["groups"]!.AsArray()
        .SelectMany(group => group!["rules"]!.AsArray()).Select(rule => rule!);

    /// <summary>Whatever a variant asks InfluxDB: panels, variables, annotations, rules.</summary>
    public static IEnumerable<GrafanaQuery> Queries(string variant)
    {
        foreach (string file in Boards(variant))
        {
            JsonNode board = Json(file);
            string name = (string)board["uid"]!;
            foreach (JsonNode? variable in board["templating"]!["list"]!.AsArray())
                if ((string?)variable!["type"] == "query")
                    yield return new(variant, $"{name} variable {variable["name"]}", (string)variable["query"]!, null);
            foreach (JsonNode? mark in board["annotations"]!["list"]!.AsArray())
                yield return new(variant, $"{name} annotation {mark!["name"]}", Text(mark["target"]!), null);
            foreach (JsonNode? panel in board["panels"]!.AsArray())
                foreach (JsonNode? target in panel!["targets"]!.AsArray())
                    yield return new(variant, $"{name} panel {panel["id"]} {panel["title"]} {target!["refId"]}", Text(target), panel);
        }

        foreach (JsonNode rule in Rules(variant))
            foreach (JsonNode? data in rule["data"]!.AsArray())
                if ((string?)data!["datasourceUid"] == "exafs-influxdb")
                    yield return new(variant, $"rule {rule["uid"]} {data["refId"]}", Text(data["model"]!), null);
    }

    private static string Text(JsonNode target) => (string?)target["rawSql"] ?? (string)target["query"]!;
}
