using System.Globalization;
using System.Text;

namespace Exafs.Lab.Detect;

/// <summary>The rows of the table: one a scenario and noise.</summary>
internal static class DetectionTable
{
    public static void Append(StringBuilder text, IReadOnlyList<DetectionResult> runs)
    {
        text.Append("| scenario | noise | runs (scans) | onsets found | false alarms | delay, scans: median (worst) | T_c error, K: median (worst) | 95 % interval holds | part of fcc, RMSE | instrument named |\n");
        text.Append("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (var group in runs.GroupBy(run => (run.Scenario, run.Noise, run.WithPack)))
        {
            DetectionResult[] all = [.. group];
            FoundTransition[] transitions = [.. all.SelectMany(run => run.Transitions)];
            double[] delays = [.. transitions.Where(t => t.DelayScans is not null).Select(t => (double)t.DelayScans!), .. all.Where(run => run.UnknownDelayScans is not null).Select(run => (double)run.UnknownDelayScans!)];
            double[] errors = [.. transitions.Select(t => Math.Abs(t.TcError)).Where(double.IsFinite)];
            FoundTransition[] judged = [.. transitions.Where(t => t.TcCovered is not null)];
            var found = all[0].UnknownFound is null
                ? transitions.Length == 0 ? "–" : $"{transitions.Count(t => t.OnsetFound)} of {transitions.Length}"
                : $"unknown {all.Count(run => run.UnknownFound == true)} of {all.Length}";
            Row(text,
            [
                $"{group.Key.Scenario}{(group.Key.WithPack ? "" : ", no pack")}",
                group.Key.Noise.ToString("0.#e0", CultureInfo.InvariantCulture),
                $"{all.Length} ({all.Sum(run => run.Scans)})",
                found,
                $"{all.Sum(run => run.FalseAlarms)}",
                delays.Length == 0 ? "–" : Number($"{DetectionReport.Median(delays):0.#} ({delays.Max():0})"),
                errors.Length == 0 ? "–" : Number($"{DetectionReport.Median(errors):0.0} ({errors.Max():0.0})"),
                judged.Length == 0 ? "–" : $"{judged.Count(t => t.TcCovered == true)} of {judged.Length}",
                DetectionReport.Rms(all.Select(run => run.PhaseFractionRmse)) is var rmse && double.IsFinite(rmse) ? Number($"{rmse:0.000}") : "–",
                all.Sum(run => run.InstrumentEvents) is var events && events == 0 ? "–" : $"{all.Sum(run => run.InstrumentNamed)} of {events}",
            ]);
        }

        var judgedHeating = runs.Where(run => run is { Scenario: "heating", WithPack: true } && run.Noise == DetectionReport.MainNoise).SelectMany(run => run.Transitions).ToArray();
        if (judgedHeating.Length == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\nHeating at noise {DetectionReport.MainNoise:0e0}: N(0–3.2 Å) of before and after is off by at most {DetectionReport.Worst(judgedHeating.SelectMany(t => new[] { Math.Abs(t.Within32Before - t.TrueWithin32Before), Math.Abs(t.Within32After - t.TrueWithin32After) })):0.00}; ");
        text.Append(CultureInfo.InvariantCulture, $"step of the volume, on heating {Step(judgedHeating, "heating", found: true)} % (true {Step(judgedHeating, "heating", found: false)} %), on cooling {Step(judgedHeating, "cooling", found: true)} % (true {Step(judgedHeating, "cooling", found: false)} %); ");
        text.Append(CultureInfo.InvariantCulture, $"detection takes {DetectionReport.Median(runs.Select(run => run.Microseconds)):0} µs a scan (median).\n");
    }

    private static string Step(FoundTransition[] transitions, string branch, bool found)
    {
        double[] steps = [.. transitions.Where(t => t.Branch == branch).Select(t => found ? t.VolumeStepPercent : t.TrueVolumeStepPercent).Where(double.IsFinite)];
        return steps.Length == 0 ? "–" : Number($"{steps.Average():0.00} ({steps.Min():0.00} to {steps.Max():0.00})");
    }

    private static string Number(FormattableString number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
