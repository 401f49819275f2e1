using System.Globalization;
using Exafs.Pipeline.Changes;
using InfluxDB.Client.Api.Domain;
using InfluxDB.Client.Writes;
using static Exafs.Adapters.Influx.InfluxStructure;

namespace Exafs.Adapters.Influx;

/// <summary>Change → point of exafs_event. The time is that of the scan on which it was announced, so that an event written twice stands once.</summary>
internal static class InfluxEvent
{
    /// <summary>With before and after of each, below the columns that a table should have.</summary>
    private const int LargestMoved = 60;

    public static PointData Point(ChangeEvent change, string? beamline, long nanoseconds)
    {
        PointData point = PointData.Measurement("exafs_event")
            .Tag("beamline", beamline)
            .Tag("element", change.Series.Element)
            .Tag("edge", change.Series.Edge)
            .Tag("kind", change.KindName)
            .Tag("cause", change.Kind == ChangeKind.Note ? "note" : change.Cause)
            .Timestamp(nanoseconds, WritePrecision.Ns)
            .Field("run_id", change.Series.RunId)
            .Field("scan_id", change.ScanId)
            .Field("first_scan_id", change.FirstScanId)
            .Field("title", Title(change))
            .Field("text", change.Detail)
            .Field("branch", change.BranchName)
            .Field("delay_scans", (long)change.DelayScans);
        if (change.Sequence is { } sequence)
            point = point.Field("sequence", sequence);
        if (change.BeforeScanId is { } before)
            point = point.Field("before_scan_id", before);
        point = Number(point, "confidence", change.Confidence);
        point = Number(point, "temperature_kelvin", change.TemperatureKelvin?.Value);
        point = Number(point, "temperature_sigma", change.TemperatureKelvin?.Sigma);
        point = Number(point, "delay_kelvin", change.DelayKelvin);
        point = Number(point, "t_c_kelvin", change.Transition?.TemperatureKelvin.Value);
        point = Number(point, "t_c_sigma", change.Transition?.TemperatureKelvin.Sigma);
        point = Number(point, "width_kelvin", change.Transition?.WidthKelvin.Value);
        point = Number(point, "width_sigma", change.Transition?.WidthKelvin.Sigma);
        foreach (MovedFeature moved in change.Moved.Take(LargestMoved))
            point = Number(Number(point, $"{moved.Name}_before", moved.Before.Value), $"{moved.Name}_after", moved.After.Value);
        return point;
    }

    // A few words for a flag on a time axis; the sentence is the text.
    private static string Title(ChangeEvent change)
    {
        string what = change.Kind == ChangeKind.Note ? "note" : $"{change.KindName.Replace('_', ' ')}: {change.Cause.Replace('_', ' ')}";
        return change.TemperatureKelvin is { } kelvin && double.IsFinite(kelvin.Value)
            ? string.Create(CultureInfo.InvariantCulture, $"{what} at {kelvin.Value:f1} K")
            : what;
    }
}
