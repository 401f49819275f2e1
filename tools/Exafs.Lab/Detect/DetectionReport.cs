using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exafs.Lab.Evaluate;

namespace Exafs.Lab.Detect;

/// <summary>What detection can do, for people and programs.</summary>
/// <param name="Pack">Which.</param>
/// <param name="Machine">Processor and number of cores: the times are of it.</param>
/// <param name="TimeUtc">When.</param>
/// <param name="Runs">One by one.</param>
/// <param name="Delays">Delay against false alarms.</param>
public sealed record DetectionReport(string Pack, string Machine, DateTimeOffset TimeUtc, ImmutableArray<DetectionResult> Runs, ImmutableArray<DelayPoint> Delays)
{
    public const double MainNoise = 1e-3;

    /// <summary>The heating runs that are judged.</summary>
    private ImmutableArray<DetectionResult> Heating => [.. Runs.Where(run => run is { Scenario: "heating", WithPack: true } && run.Noise == MainNoise)];

    /// <summary>Of the judged heating runs.</summary>
    public int OnsetsMissed => Heating.Sum(run => run.OnsetsMissed);

    /// <summary>Of all runs with a pack but those with an unknown structure.</summary>
    public int FalseAlarms => Runs.Where(run => run.WithPack && run.UnknownFound is null && run.Noise == MainNoise).Sum(run => run.FalseAlarms);

    /// <summary>Largest |T_c − truth|, K.</summary>
    [JsonPropertyName("t_c_error_kelvin")]
    public double TcErrorKelvin => Worst(Transitions.Select(transition => Math.Abs(transition.TcError)));

    /// <summary>Median.</summary>
    public double DelayScans => Median(Transitions.Where(transition => transition.DelayScans is not null).Select(transition => (double)transition.DelayScans!));

    /// <summary>Of all scans of the judged heating runs.</summary>
    public double PhaseFractionRmse => Rms(Heating.Select(run => run.PhaseFractionRmse));

    /// <summary>Each seed's own.</summary>
    public ImmutableArray<DetectionSeed> Seeds => [.. Heating.Select(run => new DetectionSeed(run.Seed, run.OnsetsMissed, run.FalseAlarms, Worst(run.Transitions.Select(transition => Math.Abs(transition.TcError))), Median(run.Transitions.Where(transition => transition.DelayScans is not null).Select(transition => (double)transition.DelayScans!)), run.PhaseFractionRmse))];

    private IEnumerable<FoundTransition> Transitions => Heating.SelectMany(run => run.Transitions);

    public void WriteJson(Stream stream) => JsonSerializer.Serialize(stream, this, EvaluationReport.Json);

    /// <summary>Tables for a README.</summary>
    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Pack {Pack}, {Machine}, {TimeUtc:yyyy-MM-dd}. All runs are simulated.\n\n");
        DetectionTable.Append(text, Runs);
        if (Delays.IsEmpty) return text.ToString();
        text.Append("\n| detector | setting | median delay after 10 %, scans | missed | false alarms | per 1000 scans |\n|---|---|---:|---:|---:|---:|\n");
        foreach (var point in Delays)
            text.Append(CultureInfo.InvariantCulture, $"| {point.Detector} | {point.Setting} | {point.MedianDelayScans:0.#} | {point.Missed} | {point.FalseAlarms} | {point.FalseAlarmsPerThousandScans:0.###} |\n");
        return text.ToString();
    }

    internal static double Median(IEnumerable<double> values) => Statistics.Quantile(values, 0.5);

    internal static double Worst(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();

    internal static double Rms(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length == 0 ? double.NaN : Math.Sqrt(finite.Average(value => value * value));
    }
}
