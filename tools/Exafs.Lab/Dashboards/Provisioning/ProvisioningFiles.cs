using System.Text.Json.Nodes;
using Exafs.Lab.Dashboards.Boards;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Provisioning;

/// <summary>What Grafana reads at its start: data sources, where the dashboards are, alerts. Addresses and credentials come from its environment.</summary>
/// <param name="language">In which InfluxDB is asked.</param>
internal sealed class ProvisioningFiles(IQueryLanguage language)
{
    private const string Folder = "EXAFS", ContactPoint = "exafs";

    /// <summary>Path below the folder "provisioning", and content.</summary>
    public IEnumerable<(string Path, JsonObject Content)> All()
    {
        yield return ("datasources/exafs.yaml", DataSources());
        yield return ("dashboards/exafs.yaml", Providers());
        yield return ("alerting/rules.yaml", Alerts());
        yield return ("alerting/contact-points.yaml", ContactPoints());
        yield return ("alerting/policies.yaml", Policies());
    }

    private JsonObject DataSources()
    {
        var influx = new JsonObject { ["name"] = "EXAFS InfluxDB", ["uid"] = DashboardJson.InfluxUid, ["type"] = "influxdb", ["access"] = "proxy", ["url"] = "$INFLUX_URL" };
        foreach (var (key, value) in language.Connection().ToArray()) influx[key] = value!.DeepClone();
        return new()
        {
            ["apiVersion"] = 1,
            ["datasources"] = new JsonArray(influx, new JsonObject
            {
                ["name"] = "EXAFS Prometheus",
                ["uid"] = DashboardJson.PrometheusUid,
                ["type"] = "prometheus",
                ["access"] = "proxy",
                ["url"] = "$PROMETHEUS_URL",
                ["jsonData"] = new JsonObject { ["httpMode"] = "POST", ["timeInterval"] = "15s" },
            }),
        };
    }

    private JsonObject Providers() => new()
    {
        ["apiVersion"] = 1,
        ["providers"] = new JsonArray(Provider("exafs", $"$EXAFS_GRAFANA/{language.Folder}/dashboards"), Provider("exafs-health", "$EXAFS_GRAFANA/health")),
    };

    private static JsonObject Provider(string name, string path) => new()
    {
        ["name"] = name,
        ["orgId"] = 1,
        ["folder"] = Folder,
        ["folderUid"] = "exafs",
        ["type"] = "file",
        ["updateIntervalSeconds"] = 30,
        ["allowUiUpdates"] = false,
        ["options"] = new JsonObject { ["path"] = path },
    };

    private JsonObject Alerts()
    {
        var rules = new RuleJson(language);
        return new()
        {
            ["apiVersion"] = 1,
            ["groups"] = new JsonArray(Group("exafs sample", Rules.Sample.Select(rules.Of)), Group("exafs monitor", Rules.Daemon.Select(rules.Of))),
        };
    }

    private static JsonObject Group(string name, IEnumerable<JsonObject> rules) =>
        new() { ["orgId"] = 1, ["name"] = name, ["folder"] = Folder, ["interval"] = "1m", ["rules"] = new JsonArray([.. rules]) };

    private static JsonObject ContactPoints() => new()
    {
        ["apiVersion"] = 1,
        ["contactPoints"] = new JsonArray(new JsonObject
        {
            ["orgId"] = 1,
            ["name"] = ContactPoint,
            ["receivers"] = new JsonArray(new JsonObject
            {
                ["uid"] = "exafs-webhook",
                ["type"] = "webhook",
                ["settings"] = new JsonObject { ["url"] = "$EXAFS_ALERT_WEBHOOK", ["httpMethod"] = "POST" },
                ["disableResolveMessage"] = false,
            }),
        }),
    };

    private static JsonObject Policies() => new()
    {
        ["apiVersion"] = 1,
        ["policies"] = new JsonArray(new JsonObject
        {
            ["orgId"] = 1,
            ["receiver"] = ContactPoint,
            ["group_by"] = new JsonArray("grafana_folder", "alertname"),
            ["group_wait"] = "10s",
            ["group_interval"] = "1m",
            ["repeat_interval"] = "4h",
        }),
    };
}
