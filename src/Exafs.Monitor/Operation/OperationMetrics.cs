using System.Reflection;
using Prometheus;

namespace Exafs.Monitor.Operation;

/// <summary>All instruments of the daemon for Prometheus, with those that are only of use there: what runs, and since when nothing came.</summary>
internal sealed class OperationMetrics : IDisposable
{
    private readonly MeterBridge _bridge;

    /// <param name="monitoring">The books.</param>
    /// <param name="pack">Name and SHA-256 of the pack in use; null: none.</param>
    public OperationMetrics(Monitoring monitoring, (string Name, string Sha256)? pack)
    {
        Registry = Metrics.NewCustomRegistry();
        var factory = Metrics.WithCustomRegistry(Registry);
        DotNetStats.Register(Registry);
        var (version, commit) = Build();
        factory.CreateGauge("exafs_build_info", "What runs.", "version", "commit").WithLabels(version, commit).Set(1);
        if (pack is { } model)
            factory.CreateGauge("exafs_model_info", "The model pack in use.", "model", "sha256").WithLabels(model.Name, model.Sha256).Set(1);
        var last = factory.CreateGauge("exafs_source_last_message_timestamp_seconds", "When the last message came, since 1970 UTC; 0: none yet.", "source").WithLabels("zeromq");
        var resident = factory.CreateGauge("process_resident_memory_bytes", "Resident memory size in bytes.");
        Registry.AddBeforeCollectCallback(() =>
        {
            last.Set(monitoring.Socket?.Invoke().LastMessage is { } time ? (time - DateTimeOffset.UnixEpoch).TotalSeconds : 0);
            resident.Set(Environment.WorkingSet);
        });
        _bridge = new(Registry);
    }

    public CollectorRegistry Registry { get; }

    /// <summary>Version and commit, as the build noted them.</summary>
    public static (string Version, string Commit) Build()
    {
        var told = (typeof(OperationMetrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+');
        return (told[0], told.Length > 1 ? told[1] : "unknown");
    }

    public void Dispose() => _bridge.Dispose();
}
