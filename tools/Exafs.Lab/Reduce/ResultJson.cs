using System.Collections.Immutable;
using System.Text.Json;
using Exafs.Signal;

namespace Exafs.Lab.Reduce;

/// <summary>Results as JSON: the unit in the key, numbers such that they read back as they were, null for what is not a number.</summary>
internal static class ResultJson
{
    public static void Write(Utf8JsonWriter writer, FileResult result, ReductionParameters parameters)
    {
        writer.WriteStartObject();
        writer.WriteString("input", result.Input);
        if (result.File is { } file)
        {
            writer.WriteString("label", file.Label);
            writer.WriteString("format", file.Format);
            writer.WriteString("columns", file.ColumnsNote);
        }

        if (result.Error is { } error) writer.WriteString("error", error);
        writer.WritePropertyName("parameters");
        LarchParameters.Write(writer, parameters);
        if (result.Reduction is { } reduction) Write(writer, reduction);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Reduction reduction)
    {
        Number(writer, "e0_ev", reduction.E0);
        Number(writer, "edge_step", reduction.EdgeStep);
        Numbers(writer, "energy_ev", reduction.Energy);
        Numbers(writer, "mu", reduction.Mu);
        Numbers(writer, "pre_edge", reduction.PreEdge);
        Numbers(writer, "post_edge", reduction.PostEdge);
        Numbers(writer, "norm", reduction.Norm);
        Numbers(writer, "flat", reduction.Flat);
        Numbers(writer, "bkg", reduction.Bkg);
        Numbers(writer, "k_per_angstrom", reduction.K);
        Numbers(writer, "chi", reduction.Chi);
        Numbers(writer, "delta_chi", reduction.DeltaChi);
        Numbers(writer, "r_angstrom", reduction.R);
        Numbers(writer, "chir_mag", reduction.ChiRMag);
        Numbers(writer, "chir_re", reduction.ChiRRe);
        Numbers(writer, "chir_im", reduction.ChiRIm);
        Number(writer, "epsilon_k", reduction.Noise?.EpsilonK ?? double.NaN);
        Number(writer, "epsilon_r", reduction.Noise?.EpsilonR ?? double.NaN);
        Number(writer, "kmax_suggest_per_angstrom", reduction.Noise?.KMaxSuggested ?? double.NaN);
        if (reduction.Limit is { } limit) writer.WriteString("limit", $"{limit.Reason}: {limit.Detail}");
        else writer.WriteNull("limit");
    }

    private static void Number(Utf8JsonWriter writer, string key, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumber(key, value);
        else writer.WriteNull(key);
    }

    private static void Numbers(Utf8JsonWriter writer, string key, ImmutableArray<double> values)
    {
        writer.WriteStartArray(key);
        foreach (double value in values)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }

        writer.WriteEndArray();
    }
}
