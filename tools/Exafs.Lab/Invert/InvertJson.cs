using System.Collections.Immutable;
using System.Text.Json;
using Exafs.Physics.Estimates;

namespace Exafs.Lab.Invert;

/// <summary>Structures as JSON: the unit in the key, null for what is no number. One spectrum is one object, several are an array.</summary>
internal static class InvertJson
{
    public static void Write(Stream stream, IReadOnlyList<Inverted> all, bool calibrated)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        if (all.Count != 1) json.WriteStartArray();
        foreach (Inverted result in all)
        {
            json.WriteStartObject();
            json.WriteString("input", result.Input);
            json.WriteString("label", result.Label);
            if (result.Columns.Length > 0) json.WriteString("columns", result.Columns);
            if (result.Chi?.E0 is { } e0) Number(json, "e0_ev", e0);
            if (result.Error is { } error) json.WriteString("error", error);
            if (result.Estimate is { } estimate)
            {
                json.WriteBoolean("calibrated", calibrated);
                Write(json, estimate);
                if (estimate.SecondOpinion is { } second)
                {
                    json.WriteStartObject("second_opinion");
                    Write(json, second);
                    json.WriteEndObject();
                }
            }

            json.WriteEndObject();
        }

        if (all.Count != 1) json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, StructureEstimate estimate)
    {
        json.WriteStartObject("pack");
        json.WriteString("name", estimate.Pack.Name);
        json.WriteString("sha256", estimate.Pack.Sha256);
        json.WriteEndObject();
        Pair(json, "n_within_3_2_angstrom", "n_within_3_2_sigma", estimate.Within32);
        Pair(json, "density_per_angstrom3", "density_sigma", estimate.Density);
        Shells(json, estimate);
        Phases(json, "phases", estimate, phase => phase.Fraction.Value);
        Phases(json, "phases_sigma", estimate, phase => phase.Fraction.Sigma);
        Number(json, "ood_score", estimate.OodScore);
        json.WriteBoolean("ood", estimate.IsOutOfDistribution);
        Sentences(json, "ood_reasons", estimate.OodReasons);
        Number(json, "consistency_r_factor", estimate.ConsistencyRFactor);
        Sentences(json, "disagreements", estimate.Disagreements);
        Number(json, "delta_e0_ev", estimate.DeltaE0);
        Number(json, "s02", estimate.S02);
        Number(json, "kmax_per_angstrom", estimate.KMax);
        Number(json, "trusted_r_max_angstrom", estimate.TrustedRMax);
        Numbers(json, "r_angstrom", estimate.R);
        Numbers(json, "g_per_angstrom", estimate.NeighboursPerAngstrom);
        Numbers(json, "g_sigma", estimate.NeighboursPerAngstromSigma);
        Numbers(json, "shell_covariance", estimate.ShellCovariance);
    }

    private static void Shells(Utf8JsonWriter json, StructureEstimate estimate)
    {
        json.WriteStartArray("shells");
        for (var i = 0; i < estimate.Shells.Length; i++)
        {
            ShellEstimate shell = estimate.Shells[i];
            json.WriteStartObject();
            Pair(json, "n", "n_sigma", shell.CoordinationNumber);
            Pair(json, "distance_angstrom", "distance_sigma", shell.Distance);
            Pair(json, "sigma2_angstrom2", "sigma2_sigma", shell.Sigma2);
            Pair(json, "c3_angstrom3", "c3_sigma", shell.ThirdCumulant);
            Pair(json, "skewness", "skewness_sigma", shell.Skewness);
            if (i > 0 && i <= estimate.ShellRatios.Length) Pair(json, "n_ratio", "n_ratio_sigma", estimate.ShellRatios[i - 1]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Phases(Utf8JsonWriter json, string key, StructureEstimate estimate, Func<PhaseEstimate, double> value)
    {
        json.WriteStartObject(key);
        foreach (PhaseEstimate phase in estimate.Phases) Number(json, phase.Name, value(phase));
        json.WriteEndObject();
    }

    private static void Pair(Utf8JsonWriter json, string key, string sigmaKey, Uncertain quantity)
    {
        Number(json, key, quantity.Value);
        Number(json, sigmaKey, quantity.Sigma);
    }

    private static void Sentences(Utf8JsonWriter json, string key, ImmutableArray<string> sentences)
    {
        json.WriteStartArray(key);
        foreach (var sentence in sentences) json.WriteStringValue(sentence);
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string key, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(key, value);
        else json.WriteNull(key);
    }

    private static void Numbers(Utf8JsonWriter json, string key, ImmutableArray<double> values)
    {
        json.WriteStartArray(key);
        foreach (var value in values)
        {
            if (double.IsFinite(value)) json.WriteNumberValue(value);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
    }
}
