using System.Text.Json;
using Exafs.Pipeline.Changes;

namespace Exafs.Lab.CompareRuns;

/// <summary>A comparison as JSON, all of it; what is no number is null.</summary>
internal static class CompareRunsJson
{
    public static void Write(Stream stream, RunComparison comparison)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        writer.WriteBoolean("identical", comparison.IsIdentical);
        Write(writer, "a", comparison.A);
        Write(writer, "b", comparison.B);
        Write(writer, "only_in_a", comparison.OnlyInA);
        Write(writer, "only_in_b", comparison.OnlyInB);
        writer.WriteStartArray("outcomes");
        foreach (OutcomeChange change in comparison.Outcomes)
        {
            writer.WriteStartObject();
            writer.WriteString("of", change.What);
            writer.WriteString("a", change.A);
            writer.WriteString("b", change.B);
            Write(writer, "scans", change.Scans);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("quantities");
        foreach (QuantityDifference quantity in comparison.Quantities) Write(writer, quantity);
        writer.WriteEndArray();
        writer.WriteStartArray("events");
        foreach (EventPair pair in comparison.Events)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", pair.Any.KindName);
            writer.WriteString("cause", pair.Any.Cause);
            writer.WriteBoolean("same", pair.IsSame);
            Number(writer, "delta_seconds", pair.Seconds);
            Number(writer, "delta_kelvin", pair.Kelvin);
            Write(writer, "a", pair.A);
            Write(writer, "b", pair.B);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string key, RunSide side)
    {
        writer.WriteStartObject(key);
        writer.WriteString("store", side.File);
        writer.WriteString("run_id", side.RunId);
        writer.WriteString("sha256", side.Hash);
        writer.WriteNumber("analyzed", side.Analyzed);
        writer.WriteNumber("rejected", side.Rejected);
        writer.WriteNumber("structures", side.Structures);
        writer.WriteNumber("events", side.Events);
        writer.WriteNumber("defects", side.Defects);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, QuantityDifference quantity)
    {
        writer.WriteStartObject();
        writer.WriteString("name", quantity.Name);
        writer.WriteString(double.IsNaN(quantity.Where) ? "unit" : "axis_unit", quantity.Unit);
        writer.WriteNumber("scans", quantity.Scans);
        writer.WriteNumber("different", quantity.Different);
        writer.WriteNumber("only_in_one", quantity.OnlyInOne);
        writer.WriteNumber("interpolated", quantity.Interpolated);
        Number(writer, "largest", quantity.Largest);
        writer.WriteString("largest_at_scan", quantity.LargestAt);
        Number(writer, "largest_at", quantity.Where);
        Number(writer, "rms", quantity.Rms);
        Number(writer, "sigma", quantity.Sigma);
        Number(writer, "relative_rms", quantity.Relative);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string key, ChangeEvent? change)
    {
        if (change is null)
        {
            writer.WriteNull(key);
            return;
        }

        writer.WriteStartObject(key);
        writer.WriteString("scan_id", change.ScanId);
        writer.WriteString("first_scan_id", change.FirstScanId);
        if (change.Time is { } time) writer.WriteString("time", time);
        Number(writer, "temperature_kelvin", change.TemperatureKelvin?.Value ?? double.NaN);
        Number(writer, "temperature_sigma", change.TemperatureKelvin?.Sigma ?? double.NaN);
        Number(writer, "confidence", change.Confidence);
        writer.WriteString("detail", change.Detail);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string key, IEnumerable<string> texts)
    {
        writer.WriteStartArray(key);
        foreach (string text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter writer, string key, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumber(key, value);
        else writer.WriteNull(key);
    }
}
