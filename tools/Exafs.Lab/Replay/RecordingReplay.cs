using System.Runtime.InteropServices;
using Exafs.Adapters.Recording;
using NetMQ;
using NetMQ.Sockets;
using Spectre.Console;

namespace Exafs.Lab.Replay;

/// <summary>Publishes a recording as it came, frame by frame, in its own pace or faster. Nothing is left out for a subscriber that is slow: what it has not taken is held.</summary>
/// <param name="people">Where the progress is shown.</param>
/// <param name="clock">For the pace.</param>
internal sealed class RecordingReplay(IAnsiConsole people, TimeProvider clock)
{
    /// <summary>How long a socket that is closed goes on giving a subscriber what it has not taken, and after Ctrl-C.</summary>
    private static readonly TimeSpan s_linger = TimeSpan.FromMinutes(10), s_lingerStopped = TimeSpan.FromSeconds(2);

    private long _messages, _bytes;

    /// <summary>In a log every line stays.</summary>
    private TimeSpan ShownEvery => people.Profile.Capabilities.Interactive && people.Profile.Out.IsTerminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(5);

    /// <summary>Whether a source is a recording.</summary>
    public static bool IsRecording(string source)
    {
        try
        {
            return File.Exists(source) && RecordingReader.IsRecording(source);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Replays until the end, or until it is stopped.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The source, the address or an option is wrong.</exception>
    public int Run(IReadOnlyList<string> sources, string address, ReplayOptions options, CancellationToken stopping)
    {
        if (sources.Count > 1) throw new UsageException("a recording is sent by itself");
        if (options is not { RateIsGiven: false, Loop: false, Times: 1, Chunks: 0, RunId: null, AsMu: false, Now: false, KeepTimes: false })
            throw new UsageException("a recording is sent as it is: --rate, --loop, --times, --grow, --run-id, --as-mu, --now and --keep-times are for other files");
        using RecordingReader recording = Open(sources[0]);
        using NetMQSocket socket = options.Push ? new PushSocket() : new PublisherSocket();

        // A PUSH waits for who takes it; a PUB never waits, so it holds what was not taken, without bound.
        if (!options.Push) socket.Options.SendHighWatermark = 0;
        socket.Options.Linger = s_linger;
        try
        {
            if (options.Connect) socket.Connect(address);
            else socket.Bind(address);
        }
        catch (Exception error) when (error is NetMQException or ArgumentException)
        {
            throw new UsageException($"{(options.Connect ? "--connect" : "--bind")}: {address}: {error.Message}");
        }

        double speed = options.Speed ?? 1;
        people.Say($"{sources[0]}{Of(recording.Header)} {(double.IsInfinity(speed) ? "as fast as it goes" : $"{speed} times as fast as it came")} on {(options.Connect ? address : socket.Options.LastEndpoint ?? address)}");
        if (recording.Header?.Pattern == "pull" && !options.Push) people.Say("it was recorded from a PUSH, and goes to subscribers now; --push sends it as it was");
        people.Status().Start("waiting for subscribers", status =>
        {
            if (!stopping.WaitHandle.WaitOne(options.Wait)) Send(socket, recording, speed, status, stopping);
        });
        if (stopping.IsCancellationRequested) socket.Options.Linger = s_lingerStopped;
        people.Say($"{_messages} messages sent, {_bytes / 1e6:F1} MB");
        if (!stopping.IsCancellationRequested && recording.Trouble is { } trouble) people.Say(trouble);
        return ExitCode.Done;
    }

    private static string Of(RecordingHeader? header) => header is null ? "" : $", recorded from {string.Join(", ", header.Endpoints)} since {header.Started.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ},";

    private static RecordingReader Open(string source)
    {
        try
        {
            return new RecordingReader(source);
        }
        catch (Exception wrong) when (wrong is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException(wrong.Message);
        }
    }

    private void Send(NetMQSocket socket, RecordingReader recording, double speed, StatusContext status, CancellationToken stopping)
    {
        long start = clock.GetTimestamp();
        TimeSpan shown = TimeSpan.Zero;
        TimeSpan? first = null;
        foreach (RecordedMessage message in recording.Messages())
        {
            first ??= message.Elapsed;
            TimeSpan early = ((message.Elapsed - first.Value) / speed) - clock.GetElapsedTime(start);

            // A wait is a millisecond at least: at a high speed messages go in small bursts instead.
            if (early > TimeSpan.FromMilliseconds(1) ? stopping.WaitHandle.WaitOne(early) : stopping.IsCancellationRequested) return;
            byte[][] frames = [.. message.Message.Frames.Select(Bytes)];
            while (!socket.TrySendMultipartBytes(TimeSpan.FromMilliseconds(100), frames))
                if (stopping.IsCancellationRequested) return;
            _messages++;
            _bytes += message.Message.Length;
            TimeSpan now = clock.GetElapsedTime(start);
            if (now - shown < ShownEvery) continue;
            shown = now;
            status.Status($"{_messages} messages, {_messages / now.TotalSeconds:F1} a second, {_bytes / 1e6:F1} MB, {recording.Progress:P0} of the file");
        }
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> frame) =>
        MemoryMarshal.TryGetArray(frame, out ArraySegment<byte> whole) && whole.Offset == 0 && whole.Count == whole.Array!.Length ? whole.Array : frame.ToArray();
}
