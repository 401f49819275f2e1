using System.CommandLine;
using Exafs.Monitor;
using Exafs.Monitor.Operation;
using Exafs.Monitor.Options;
using Exafs.Monitor.View;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

var config = new Option<FileInfo>("--config") { Description = "The configuration file, such as config/monitor.json.", Required = true };
var check = new Option<bool>("--check-config") { Description = "Say whether the configuration is good, print it with all defaults, and end." };
var choice = new Option<ViewChoice>("--view") { Description = "What is shown: auto takes the terminal where there is one.", DefaultValueFactory = _ => ViewChoice.Auto };
var listen = new Option<string?>("--listen") { Description = "Instead of http.listen: an address such as http://127.0.0.1:8651, or none." };
var health = new Option<bool>("--health") { Description = "Ask the daemon that runs with this configuration whether it is alive, and end with 0 or 1." };
var replay = new Option<string?>("--replay") { Description = "A recording of exafs-lab record in place of the socket: the same chain, then the end. Nothing is served unless --listen asks for it, nothing delivered unless --deliver does." };
var store = new Option<string?>("--store") { Description = "With --replay: the store, a file that is not there yet; absent: that of the recording with .sqlite behind it." };
var deliver = new Option<bool>("--deliver") { Description = "With --replay: InfluxDB and the channels of alerts are told, as configured." };
var command = new RootCommand("Real-time EXAFS: scans from ZeroMQ to χ(k), χ(R) and a database.") { config, check, choice, listen, health, replay, store, deliver };

var console = AnsiConsole.Console;
if (!console.Profile.Out.IsTerminal)
    console.Profile.Width = 10_000; // lines of a log are not broken
var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
errors.Profile.Width = 10_000;

var parsed = command.Parse(args);
if (parsed.Errors.Count > 0)
    return Refuse(parsed.Errors.Select(error => error.Message));
command.SetAction((result, _) => RunAsync(result.GetRequiredValue(config), result));
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

async Task<int> RunAsync(FileInfo file, ParseResult asked)
{
    var chosen = asked.GetValue(choice);
    if (!file.Exists)
        return Refuse([$"--config: there is no file {file}"]);
    var (options, problems) = ConfigurationFile.Parse(await File.ReadAllTextAsync(file.FullName));
    if (options is null)
        return Refuse(problems.Select(problem => $"{file}: {problem}"));
    if (asked.GetValue(listen) is { } address)
        options = options with { Http = options.Http with { Listen = address == "none" ? null : address } };
    else if (asked.GetValue(replay) is not null)
        options = options with { Http = options.Http with { Listen = null } };
    if (asked.GetValue(replay) is null && (asked.GetValue(store) is not null || asked.GetValue(deliver)))
        return Refuse(["--store and --deliver go with --replay"]);
    if (options.Http.Check().FirstOrDefault() is { Problem: { } wrong })
        return Refuse([$"--listen: {wrong}"]);
    if (asked.GetValue(health))
        return await HealthQuestion.AskAsync(options.Http, console);
    Replay? replayed = null;
    if (asked.GetValue(replay) is { } recording && !asked.GetValue(check))
    {
        (replayed, var problem) = Replay.Open(options, recording, asked.GetValue(store), asked.GetValue(deliver));
        if (replayed is null)
            return Refuse([problem!]);
        options = replayed.Options;
    }

    using var recorded = replayed;
    Inversion? opened;
    try
    {
        opened = Inversion.Open(options);
    }
    catch (InvalidDataException problem)
    {
        return Refuse([$"{file}: {problem.Message}"]);
    }

    using var inversion = opened;
    if (asked.GetValue(check))
    {
        console.WriteLine($"OK: {file}.{(inversion is null ? "" : $" {inversion.InWords()}.")} In force is:");
        console.WriteLine(ConfigurationFile.Format(options));
        return ExitCode.Ok;
    }

    var monitoring = new Monitoring(TimeProvider.System);
    var onTerminal = chosen == ViewChoice.Terminal || (chosen == ViewChoice.Auto && console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi);
    IView view = chosen == ViewChoice.None ? new NoView()
        : onTerminal ? new LiveView(console, monitoring, replayed?.File ?? options.ZeroMq.InWords(), options.View)
        : new LogView(console, monitoring, options.View, toJournal: Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null);

    var exit = new ExitCode();
    var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
    builder.Logging.ClearProviders();
    builder.Services
        .AddSingleton(file)
        .AddSingleton(options)
        .AddSingleton(monitoring)
        .AddSingleton(view)
        .AddSingleton(console)
        .AddSingleton(exit)
        .AddSingleton(new Func<Inversion?>(() => inversion)) // it may be null, which no service can be
        .AddSingleton(new Func<Replay?>(() => replayed))
        .AddHostedService<MonitorService>()
        .Configure<HostOptions>(host => host.ShutdownTimeout = options.Shutdown.Drain() + TimeSpan.FromSeconds(15));
    using var host = builder.Build();
    await host.RunAsync();
    return exit.Value;
}

int Refuse(IEnumerable<string> problems)
{
    foreach (var problem in problems)
        errors.WriteLine(problem);
    return ExitCode.Configuration;
}
