using System.CommandLine;
using Exafs.Adapters.Recording;
using Exafs.Adapters.ZeroMq;
using NetMQ;
using Spectre.Console;

namespace Exafs.Lab.Record;

/// <summary>Writes down what comes over ZeroMQ, byte for byte, with the times at which it came.</summary>
/// <param name="people">Where the progress is shown.</param>
/// <param name="clock">For the times.</param>
internal sealed class RecordCommand(IAnsiConsole people, TimeProvider clock)
{
    /// <summary>In a log every line stays.</summary>
    private TimeSpan ShownEvery => people.Profile.Capabilities.Interactive && people.Profile.Out.IsTerminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(10);

    /// <summary>The words of the command line.</summary>
    public static Command Define(IAnsiConsole people, CancellationToken stopping)
    {
        var endpoint = new Argument<string>("endpoint") { Description = "Where to listen, such as tcp://beamline:5555." };
        var output = new Option<string>("--output") { Description = "The file to write, such as night.recording.", Required = true };
        var bind = new Option<bool>("--bind") { Description = "Binds the endpoint instead of connecting to it." };
        var pull = new Option<bool>("--pull") { Description = "PULL instead of SUB. It takes a share from every other client of the PUSH." };
        var topic = new Option<string>("--topic") { Description = "First bytes of the messages that are wanted; absent: all.", DefaultValueFactory = _ => "" };
        var seconds = new Option<double?>("--seconds") { Description = "Ends after so long, s; absent: with Ctrl-C." };
        var force = new Option<bool>("--force") { Description = "Replaces a file that is there." };
        var secret = new Option<string?>("--curve-secret-key-file") { Description = "CURVE: own keys, NAME.key_secret." };
        var publisher = new Option<string?>("--curve-publisher-key-file") { Description = "CURVE: the publisher's key, NAME.key, when connecting." };
        var command = new Command("record", "Records the raw messages of a ZeroMQ stream of any format, with their times, for replay and for exafs-monitor --replay. Ends with 1 where the disk was full, with 2 for wrong usage.") { endpoint, output, bind, pull, topic, seconds, force, secret, publisher };
        command.SetAction(parsed => new RecordCommand(people, TimeProvider.System).Run(
            new RecordOptions
            {
                Endpoint = parsed.GetValue(endpoint)!,
                Output = parsed.GetValue(output)!,
                Bind = parsed.GetValue(bind),
                Pull = parsed.GetValue(pull),
                Topic = parsed.GetValue(topic)!,
                Seconds = parsed.GetValue(seconds),
                Force = parsed.GetValue(force),
                SecretKeyFile = parsed.GetValue(secret),
                PublisherKeyFile = parsed.GetValue(publisher),
            },
            stopping));
        return command;
    }

    /// <summary>Records until the time is over, it is stopped, or the disk is full.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The endpoint, the file or an option is wrong.</exception>
    public int Run(RecordOptions options, CancellationToken stopping)
    {
        ZeroMqOptions listening = options.ToZeroMq();
        using FileStream file = Open(options);
        try
        {
            using var writer = new RecordingWriter(file, Header(listening), clock);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            if (options.Seconds is { } seconds) ended.CancelAfter(TimeSpan.FromSeconds(seconds));
            people.Say($"records {options.Endpoint}{(options.Bind ? " (bound)" : "")} into {options.Output}{(options.Seconds is null ? " until Ctrl-C" : "")}");
            int result = ExitCode.Done;
            people.Status().Start("waiting for messages", status => result = RecordAsync(new ZeroMqReceiver(listening, clock), writer, status, ended.Token, stopping).GetAwaiter().GetResult());
            people.Say($"{options.Output}: {writer.Messages} messages, {writer.Bytes / 1e6:F1} MB");
            return result;
        }
        catch (IOException error)
        {
            people.Say($"{options.Output}: nothing could be written: {error.Message}");
            return ExitCode.SomeFailed;
        }
        catch (Exception error) when (error is NetMQException or ArgumentException or FormatException)
        {
            file.Dispose();
            if (!options.Force) File.Delete(options.Output); // what may have been there before is not ours
            throw new UsageException($"{options.Endpoint}: {error.Message}");
        }
    }

    private async Task<int> RecordAsync(ZeroMqReceiver receiver, RecordingWriter writer, StatusContext status, CancellationToken ended, CancellationToken stopping)
    {
        var shown = (Time: clock.GetTimestamp(), writer.Messages);
        try
        {
            await foreach (ZeroMqMessage received in receiver.ReceiveAllAsync(ended))
            {
                if (received.Message is { } message) writer.Write(message, received.Received);
                else writer.Tick();
                TimeSpan since = clock.GetElapsedTime(shown.Time);
                if (since < ShownEvery) continue;
                status.Status($"{writer.Messages} messages, {writer.Bytes / 1e6:F1} MB, {(writer.Messages - shown.Messages) / since.TotalSeconds:F0} a second");
                shown = (clock.GetTimestamp(), writer.Messages);
            }

            writer.End(stopping.IsCancellationRequested ? "stopped" : "time_over");
            return ExitCode.Done;
        }
        catch (IOException error)
        {
            people.Say($"the recording has ended, since the disk takes no more: {error.Message}");
            return ExitCode.SomeFailed;
        }
    }

    private static FileStream Open(RecordOptions options)
    {
        try
        {
            return new FileStream(options.Output, options.Force ? FileMode.Create : FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (IOException) when (!options.Force && File.Exists(options.Output))
        {
            throw new UsageException($"--output: {options.Output} is there already; --force replaces it");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--output: {error.Message}");
        }
    }

    private RecordingHeader Header(ZeroMqOptions listening) => new()
    {
        Endpoints = listening.Endpoints,
        Bind = listening.Bind,
        Pattern = listening.Pattern == ZeroMqPattern.Pull ? "pull" : "subscribe",
        Topic = listening.Topic,
        Started = clock.GetUtcNow(),
        Program = $"exafs-lab {typeof(RecordCommand).Assembly.GetName().Version?.ToString(3)}",
    };
}
