using System.Collections.Immutable;
using Exafs.Adapters.Alerts;
using Exafs.Monitor.Options;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;

namespace Exafs.Monitor;

/// <summary>The channels that the configuration names, opened. Somebody who remembers is told every word once; Alertmanager wants to hear again and again what goes on.</summary>
internal sealed class AlertChannels : IDisposable
{
    public AlertChannels(AlertsSection section) => All =
    [
        .. section.Webhooks.Select((hook, i) => Told(AlertsSection.Numbered(hook.Name, i), new WebhookSink(new Uri(hook.Url), hook.Name, hook.Secret(), TimeSpan.FromSeconds(hook.TimeoutSeconds)))),
        .. section.Alertmanagers.Select((manager, i) => new AlertOutbox(
            AlertsSection.Numbered("alertmanager", i), new AlertmanagerSink(new Uri(manager.Url), TimeSpan.FromSeconds(manager.TimeoutSeconds)), alert => !alert.IsSilenced, latestOnly: true)),
        .. section.Commands.Select((command, i) => Told(AlertsSection.Numbered("command", i), new CommandSink(command.Program, command.Arguments, TimeSpan.FromSeconds(command.TimeoutSeconds)))),
    ];

    public ImmutableArray<AlertOutbox> All { get; }

    public void Dispose()
    {
        foreach (var channel in All)
            channel.Dispose();
    }

    private static AlertOutbox Told(string name, ISink<Alert> channel) => new(name, channel, alert => alert.IsNews, latestOnly: false);
}
