using System.CommandLine;
using System.CommandLine.Parsing;
using Exafs.Lab.Compare;
using Exafs.Lab.Invert;
using Exafs.Lab.Reduce;
using Exafs.Lab.Replay;
using Exafs.Lab.Show;
using Spectre.Console;

namespace Exafs.Lab;

/// <summary>exafs-lab: words to commands.</summary>
public static class CommandLine
{
    /// <summary>Results go to <paramref name="results"/>, words and tables to <paramref name="people"/>.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] words, TextWriter results, IAnsiConsole people, CancellationToken stopping)
    {
        RootCommand root = new("Tools for EXAFS: reduce files to χ(k) and χ(R), invert them to structures, replay them as a beamline would send them, record what one sends, simulate structures and their spectra, hold them against foils, show them, tell a run.")
        {
            Reduce(results, people),
            Replay(people, stopping),
            Sniff.SniffCommand.Define(results, people, stopping),
            Record.RecordCommand.Define(people, stopping),
            InvertCommand.Define(results, people),
            CompareCommand.Define(results, people),
            Calibrate.CalibrateCommand.Define(results, people),
            Decompose.DecompositionCommand.Define(people),
            ShowCommand.Define(people, stopping),
            Simulate.Dynamics.DynamicsCommand.Define(people, stopping),
            Simulate.SimulateCommand.Define(people, stopping),
            Scattering.ScatteringCommand.Define(people, stopping),
            Train.TrainCommand.Define(people, stopping),
            Evaluate.EvaluateCommand.Define(results, people),
            Heat.HeatCommand.Define(people, stopping),
            Detect.DetectionCommand.Define(results, people, stopping),
            Report.ReportCommand.Define(people, stopping),
            CompareRuns.CompareRunsCommand.Define(people, stopping),
            Export.ExportCommand.Define(people, stopping),
            Verdict.VerdictCommand.Define(people),
            Dashboards.DashboardsCommand.Define(people),
            Outbox.OutboxCommand.Define(people),
            Keys.CurveKeysCommand.Define(people),
        };
        ParseResult parsed = root.Parse(words);
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors) people.Say(error.Message);
            people.Say("exafs-lab --help tells more.");
            return ExitCode.WrongUsage;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = results, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (UsageException error)
        {
            people.Say(error.Message);
            return ExitCode.WrongUsage;
        }
    }

    private static Command Reduce(TextWriter results, IAnsiConsole people)
    {
        var inputs = new Argument<string[]>("input") { Description = "Spectra in any format of the README's table, gzip'ed or not.", Arity = ArgumentArity.OneOrMore };
        inputs.Validators.Add(result =>
        {
            // A misspelt option would else be read as a file.
            foreach (Token token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal))) result.AddError($"{token.Value}: no such option");
        });
        var parameters = new Option<string?>("--parameters") { Description = "JSON file of parameters by Larch's names; what is missing or null takes its default." };
        var output = new Option<string>("--output") { Description = "JSON file for the results; - is the standard output.", DefaultValueFactory = _ => "-" };
        var command = new Command("reduce", "µ(E) of files to norm, χ(k), χ(R). Ends with 1 where an input gave none, with 2 for wrong usage.") { inputs, parameters, output };
        var quick = new QuickWords();
        quick.AddTo(command);
        command.SetAction(parsed => new ReduceCommand(results, people).Run(parsed.GetValue(inputs)!, parsed.GetValue(parameters), parsed.GetValue(output)!, quick.Of(parsed)));
        return command;
    }

    private static Command Replay(IAnsiConsole people, CancellationToken stopping)
    {
        var source = new Argument<string[]>("source") { Description = "A recording, or files, series of spectra in one file, folders of files: each is a run of its own, one after the other.", Arity = ArgumentArity.OneOrMore };
        var bind = new Option<string?>("--bind") { Description = "Where to publish, such as tcp://127.0.0.1:5555." };
        var connect = new Option<string?>("--connect") { Description = "Instead of --bind: a subscriber that is bound itself." };
        var rate = new Option<double>("--rate") { Description = "Scans a second, of files.", DefaultValueFactory = _ => 1 };
        var speed = new Option<string?>("--speed") { Description = "How many times faster than it came a recording is sent, such as 1 or 0.5, or max: as fast as it goes without loss. Absent: 1." };
        var push = new Option<bool>("--push") { Description = "Sends a recording by PUSH instead of PUB." };
        var times = new Option<int>("--times") { Description = "How often each source is sent before the next.", DefaultValueFactory = _ => 1 };
        var loop = new Option<bool>("--loop") { Description = "Begins again at the end, until Ctrl-C." };
        var grow = new Option<int>("--grow") { Description = "Sends each scan in so many chunks, as it grows; 0 sends it whole.", DefaultValueFactory = _ => 0 };
        var runId = new Option<string?>("--run-id") { Description = "Id of the run; absent: the name of the source." };
        var asMu = new Option<bool>("--as-mu") { Description = "Sends the µ(E) that was chosen from each file, instead of its counts." };
        var keepTimes = new Option<bool>("--keep-times") { Description = "Leaves the times of the files as they are; else a scan has the time at which it is sent." };
        var now = new Option<bool>("--now") { Description = "Gives the scans of recorded messages, too, the time at which they are sent." };
        var wait = new Option<double>("--wait-seconds") { Description = "How long subscribers may take to connect before the first scan, s.", DefaultValueFactory = _ => 1 };
        var command = new Command("replay", "Publishes a recording over ZeroMQ frame by frame, or files as exafs-scan-v1, at the pace of a beamline.") { source, bind, connect, rate, speed, push, times, loop, grow, runId, asMu, keepTimes, now, wait };
        var quick = new QuickWords();
        quick.AddTo(command);
        command.SetAction(parsed => new ReplayCommand(people, TimeProvider.System).Run(
            parsed.GetValue(source)!,
            Address(parsed.GetValue(bind), parsed.GetValue(connect)),
            new ReplayOptions
            {
                Rate = parsed.GetValue(rate),
                RateIsGiven = parsed.GetResult(rate) is { Implicit: false },
                Speed = ReplayOptions.ReadSpeed(parsed.GetValue(speed)),
                Push = parsed.GetValue(push),
                Times = parsed.GetValue(times),
                Loop = parsed.GetValue(loop),
                Chunks = parsed.GetValue(grow),
                RunId = parsed.GetValue(runId),
                AsMu = parsed.GetValue(asMu),
                KeepTimes = parsed.GetValue(keepTimes),
                Now = parsed.GetValue(now),
                Connect = parsed.GetValue(connect) is not null,
                Quick = quick.Of(parsed),
                Wait = TimeSpan.FromSeconds(parsed.GetValue(wait)),
            },
            stopping));
        return command;

        static string Address(string? bind, string? connect) =>
            bind is null != connect is null ? bind ?? connect! : throw new UsageException("Either --bind or --connect says where to publish");
    }
}
