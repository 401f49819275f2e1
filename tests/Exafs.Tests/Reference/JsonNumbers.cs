using System.Text.Json;

namespace Exafs.Tests.Reference;

/// <summary>Reads numbers out of reference cases.</summary>
public static class JsonNumbers
{
    /// <summary>An array of numbers; null, as JSON writes what is not a number, becomes NaN.</summary>
    public static double[] Doubles(this JsonElement element)
    {
        double[] values = new double[element.GetArrayLength()];
        int i = 0;
        foreach (JsonElement value in element.EnumerateArray())
            values[i++] = value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();
        return values;
    }

    public static double[] Doubles(this JsonElement element, string name) => element.GetProperty(name).Doubles();

    public static double Double(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    /// <summary>A number, or null where it is absent or null.</summary>
    public static double? DoubleOrNull(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    /// <summary>A child, or null where it is absent, null, or says that the reference itself failed.</summary>
    public static JsonElement? Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind != JsonValueKind.Null && !(value.ValueKind == JsonValueKind.Object && value.TryGetProperty("error", out _))
            ? value : null;
}
