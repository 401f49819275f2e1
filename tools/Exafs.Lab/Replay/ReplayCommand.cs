using Exafs.Lab.Heat;
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
        if (sources.Any(RecordingReplay.IsRecording)) return new RecordingReplay(people, clock).Run(sources, address, options, stopping);
        if (options.Speed is not null || options.Push) throw new UsageException($"--{(options.Push ? "push" : "speed")} is for recordings, and {sources[0]} is none");
        var (messages, count) = Array.Exists([.. sources], IsFrames) ? Frames(sources, options) : Scans(sources, options);

        // The socket stays on this thread, as ZeroMQ wants it; so the waits are waits.
        using var publisher = new PublisherSocket();
        publisher.Options.SendHighWatermark = HighWaterMark;
        publisher.Options.Linger = TimeSpan.FromSeconds(2);
        try
        {
            if (options.Connect) publisher.Connect(address);
            else publisher.Bind(address);
        }
        catch (Exception error) when (error is NetMQException or ArgumentException)
        {
            throw new UsageException($"{(options.Connect ? "--connect" : "--bind")}: {address}: {error.Message}");
        }

        people.Say($"{count} at {options.Rate} a second on {(options.Connect ? address : publisher.Options.LastEndpoint ?? address)}{(options.Loop ? ", again and again until Ctrl-C" : "")}");
        people.Status().Start("waiting for subscribers", status =>
        {
            if (!stopping.WaitHandle.WaitOne(options.Wait)) Send(publisher.SendFrame, messages, status, stopping);
        });
        people.Say($"{_scans} scans sent, {_bytes / 1e6:F1} MB");
        return ExitCode.Done;
    }

    private static bool IsFrames(string source) => source.EndsWith(RunFrames.Extension, StringComparison.Ordinal);

    private (IEnumerable<ReplayMessage> Messages, string Count) Scans(IReadOnlyList<string> sources, ReplayOptions options)
    {
        var scans = new List<Scan>();
        foreach (string source in sources)
        {
            (IReadOnlyList<Scan> read, IReadOnlyList<string> skipped) = ReplaySource.Read(source, options.AsMu, options.Quick);
            foreach (string line in skipped) people.Say($"left out: {line}");
            for (int i = 0; i < options.Times; i++) scans.AddRange(read);
        }

        return (ReplayPlan.Of(scans, options), $"{scans.Count} scans");
    }

    // As they went over the wire, torn ones too, with their own times: a second sending would be the same scans.
    private (IEnumerable<ReplayMessage> Messages, string Count) Frames(IReadOnlyList<string> sources, ReplayOptions options)
    {
        if (!sources.All(IsFrames)) throw new UsageException($"{RunFrames.Extension} files are sent by themselves");
        if (options is not { Loop: false, Times: 1, Chunks: 0, RunId: null, AsMu: false })
            throw new UsageException($"{RunFrames.Extension} files are sent as they are: --loop, --times, --grow, --run-id and --as-mu are for other files");
        var frames = new List<byte[]>();
        foreach (string source in sources)
        {
            try
            {
                (IReadOnlyList<RunFrame> read, string? cut) = RunFrames.Read(source);
                if (cut is not null) people.Say(cut);
                frames.AddRange(read.Select(frame => frame.Bytes));
            }
            catch (Exception wrong) when (wrong is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                throw new UsageException(wrong.Message);
            }
        }

        return (frames.Select(Message), $"{frames.Count} recorded messages");

        ReplayMessage Message(byte[] bytes, int i)
        {
            var due = TimeSpan.FromSeconds((i + 1) / options.Rate);
            return new(due, start => options.Now ? FrameTimes.MovedTo(bytes, (start + due - DateTime.UnixEpoch).TotalSeconds) : bytes, true);
        }
    }

    private void Send(Action<byte[], bool> send, IEnumerable<ReplayMessage> messages, StatusContext status, CancellationToken stopping)
    {
        long start = clock.GetTimestamp();
        DateTime startTime = clock.GetUtcNow().UtcDateTime;
        TimeSpan shown = TimeSpan.Zero;
        foreach (ReplayMessage message in messages)
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
