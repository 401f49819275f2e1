using System.CommandLine;
using System.Globalization;
using Exafs.Adapters.Storage;
using Exafs.Lab.Detect;
using Exafs.Lab.Heat;
using Exafs.Pipeline.Changes;
using Spectre.Console;

namespace Exafs.Lab.Verdict;

/// <summary>Holds what a daemon found in a simulated run, as its store has it, against the truth.</summary>
public sealed class VerdictCommand(IAnsiConsole people)
{
    /// <summary>The words of the command line.</summary>
    public static Command Define(IAnsiConsole people)
    {
        var store = new Argument<string>("store") { Description = "The store that the daemon wrote." };
        var truth = new Option<string>("--truth") { Description = "The truth of the run, as exafs-lab heat writes it.", Required = true };
        var run = new Option<string?>("--run") { Description = "Id of the run; absent: the last one." };
        var command = new Command("verdict", "What was found in a simulated run beside what is true. Ends with 1 where an onset is missed or an alarm is false.") { store, truth, run };
        command.SetAction(parsed => new VerdictCommand(people).Run(parsed.GetValue(store)!, parsed.GetValue(truth)!, parsed.GetValue(run)));
        return command;
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">A file cannot be read, or they do not belong together.</exception>
    public int Run(string store, string truthFile, string? runId)
    {
        var truth = RunTruth.Read(truthFile);
        SimulatedScan[] scans = [.. truth.Scans.Select(SimulatedScan.Of)];
        var said = Said(store, runId, truth);
        var result = new DetectionJudge(scans, said).Judge(truth.Scenario, truth.Seed, truth.Noise, withPack: said.Any(scan => !scan.Features.Values.IsEmpty), double.NaN);
        foreach (var line in Lines(result, said.Count, scans.Length)) people.MarkupLine(line);
        return result.OnsetsMissed == 0 && result.FalseAlarms == 0 ? ExitCode.Done : ExitCode.SomeFailed;
    }

    private static List<SaidOfScan> Said(string file, string? runId, RunTruth truth)
    {
        try
        {
            using var reader = new StoreReader(file);
            // The last with scans of its own: torn frames belong to no run.
            var run = runId ?? reader.Runs().LastOrDefault(known => known.Analyzed > 0)?.RunId ?? throw new UsageException($"{file}: there is no run");
            var events = reader.Events(run).ToLookup(change => change.ScanId, StringComparer.Ordinal);
            var said = new List<SaidOfScan>();
            foreach (var scan in reader.Scans(run))
            {
                if (scan.Sequence is not { } sequence || sequence < 1 || sequence > truth.Scans.Length || truth.Scans[(int)sequence - 1].ScanId != scan.ScanId)
                    throw new UsageException($"{file}: scan {scan.ScanId} of {run} is none of the truth's");
                var features = ScanFeatures.None;
                foreach (var phase in reader.Estimate(scan)?.Estimate?.Phases ?? []) features = features.With(ScanFeatures.Phase(phase.Name), phase.Fraction);
                said.Add(new((int)sequence - 1, features, [.. events[scan.ScanId]]));
            }

            return said;
        }
        catch (StoreException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    private static IEnumerable<string> Lines(DetectionResult result, int came, int all)
    {
        yield return Line($"[bold]A simulated run[/] ({result.Scenario}, seed {result.Seed}, noise {result.Noise:0.#e0}): {came} of {all} scans came");
        foreach (var transition in result.Transitions)
        {
            yield return Line($"[bold]{Markup.Escape(transition.Cause)}[/] on {transition.Branch}: {(transition.OnsetFound ? $"[green]onset found[/], announced {Scans(transition.DelayScans)} 10 % transformed" : "[red]onset missed[/]")}");
            if (double.IsFinite(transition.TcKelvin))
                yield return Line($"   T_c [bold]{transition.TcKelvin:f1} ± {transition.TcSigmaKelvin:f1} K[/] (true {transition.TrueTcKelvin:f1}); N(0–3.2 Å) {transition.Within32Before:f2} → {transition.Within32After:f2} (true {transition.TrueWithin32Before:f2} → {transition.TrueWithin32After:f2}); ΔV {transition.VolumeStepPercent:+0.00;-0.00} % (true {transition.TrueVolumeStepPercent:+0.00;-0.00})");
        }

        yield return Line($"false alarms {(result.FalseAlarms == 0 ? "[green]0[/]" : $"[red]{result.FalseAlarms}[/]")}; instrument events named {result.InstrumentNamed} of {result.InstrumentEvents}"
            + (double.IsFinite(result.PhaseFractionRmse) ? $"; part of fcc off by {100 * result.PhaseFractionRmse:f1} % (rms)" : ""));
    }

    private static string Scans(int? delay) => delay switch
    {
        null => "",
        0 => "with",
        -1 => "a scan before",
        1 => "a scan after",
        < 0 => $"{-delay} scans before",
        _ => $"{delay} scans after",
    };

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private static string Line(string line) => line;
}
