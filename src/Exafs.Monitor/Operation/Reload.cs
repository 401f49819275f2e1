using System.Text.Json.Nodes;
using Exafs.Adapters.Influx;
using Exafs.Monitor.Options;
using Exafs.Pipeline.Alerts;

namespace Exafs.Monitor.Operation;

/// <summary>
/// SIGHUP: the configuration is read again. Rules and silences of alerts, and where InfluxDB is and with which token, are taken over at once; what else has changed is named,
/// and waits for a restart. A configuration that cannot be changes nothing.
/// </summary>
internal sealed class Reload(FileInfo file, MonitorOptions started, AlertBook alerts, InfluxTarget? influx, EventLog events)
{
    private readonly Lock _gate = new();
    private MonitorOptions _running = started;

    /// <summary>Reads the file again.</summary>
    /// <returns>What was taken over, and what was not, in a sentence; it is logged, too.</returns>
    public string Run()
    {
        lock (_gate)
        {
            var said = Apply();
            events.Info(said);
            return said;
        }
    }

    private string Apply()
    {
        string text;
        try
        {
            text = File.ReadAllText(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"reload: nothing was changed: {e.Message}";
        }

        var (options, problems) = ConfigurationFile.Parse(text);
        if (options is null)
            return $"reload: nothing was changed: {string.Join("; ", problems)}";
        try
        {
            influx?.Connect(options.InfluxDb.ToOptions()); // also where nothing but the token in its file is new
        }
        catch (IOException e)
        {
            return $"reload: nothing was changed: {e.Message}";
        }

        alerts.Change(options.Alerts.ToOptions());
        var taken = _running with { Alerts = Taken(options.Alerts), InfluxDb = Taken(options.InfluxDb) };
        var left = Differences(taken, options).ToArray();
        _running = taken;
        return $"reload: rules and silences of alerts{(influx is null ? "" : ", InfluxDB's address and token")} are taken over"
            + (left.Length == 0 ? "" : $"; these wait for a restart: {string.Join(", ", left)}");
    }

    private AlertsSection Taken(AlertsSection read) => read with { Webhooks = _running.Alerts.Webhooks, Alertmanagers = _running.Alerts.Alertmanagers, Commands = _running.Alerts.Commands };

    private InfluxSection Taken(InfluxSection read) => influx is null ? _running.InfluxDb : _running.InfluxDb with
    {
        Url = read.Url,
        Org = read.Org,
        Bucket = read.Bucket,
        TokenFile = read.TokenFile,
        TokenEnvironment = read.TokenEnvironment,
        CertificateAuthorityFile = read.CertificateAuthorityFile,
        TimeoutSeconds = read.TimeoutSeconds,
        Gzip = read.Gzip,
    };

    // Keys whose values differ, with their full path.
    private static IEnumerable<string> Differences(MonitorOptions one, MonitorOptions other) =>
        Differences(JsonNode.Parse(ConfigurationFile.Format(one)), JsonNode.Parse(ConfigurationFile.Format(other)), "");

    private static IEnumerable<string> Differences(JsonNode? one, JsonNode? other, string path) =>
        JsonNode.DeepEquals(one, other) ? []
        : one is JsonObject left && other is JsonObject right
            ? left.SelectMany(pair => Differences(pair.Value, right[pair.Key], path.Length == 0 ? pair.Key : $"{path}.{pair.Key}"))
            : [path];
}
