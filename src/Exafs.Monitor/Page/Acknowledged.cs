using System.Collections.Concurrent;
using Exafs.Pipeline.Alerts;

namespace Exafs.Monitor.Page;

/// <summary>The alerts that somebody has seen. Until the daemon ends: what still fires then is told anew, and is to be seen anew.</summary>
internal sealed class Acknowledged
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = [];

    /// <summary>What fires now under this fingerprint has been seen.</summary>
    public void Add(Alert alert) => _seen[alert.Fingerprint] = alert.StartsAt;

    public bool Has(Alert alert) => _seen.TryGetValue(alert.Fingerprint, out var startsAt) && startsAt == alert.StartsAt;
}
