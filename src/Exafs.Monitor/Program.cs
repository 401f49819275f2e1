using System.CommandLine;
using Exafs.Monitor;
using Exafs.Monitor.Options;
using Exafs.Monitor.View;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

var config = new Option<FileInfo>("--config") { Description = "The configuration file, such as config/monitor.json.", Required = true };
var check = new Option<bool>("--check-config") { Description = "Say whether the configuration is good, print it with all defaults, and end." };
var choice = new Option<ViewChoice>("--view") { Description = "What is shown: auto takes the terminal where there is one.", DefaultValueFactory = _ => ViewChoice.Auto };
var command = new RootCommand("Real-time EXAFS: scans from ZeroMQ to χ(k), χ(R) and a database.") { config, check, choice };

var console = AnsiConsole.Console;
if (!console.Profile.Out.IsTerminal)
    console.Profile.Width = 10_000; // lines of a log are not broken
var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
errors.Profile.Width = 10_000;

var parsed = command.Parse(args);
if (parsed.Errors.Count > 0)
    return Refuse(parsed.Errors.Select(error => error.Message));
command.SetAction((result, _) => RunAsync(result.GetRequiredValue(config), result.GetValue(check), result.GetValue(choice)));
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

async Task<int> RunAsync(FileInfo file, bool checkOnly, ViewChoice chosen)
{
    if (!file.Exists)
        return Refuse([$"--config: there is no file {file}"]);
    var (options, problems) = ConfigurationFile.Parse(await File.ReadAllTextAsync(file.FullName));
    if (options is null)
        return Refuse(problems.Select(problem => $"{file}: {problem}"));
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
    if (checkOnly)
    {
        console.WriteLine($"OK: {file}.{(inversion is null ? "" : $" {inversion.InWords()}.")} In force is:");
        console.WriteLine(ConfigurationFile.Format(options));
        return ExitCode.Ok;
    }

    var monitoring = new Monitoring(TimeProvider.System);
    var onTerminal = chosen == ViewChoice.Terminal || (chosen == ViewChoice.Auto && console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi);
    IView view = chosen == ViewChoice.None ? new NoView()
        : onTerminal ? new LiveView(console, monitoring, options.ZeroMq.InWords(), options.View)
        : new LogView(console, monitoring, options.View);

    var exit = new ExitCode();
    var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
    builder.Logging.ClearProviders();
    builder.Services
        .AddSingleton(options)
        .AddSingleton(monitoring)
        .AddSingleton(view)
        .AddSingleton(console)
        .AddSingleton(exit)
        .AddSingleton(new Func<Inversion?>(() => inversion)) // it may be null, which no service can be
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
