using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Exafs.Adapters.Influx;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.Pipeline.Delivery;

namespace Exafs.Monitor.Options;

/// <summary>Who is told of what. The log and the store always are.</summary>
internal sealed record AlertsSection : ISection
{
    private static readonly AlertOptions Default = new();

    /// <summary>A label of every alert.</summary>
    public string? Beamline { get; init; }

    [Range(1.0, 86_400.0)]
    public double RepeatSeconds { get; init; } = Default.Repeat.TotalSeconds;

    [Range(1.0, 86_400.0)]
    public double? SourceSilentSeconds { get; init; } = Default.SourceSilent?.TotalSeconds;

    [Range(1.0, 1e7)]
    public double? DeliveryLateSeconds { get; init; } = Default.DeliveryLate?.TotalSeconds;

    public ImmutableArray<AlertRule> Rules { get; init; } = Default.Rules;

    public ImmutableArray<AlertSilence> Silences { get; init; } = [];

    public ImmutableArray<WebhookSection> Webhooks { get; init; } = [];

    public ImmutableArray<AlertmanagerSection> Alertmanagers { get; init; } = [];

    public ImmutableArray<CommandSection> Commands { get; init; } = [];

    public IEnumerable<(string Key, string Problem)> Check()
    {
        for (var i = 0; i < Rules.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(Rules[i].Name))
                yield return ($"rules[{i}].name", "must not be empty");
            if (AlertCondition.Parse(Rules[i].When).Problem is { } problem)
                yield return ($"rules[{i}].when", problem);
        }

        foreach (var name in Rules.GroupBy(rule => rule.Name).Where(group => group.Count() > 1).Select(group => group.Key))
            yield return ("rules", $"the name {name} stands twice");
        string[] targets =
        [
            InfluxTarget.Name, .. Webhooks.Select((hook, i) => Numbered(hook.Name, i)), .. Alertmanagers.Select((_, i) => Numbered("alertmanager", i)), .. Commands.Select((_, i) => Numbered("command", i)),
        ];
        foreach (var name in targets.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key))
            yield return ("webhooks", $"the name {name} is another target's, and what each is owed is kept by name");
        for (var i = 0; i < Silences.Length; i++)
        {
            if (Silences[i].Matchers.IsEmpty)
                yield return ($"silences[{i}].matchers", "must not be empty: nobody would be told of anything");
            foreach (var problem in Silences[i].Matchers.Select(AlertSilence.Problem).OfType<string>())
                yield return ($"silences[{i}].matchers", problem);
        }
    }

    /// <summary>The first has its name, the others a number behind it.</summary>
    public static string Numbered(string name, int place) => place == 0 ? name : $"{name} {place + 1}";

    public AlertOptions ToOptions() => new()
    {
        Beamline = Beamline,
        Rules = Rules,
        Silences = Silences,
        Repeat = TimeSpan.FromSeconds(RepeatSeconds),
        DeliveryLate = DeliveryLateSeconds is { } late ? TimeSpan.FromSeconds(late) : null,
        SourceSilent = SourceSilentSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    /// <summary>The store must not lose an alert; it is small.</summary>
    public static SinkQueueOptions ToStoreQueue() => new() { QueueLength = 10_000, Overflow = Overflow.Wait };

    /// <summary>A channel that is away holds nothing up: it is told word for word, in order, when it is back.</summary>
    public static DeliveryOptions ToDelivery() => new() { LargestBatch = 1, WriteTimeout = TimeSpan.FromMinutes(2), Backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)) };
}
