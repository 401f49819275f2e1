using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Exafs.Lab.Dashboards.Provisioning;

/// <summary>JSON as YAML in blocks, which people can read and Grafana asks for.</summary>
internal static partial class YamlText
{
    public static string Of(JsonObject content)
    {
        var text = new StringBuilder();
        Write(text, content, "");
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode node, string indent)
    {
        foreach (var (start, value) in Parts(node))
        {
            text.Append(indent).Append(start);
            if (value is JsonValue or null || Parts(value).FirstOrDefault() == default)
            {
                text.Append(' ').Append(Scalar(value)).Append('\n');
            }
            else if (node is JsonArray)
            {
                // The first key stands beside the dash.
                var below = new StringBuilder();
                Write(below, value, indent + "  ");
                text.Append(' ').Append(below.ToString().TrimStart());
            }
            else
            {
                text.Append('\n');
                Write(text, value, indent + "  ");
            }
        }
    }

    private static IEnumerable<(string Start, JsonNode? Value)> Parts(JsonNode node) => node switch
    {
        JsonObject map => map.Select(pair => (pair.Key + ":", pair.Value)),
        JsonArray list => list.Select(item => ("-", item)),
        _ => [],
    };

    // Words stand as they are; all else in quotes, as in JSON, which is YAML.
    private static string Scalar(JsonNode? value) => value switch
    {
        null => "null",
        JsonValue word when word.GetValueKind() == JsonValueKind.String && Word().IsMatch(word.GetValue<string>()) && !NotWords().IsMatch(word.GetValue<string>()) => word.GetValue<string>(),
        _ => value.ToJsonString(DashboardFiles.Json),
    };

    [GeneratedRegex("^[A-Za-z_$][A-Za-z_0-9$/.-]*( [A-Za-z_$][A-Za-z_0-9$/.-]*)*$")]
    private static partial Regex Word();

    // YAML takes them for something else.
    [GeneratedRegex("^(null|true|false|yes|no|on|off|y|n)$", RegexOptions.IgnoreCase)]
    private static partial Regex NotWords();
}
