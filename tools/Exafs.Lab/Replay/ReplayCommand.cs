using Exafs.Signal;
using NetMQ;
using NetMQ.Sockets;
using Spectre.Console;

namespace Exafs.Lab.Replay;

/// <summary>Publishes recorded scans as a beamline would.</summary>
/// <param name="people">Where the progress is shown.</param>
/// <param name="clock">For the pace and the times of the scans.</param>
public sealed class ReplayCommand(IAnsiConsole people, TimeProvider clock)
{
    /// <summary>In a log every line stays.</summary>
    private TimeSpan ShownEvery => people.Profile.Capabilities.Interactive && people.Profile.Out.IsTerminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(5);

    /// <summary>Messages held for a subscriber that does not keep up; what is beyond is lost, as at a beamline.</summary>
    private const int HighWaterMark = 10_000;

    private long _scans, _bytes;

    /// <summary>Replays until the end, or until it is stopped.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The source, the address or an option is wrong.</exception>
    public int Run(IReadOnlyList<string> sources, string address, ReplayOptions options, CancellationToken stopping)
    {
        options = options.Checked();
        var scans = new List<Scan>();
        foreach (string source in sources)
        {
            (IReadOnlyList<Scan> read, IReadOnlyList<string> skipped) = ReplaySource.Read(source, options.AsMu);
            foreach (string line in skipped) people.Say($"left out: {line}");
            for (int i = 0; i < options.Times; i++) scans.AddRange(read);
        }

        // The socket stays on this thread, as ZeroMQ wants it; so the waits are waits.
        using var publisher = new PublisherSocket();
        publisher.Options.SendHighWatermark = HighWaterMark;
        publisher.Options.Linger = TimeSpan.FromSeconds(2);
        try
        {
            publisher.Bind(address);
        }
        catch (Exception error) when (error is NetMQException or ArgumentException)
        {
            throw new UsageException($"--bind: {address}: {error.Message}");
        }

        people.Say($"{scans.Count} scans at {options.Rate} a second on {publisher.Options.LastEndpoint ?? address}{(options.Loop ? ", again and again until Ctrl-C" : "")}");
        people.Status().Start("waiting for subscribers", status =>
        {
            if (!stopping.WaitHandle.WaitOne(options.Wait)) Send(publisher.SendFrame, scans, options, status, stopping);
        });
        people.Say($"{_scans} scans sent, {_bytes / 1e6:F1} MB");
        return ExitCode.Done;
    }

    private void Send(Action<byte[], bool> send, IReadOnlyList<Scan> scans, ReplayOptions options, StatusContext status, CancellationToken stopping)
    {
        long start = clock.GetTimestamp();
        DateTime startTime = clock.GetUtcNow().UtcDateTime;
        TimeSpan shown = TimeSpan.Zero;
        foreach (ReplayMessage message in ReplayPlan.Of(scans, options))
        {
            TimeSpan early = message.Due - clock.GetElapsedTime(start);

            // A wait is a millisecond at least: at a high rate messages go in small bursts instead.
            if (early > TimeSpan.FromMilliseconds(1) ? stopping.WaitHandle.WaitOne(early) : stopping.IsCancellationRequested) return;
            byte[] bytes = message.Write(startTime);
            send(bytes, false);
            _bytes += bytes.Length;
            if (message.EndsScan) _scans++;
            TimeSpan now = clock.GetElapsedTime(start);
            if (now - shown < ShownEvery) continue;
            shown = now;
            status.Status($"{_scans} scans, {_scans / now.TotalSeconds:F1} a second, {_bytes / 1e6:F1} MB");
        }
    }
}
