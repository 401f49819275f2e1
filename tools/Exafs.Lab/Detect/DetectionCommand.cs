using System.CommandLine;
using System.Text;
using Spectre.Console;

namespace Exafs.Lab.Detect;

/// <summary>What detection can do on simulated runs of which the truth is known, as tables and JSON.</summary>
/// <param name="results">Where the tables go when no file is named.</param>
/// <param name="people">Where the progress goes.</param>
/// <param name="clock">Dates the report.</param>
public sealed class DetectionCommand(TextWriter results, IAnsiConsole people, TimeProvider clock)
{
    /// <summary>The words of the command line.</summary>
    public static Command Define(TextWriter results, IAnsiConsole people, CancellationToken stopping)
    {
        var seeds = new Option<string>("--seeds") { Description = "Such as 1-20 or 3,7,9: each is a run of every scenario.", DefaultValueFactory = _ => "1-20" };
        var runs = new Option<string>("--runs") { Description = "Folder with the configurations of the runs.", DefaultValueFactory = _ => Path.Combine("config", "runs") };
        var pack = new Option<string>("--pack") { Description = "Folder of the pack.", DefaultValueFactory = _ => Path.Combine("config", "packs", "fe") };
        var quick = new Option<bool>("--quick") { Description = "The heating run and the quiet runs alone, without plain detectors." };
        var output = new Option<string?>("--output") { Description = "JSON file for the report." };
        var markdown = new Option<string?>("--markdown") { Description = "Markdown file for the tables; absent: the standard output." };
        var command = new Command("evaluate-detection", "What change detection finds in simulated runs, and how late, beside plain detectors. Ends with 1 where an onset is missed or an alarm is false.") { seeds, runs, pack, quick, output, markdown };
        command.SetAction(parsed => new DetectionCommand(results, people, TimeProvider.System).Run(
            Parse(parsed.GetValue(seeds)!), parsed.GetValue(runs)!, parsed.GetValue(pack)!, parsed.GetValue(quick), parsed.GetValue(output), parsed.GetValue(markdown), stopping));
        return command;
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">A pack or a file cannot be used.</exception>
    public int Run(IReadOnlyList<ulong> seeds, string runs, string pack, bool quick, string? output, string? markdown, CancellationToken stopping)
    {
        var plans = DetectionPlan.Of(runs, seeds, quick);
        var curve = quick ? null : new DelayCurve();
        string name;
        using (var chain = DetectionChain.Open(pack)) name = chain.PackName;
        var done = new DetectionResult[plans.Length];
        var finished = 0;
        try
        {
            // Networks work in buffers of their own: each thread has its pack.
            var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stopping };
            Parallel.For(0, plans.Length, options, () => DetectionChain.Open(pack), (i, _, chain) =>
            {
                var result = done[i] = new DetectionRunner(chain, curve).Run(plans[i].Config, plans[i].Seed, plans[i].WithPack);
                var line = $"{Interlocked.Increment(ref finished)} of {plans.Length}: {result.Scenario} {result.Noise:0e0}{(result.WithPack ? "" : " without a pack")}, seed {result.Seed}: missed {result.OnsetsMissed}, false {result.FalseAlarms}";
                lock (people) people.Say(line);
                return chain;
            }, chain => chain.Dispose());
        }
        catch (AggregateException several) when (several.InnerExceptions.OfType<UsageException>().FirstOrDefault() is { } wrong)
        {
            throw new UsageException(wrong.Message);
        }

        var report = new DetectionReport(name, Machine.InWords(), clock.GetUtcNow(), [.. done], curve?.Points() ?? []);
        try
        {
            if (output is not null) AtomicFile.Write(output, report.WriteJson);
            if (markdown is not null) AtomicFile.Write(markdown, stream => stream.Write(Encoding.UTF8.GetBytes(report.Markdown())));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(wrong.Message);
        }

        if (markdown is null) results.Write(report.Markdown());
        return report.OnsetsMissed == 0 && report.FalseAlarms == 0 ? ExitCode.Done : ExitCode.SomeFailed;
    }

    private static List<ulong> Parse(string text)
    {
        var seeds = new List<ulong>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !ulong.TryParse(ends[0], out var first) || !ulong.TryParse(ends[^1], out var last) || last < first || last - first > 10_000)
                throw new UsageException($"--seeds: {text} is no list of numbers and ranges, such as 1-20");
            for (var seed = first; seed <= last; seed++) seeds.Add(seed);
        }

        return seeds;
    }
}
