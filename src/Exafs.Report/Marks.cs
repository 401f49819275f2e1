using System.Collections.Immutable;
using Exafs.Pipeline.Changes;
using Exafs.Report.Plot;

namespace Exafs.Report;

/// <summary>Events as upright lines.</summary>
internal static class Marks
{
    public const string Heating = "#c8443c", Cooling = "#2f6db5", Still = "#5f6b7a";

    public static string ColourOf(Branch branch) => branch switch { Branch.Heating => Heating, Branch.Cooling => Cooling, _ => Still };

    /// <summary>Structural events with their words, instruments' without.</summary>
    /// <param name="run">With the events.</param>
    /// <param name="place">Where on the axis; NaN: nowhere.</param>
    public static ImmutableArray<Layer> Of(ReportRun run, Func<ChangeEvent, double> place)
    {
        var (structural, instrumental) = (Placed(run.Structural, place), Placed(run.Instrumental, place));
        var layers = ImmutableArray.CreateBuilder<Layer>();
        if (instrumental.Length > 0) layers.Add(new MarkLayer("instrument", Palette.AxisLine, [.. instrumental.Select(mark => mark.X)], []));
        if (structural.Length > 0) layers.Add(new MarkLayer(null, Palette.Accent, [.. structural.Select(mark => mark.X)], [.. structural.Select(mark => $"{mark.Event.KindName.Replace('_', ' ')} {mark.Event.Cause.Replace('*', '∗')}")]));
        return layers.ToImmutable();
    }

    /// <summary>Against the number of the scan from which on it was there.</summary>
    public static ImmutableArray<Layer> ByScan(ReportRun run) => Of(run, change => (run.Scan(change.FirstScanId) ?? run.Scan(change.ScanId))?.Number ?? double.NaN);

    /// <summary>Of structural events against temperature, in the colours of the branches; where a change was completed, its onset is left out.</summary>
    public static IEnumerable<Layer> ByTemperature(ReportRun run) => run.Structural
        .Where(change => change.TemperatureKelvin is { Value: var kelvin } && double.IsFinite(kelvin))
        .GroupBy(change => (change.Branch, change.Cause))
        .SelectMany(group => group.Any(change => change.Kind == ChangeKind.Completion) ? group.Where(change => change.Kind != ChangeKind.Onset) : group)
        .GroupBy(change => change.Branch)
        .Select(group => new MarkLayer(null, ColourOf(group.Key), [.. group.Select(change => change.TemperatureKelvin!.Value.Value)], []));

    private static (double X, ChangeEvent Event)[] Placed(IEnumerable<ChangeEvent> events, Func<ChangeEvent, double> place) =>
        [.. events.Select(change => (X: place(change), change)).Where(mark => double.IsFinite(mark.X))];
}
