using Microsoft.Extensions.Hosting.Systemd;

namespace Exafs.Monitor.Operation;

/// <summary>What systemd is told, where it started the daemon: ready, alive, reloading, stopping, and a few words. Elsewhere nothing happens.</summary>
internal sealed class ServiceNotices
{
    private readonly SystemdNotifier _notifier = new();

    public void Ready(string status) => _notifier.Notify(new ServiceState($"READY=1\nSTATUS={Line(status)}"));

    public void Alive() => _notifier.Notify(new ServiceState("WATCHDOG=1"));

    public void Status(string status) => _notifier.Notify(new ServiceState($"STATUS={Line(status)}"));

    /// <param name="microseconds">Of the monotonic clock, as systemd wants to have it.</param>
    public void Reloading(long microseconds) => _notifier.Notify(new ServiceState($"RELOADING=1\nMONOTONIC_USEC={microseconds}"));

    public void Stopping() => _notifier.Notify(new ServiceState("STOPPING=1"));

    private static string Line(string text) => text.ReplaceLineEndings(" ");
}
