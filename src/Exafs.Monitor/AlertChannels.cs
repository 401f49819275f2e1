using System.Collections.Immutable;
using Exafs.Adapters.Alerts;
using Exafs.Monitor.Options;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;

namespace Exafs.Monitor;

/// <summary>The channels that the configuration names, opened.</summary>
internal sealed class AlertChannels : IDisposable
{
    public AlertChannels(AlertsSection section) => All =
    [
        .. section.Webhooks.Select((hook, i) => (Numbered(hook.Name, i), (ISink<Alert>)new WebhookSink(new Uri(hook.Url), hook.Name, hook.Secret(), TimeSpan.FromSeconds(hook.TimeoutSeconds)))),
        .. section.Alertmanagers.Select((manager, i) => (Numbered("alertmanager", i), (ISink<Alert>)new AlertmanagerSink(new Uri(manager.Url), TimeSpan.FromSeconds(manager.TimeoutSeconds)))),
        .. section.Commands.Select((command, i) => (Numbered("command", i), (ISink<Alert>)new CommandSink(command.Program, command.Arguments, TimeSpan.FromSeconds(command.TimeoutSeconds)))),
    ];

    public ImmutableArray<(string Name, ISink<Alert> Sink)> All { get; }

    public void Dispose()
    {
        foreach (var channel in All.Select(channel => channel.Sink).OfType<IDisposable>())
            channel.Dispose();
    }

    private static string Numbered(string name, int place) => place == 0 ? name : $"{name} {place + 1}";
}
