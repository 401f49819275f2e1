using System.Text.Json;
using Exafs.Physics.Comparison;

namespace Exafs.Lab.Compare;

/// <summary>Foils as a JSON array, the unit in the key.</summary>
internal static class CompareJson
{
    public static void Write(Stream stream, IEnumerable<Foil> foils)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartArray();
        foreach (Foil foil in foils)
        {
            writer.WriteStartObject();
            writer.WriteString("file", foil.File);
            writer.WriteString("label", foil.Label);
            if (foil.E0 is { } e0) writer.WriteNumber("e0_ev", e0);
            if (foil.Fit is { } fit) Write(writer, fit);
            else writer.WriteString("error", foil.Error);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, FoilFitResult fit)
    {
        writer.WriteNumber("r_factor", fit.RFactor);
        writer.WriteNumber("first_shell_r_factor", fit.FirstShellRFactor);
        writer.WriteNumber("s02", fit.S02);
        writer.WriteNumber("s02_sigma", fit.S02Sigma);
        writer.WriteNumber("delta_e0_ev", fit.DeltaE0);
        writer.WriteNumber("delta_e0_sigma_ev", fit.DeltaE0Sigma);
    }
}
