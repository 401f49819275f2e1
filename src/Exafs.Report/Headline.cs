using System.Collections.Immutable;
using Exafs.Physics.Estimates;
using Exafs.Pipeline.Changes;

namespace Exafs.Report;

/// <summary>What a reader wants to know first: what was measured, and what was found.</summary>
internal static class Headline
{
    public static Html Of(ReportRun run)
    {
        var facts = Facts(run).Where(fact => fact.Value.Length > 0);
        return Html.Of($"""
            <h1>Run {run.RunId}</h1>
            <dl class="facts">{Html.All(facts.Select(fact => Html.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>")))}</dl>
            <div class="findings">{Html.All(Findings(run).Select(sentence => Html.Of($"<p>{sentence}</p>")))}</div>

            """);
    }

    private static IEnumerable<(string Name, string Value)> Facts(ReportRun run)
    {
        var scans = run.Scans;
        var analyzed = scans.Count(scan => scan.IsAnalyzed);
        yield return ("element and edge", string.Join(", ", scans.Where(scan => scan.Stored.Element is not null).Select(scan => $"{scan.Stored.Element} {scan.Stored.Edge}".TrimEnd()).Distinct()));
        yield return ("scans", $"{scans.Length}: {analyzed} analysed, {scans.Length - analyzed} rejected");
        double[] kelvin = [.. scans.Select(scan => scan.Temperature).Where(double.IsFinite)];
        yield return ("temperature", kelvin.Length == 0 ? "" : $"{Words.Fixed(kelvin.Min(), 1)} to {Words.Fixed(kelvin.Max(), 1)} K");
        DateTime[] times = [.. scans.Select(scan => scan.Stored.StartTime ?? scan.Stored.MidTime).OfType<DateTime>()];
        DateTime[] ends = [.. scans.Select(scan => scan.Stored.EndTime ?? scan.Stored.MidTime).OfType<DateTime>()];
        yield return ("begin", times.Length == 0 ? "" : Words.Of(times.Min()));
        yield return ("duration", times.Length == 0 || ends.Length == 0 ? "" : Words.Of(ends.Max() - times.Min()));
        double[] noise = [.. scans.Select(scan => scan.Stored.EpsilonK ?? double.NaN).Where(double.IsFinite).Order()];
        yield return ("noise of χ(k), median", noise.Length == 0 ? "" : noise[noise.Length / 2].ToString("0.0e0", System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−'));
        yield return ("model pack", string.Join(", ", scans.Select(scan => scan.Outcome?.Estimate?.Pack).OfType<PackIdentity>().Distinct().Select(pack => $"{pack.Name} ({pack.Sha256[..Math.Min(8, pack.Sha256.Length)]})")));
        var asked = scans.Count(scan => scan.Outcome?.Estimate is not null);
        yield return ("structures that can be trusted", asked == 0 ? "" : $"{scans.Count(scan => scan.IsTrusted)} of {asked}");
    }

    private static IEnumerable<string> Findings(ReportRun run)
    {
        if (run.Scans.Length == 0)
        {
            yield return "No scan came.";
            yield break;
        }

        if (!run.Structural.Any()) yield return "No change of the structure was announced.";
        foreach (ChangeEvent change in run.Structural) yield return Sentence(run, change);
        if (Hysteresis(run) is { } hysteresis) yield return hysteresis;
        var instrument = run.Instrumental.Count();
        if (instrument > 0) yield return $"{instrument} {(instrument == 1 ? "event" : "events")} of the instrument {(instrument == 1 ? "was" : "were")} recognised, and taken for no change of the structure.";
    }

    private static string Sentence(ReportRun run, ChangeEvent change)
    {
        var where = change.Transition is { } fit ? $", Tc = {Words.Of(fit.TemperatureKelvin, "K")}, width (10 to 90 %) {Words.Of(fit.WidthKelvin, "K")}"
            : change.TemperatureKelvin is { } kelvin ? $" at {Words.Of(kelvin, "K")}" : $" at scan {run.Scan(change.FirstScanId)?.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? change.FirstScanId}";
        var on = Words.On(change.Branch);
        var what = Words.Of(change);
        return $"{(on.Length > 0 ? $"{char.ToUpperInvariant(on[0])}{on[1..]}, {what}" : $"{char.ToUpperInvariant(what[0])}{what[1..]}")}{where}; {Delay(change)}.";
    }

    /// <summary>Announced 3 scans (4.5 K) later.</summary>
    public static string Delay(ChangeEvent change) => change.DelayScans == 0
        ? "announced on the same scan"
        : $"announced {change.DelayScans} {(change.DelayScans == 1 ? "scan" : "scans")}{(change.DelayKelvin is { } kelvin && double.IsFinite(kelvin) ? $" ({Words.Fixed(Math.Abs(kelvin), 1)} K)" : "")} later";

    private static string? Hysteresis(ReportRun run)
    {
        ImmutableArray<ChangeEvent> fits = [.. run.Structural.Where(change => change.Transition is not null)];
        if (fits.FirstOrDefault(change => change.Branch == Branch.Heating)?.Transition is not { TemperatureKelvin: var up }
            || fits.FirstOrDefault(change => change.Branch == Branch.Cooling)?.Transition is not { TemperatureKelvin: var down }) return null;
        return $"Hysteresis: Tc on heating lies {Words.Of(new Uncertain(up.Value - down.Value, double.Hypot(up.Sigma, down.Sigma)), "K")} above that on cooling.";
    }
}
