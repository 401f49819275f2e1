using System.Text.Json.Nodes;
using Exafs.Lab.Dashboards.Boards;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Provisioning;

/// <summary>A rule as Grafana reads it: what is asked, one number of each answer, and a threshold.</summary>
/// <param name="language">In which InfluxDB is asked.</param>
internal sealed class RuleJson(IQueryLanguage language)
{
    private const string Expression = "__expr__";

    public JsonObject Of(Rule rule)
    {
        var data = new JsonArray();
        var answers = new List<string>();
        foreach (var (index, query) in rule.Queries.Index())
        {
            var (asked, reduced) = (((char)('A' + index)).ToString(), $"Number{(char)('A' + index)}");
            data.Add(Asking(rule, query, asked));
            data.Add(Calculating(reduced, new() { ["type"] = "reduce", ["expression"] = asked, ["reducer"] = query is Metric ? "last" : "sum", ["settings"] = new JsonObject { ["mode"] = "dropNN" } }));
            answers.Add(reduced);
        }

        var held = answers[0];
        if (answers.Count == 2)
        {
            held = "Share";
            data.Add(Calculating(held, new() { ["type"] = "math", ["expression"] = $"${{{answers[0]}}} / ${{{answers[1]}}}" }));
        }

        data.Add(Calculating("Fires", new()
        {
            ["type"] = "threshold",
            ["expression"] = held,
            ["conditions"] = new JsonArray(new JsonObject { ["evaluator"] = new JsonObject { ["type"] = "gt", ["params"] = new JsonArray(rule.Above) } }),
        }));
        return new()
        {
            ["uid"] = rule.Uid,
            ["title"] = rule.Title,
            ["condition"] = "Fires",
            ["data"] = data,
            ["for"] = rule.For,
            ["noDataState"] = rule.NoData,
            ["execErrState"] = "Error",
            ["annotations"] = new JsonObject { ["summary"] = rule.Summary, ["__dashboardUid__"] = rule.Dashboard, ["__panelId__"] = "1" },
            ["labels"] = new JsonObject { ["product"] = "exafs", ["severity"] = rule.Severity },
            ["isPaused"] = false,
        };
    }

    private JsonObject Asking(Rule rule, PanelQuery query, string refId)
    {
        var (model, source, uid) = query switch
        {
            Metric metric => (new JsonObject { ["expr"] = metric.Expression, ["instant"] = true, ["range"] = false, ["editorMode"] = "code" }, "prometheus", DashboardJson.PrometheusUid),
            StoredQuery stored => (language.Target(stored, series: true), "influxdb", DashboardJson.InfluxUid),
            _ => throw new ArgumentException($"no rule of {query}"),
        };
        model["refId"] = refId;
        model["datasource"] = new JsonObject { ["type"] = source, ["uid"] = uid };
        model["intervalMs"] = 60000;
        model["maxDataPoints"] = 1000;
        return new()
        {
            ["refId"] = refId,
            ["relativeTimeRange"] = new JsonObject { ["from"] = rule.Seconds, ["to"] = 0 },
            ["datasourceUid"] = uid,
            ["model"] = model,
        };
    }

    private static JsonObject Calculating(string refId, JsonObject model)
    {
        model["refId"] = refId;
        model["datasource"] = new JsonObject { ["type"] = Expression, ["uid"] = Expression };
        return new() { ["refId"] = refId, ["datasourceUid"] = Expression, ["model"] = model };
    }
}
