using System.CommandLine;
using System.Text;
using System.Text.Json;
using Exafs.Adapters.Sniffing;
using Exafs.Adapters.Streams;
using Exafs.Adapters.ZeroMq;
using Spectre.Console;

namespace Exafs.Lab.Sniff;

/// <summary>Listens to an endpoint that nobody knows yet, says what flows there, and how exafs-monitor would be told to take it.</summary>
public sealed class SniffCommand(TextWriter results, IAnsiConsole people)
{
    private static readonly TimeSpan s_peekPatience = TimeSpan.FromSeconds(1);

    /// <summary>The words of the command line.</summary>
    public static Command Define(TextWriter results, IAnsiConsole people, CancellationToken stopping)
    {
        var endpoint = new Argument<string>("endpoint") { Description = "Such as tcp://beamline:5578." };
        var seconds = new Option<double>("--seconds") { Description = "How long to listen, s.", DefaultValueFactory = _ => 5 };
        var output = new Option<string?>("--output") { Description = "JSON file for what was seen; - is the standard output. Key configuration: for exafs-monitor." };
        var pull = new Option<bool>("--pull") { Description = "Listens to a PUSH. What is received so is taken from the others that listen." };
        var bind = new Option<bool>("--bind") { Description = "Binds the endpoint, for publishers that connect." };
        var topic = new Option<string>("--topic") { Description = "First bytes of the messages that are wanted.", DefaultValueFactory = _ => "" };
        var command = new Command("sniff", "What flows at a ZeroMQ endpoint: format, rate, channels, units, energies, temperature, gaps, and a configuration that takes it. Ends with 1 where nothing came that is known.") { endpoint, seconds, output, pull, bind, topic };
        command.SetAction((parsed, _) => new SniffCommand(results, people).RunAsync(
            parsed.GetValue(endpoint)!,
            new SniffOptions { Seconds = parsed.GetValue(seconds), Pull = parsed.GetValue(pull), Bind = parsed.GetValue(bind), Topic = parsed.GetValue(topic)! },
            parsed.GetValue(output),
            stopping));
        return command;
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The endpoint or an option is wrong.</exception>
    public async Task<int> RunAsync(string endpoint, SniffOptions options, string? output, CancellationToken stopping)
    {
        options = options.Checked();
        ZmtpPeek? peer = options.Bind ? null : await ZmtpPeek.AtAsync(endpoint, s_peekPatience, stopping).ConfigureAwait(false);
        if (peer is { Mechanism: not "NULL" }) people.Say($"{endpoint} encrypts ({peer.Mechanism}); without its keys nothing will come");
        if (peer?.SocketType == "PUSH" && !options.Pull)
        {
            people.Say($"{endpoint} is a PUSH: who listens takes messages away from the others that do. If that is wanted: --pull");
            return ExitCode.SomeFailed;
        }

        var sniffer = new Sniffer(new StreamOptions());
        await ListenAsync(endpoint, options, sniffer, stopping).ConfigureAwait(false);
        IReadOnlyList<SniffedStream> streams = sniffer.Streams();
        foreach (SniffedStream stream in streams) SniffTable.Write(people, stream);
        if (sniffer.Unknown > 0) people.MarkupLine($"[red]unknown[/]: {sniffer.Unknown} messages of no format that is known, such as {Markup.Escape(sniffer.UnknownExample!)}");
        if (sniffer.Messages == 0) people.Say(Silence(endpoint, options, peer));
        var configuration = SniffProposal.Of(endpoint, options, streams.Count > 0 ? streams[0] : null);
        if (streams.Count > 0)
        {
            people.MarkupLine("[bold]Proposed configuration[/] for tools/monitor --config FILE:");
            people.Profile.Out.Writer.WriteLine(configuration.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        }

        if (output is not null) Write(output, SniffJson.Of(endpoint, peer, sniffer, streams, configuration));
        return streams.Count > 0 ? ExitCode.Done : ExitCode.SomeFailed;
    }

    private async Task ListenAsync(string endpoint, SniffOptions options, Sniffer sniffer, CancellationToken stopping)
    {
        var receiver = new ZeroMqReceiver(
            new ZeroMqOptions { Endpoints = [endpoint], Bind = options.Bind, Pattern = options.Pull ? ZeroMqPattern.Pull : ZeroMqPattern.Subscribe, Topic = options.Topic }, TimeProvider.System);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        over.CancelAfter(TimeSpan.FromSeconds(options.Seconds));
        try
        {
            await people.Status().StartAsync($"listening to {Markup.Escape(endpoint)}", async status =>
            {
                long shown = 0;
                await foreach (ZeroMqMessage received in receiver.ReceiveAllAsync(over.Token).ConfigureAwait(false))
                {
                    if (received.Message is { } message) sniffer.Add(message);
                    if (Environment.TickCount64 - shown < 250) continue;
                    shown = Environment.TickCount64;
                    status.Status($"listening to {Markup.Escape(endpoint)}: {sniffer.Messages} messages");
                }
            }).ConfigureAwait(false);
        }
        catch (Exception wrong) when (wrong is NetMQ.NetMQException or ArgumentException or UriFormatException)
        {
            throw new UsageException($"{endpoint}: {wrong.Message}");
        }
    }

    private static string Silence(string endpoint, SniffOptions options, ZmtpPeek? peer) =>
        options.Bind ? $"nobody who connected to {endpoint} said anything in {options.Seconds} s"
        : peer is null ? $"nothing came in {options.Seconds} s, and no ZeroMQ was found to answer at {endpoint}: is the address right, does the publisher run, is a firewall between?"
        : $"{endpoint} is a {peer.SocketType ?? "socket"} that said nothing in {options.Seconds} s: listen longer (--seconds), or without --topic";

    private void Write(string output, string json)
    {
        if (output == "-")
            results.WriteLine(json);
        else
            WholeFile.Write(output, "--output", stream => stream.Write(Encoding.UTF8.GetBytes(json + "\n")));
    }
}
