using System.Collections.Immutable;
using System.Text.Json;
using Exafs.Signal;

namespace Exafs.Lab.Reduce;

/// <summary>Parameters of the reduction in JSON, by Larch's names and with Larch's meanings.</summary>
public static class LarchParameters
{
    private const double LargestEnergy = 1e6, LargestK = 100;

    private static readonly ImmutableArray<LarchParameter> All =
    [
        new("compatibility", p => NameOf(p.Compatibility), (p, v) => p with { Compatibility = v.Choice(("larch-2026.3.1", Compatibility.Larch2026_3_1), ("larch-0.9.58", Compatibility.Larch0_9_58)) }),
        new("e0", p => p.E0, (p, v) => p with { E0 = v.Number(1, LargestEnergy) }),
        new("pre1", p => p.Pre1, (p, v) => p with { Pre1 = v.Number(-LargestEnergy, LargestEnergy) }),
        new("pre2", p => p.Pre2, (p, v) => p with { Pre2 = v.Number(-LargestEnergy, LargestEnergy) }),
        new("norm1", p => p.Norm1, (p, v) => p with { Norm1 = v.Number(-LargestEnergy, LargestEnergy) }),
        new("norm2", p => p.Norm2, (p, v) => p with { Norm2 = v.Number(-LargestEnergy, LargestEnergy) }),
        new("nnorm", p => p.NNorm, (p, v) => p with { NNorm = v.Integer(0, 5) }),
        new("nvict", p => p.NVict, (p, v) => p with { NVict = v.Integer(-10, 10) }),
        new("rbkg", p => p.Rbkg, (p, v) => p with { Rbkg = v.Number(0.05, 10) }),
        new("kmin", p => p.KMin, (p, v) => p with { KMin = v.Number(0, LargestK) }),
        new("kmax", p => p.KMax, (p, v) => p with { KMax = v.Number(0.1, LargestK) }),
        new("kweight", p => p.KWeight, (p, v) => p with { KWeight = v.Number(0, 10) }),
        new("dk", p => p.Dk, (p, v) => p with { Dk = v.Number(0, LargestK) }),
        new("window", p => NameOf(p.Window), (p, v) => p with { Window = v.Window() }),
        new("clamp_lo", p => p.ClampLow, (p, v) => p with { ClampLow = v.Number(0, 1e9) }),
        new("clamp_hi", p => p.ClampHigh, (p, v) => p with { ClampHigh = v.Number(0, 1e9) }),
        new("nclamp", p => p.NClamp, (p, v) => p with { NClamp = v.Integer(0, 1000) }),
        new("nknots", p => p.NKnots, (p, v) => p with { NKnots = v.Integer(1, 1000) }),
        new("kstep", p => p.KStep, (p, v) => p with { KStep = v.Number(0.005, 1) }),
        new("nfft", p => p.NFft, (p, v) => p with { NFft = v.PowerOfTwo(64, 65_536) }),
        new("ft_kmin", p => p.Fourier.KMin, (p, v) => p with { Fourier = p.Fourier with { KMin = v.Number(0, LargestK) } }),
        new("ft_kmax", p => p.Fourier.KMax, (p, v) => p with { Fourier = p.Fourier with { KMax = v.Number(0.1, LargestK) } }),
        new("ft_kweight", p => p.Fourier.KWeight, (p, v) => p with { Fourier = p.Fourier with { KWeight = v.Number(0, 10) } }),
        new("ft_dk", p => p.Fourier.Dk, (p, v) => p with { Fourier = p.Fourier with { Dk = v.Number(0, LargestK) } }),
        new("ft_dk2", p => p.Fourier.Dk2, (p, v) => p with { Fourier = p.Fourier with { Dk2 = v.Number(0, LargestK) } }),
        new("ft_window", p => NameOf(p.Fourier.Window), (p, v) => p with { Fourier = p.Fourier with { Window = v.Window() } }),
        new("rmax_out", p => p.Fourier.RMaxOut, (p, v) => p with { Fourier = p.Fourier with { RMaxOut = v.Number(0.1, 1000) } }),
    ];

    /// <summary>The names, in the order in which they are written.</summary>
    public static ImmutableArray<string> Names => [.. All.Select(parameter => parameter.Name)];

    /// <summary>Null or missing is the default.</summary>
    /// <exception cref="UsageException">A key is unknown or twice there, or a value impossible; the message names the key.</exception>
    public static ReductionParameters Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Parse(document.RootElement)
                : throw new UsageException("parameters: not a JSON object");
        }
        catch (JsonException error)
        {
            throw new UsageException($"parameters: not JSON: {error.Message}");
        }
    }

    /// <summary>All parameters, those that the data decide as null.</summary>
    public static void Write(Utf8JsonWriter writer, ReductionParameters parameters)
    {
        writer.WriteStartObject();
        foreach (LarchParameter parameter in All)
        {
            writer.WritePropertyName(parameter.Name);
            JsonSerializer.Serialize(writer, parameter.Get(parameters));
        }

        writer.WriteEndObject();
    }

    private static ReductionParameters Parse(JsonElement root)
    {
        var parameters = new ReductionParameters();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty member in root.EnumerateObject())
        {
            LarchParameter known = All.FirstOrDefault(parameter => parameter.Name == member.Name)
                ?? throw new UsageException($"{member.Name}: no such parameter; there are {string.Join(", ", Names)}");
            if (!seen.Add(member.Name)) throw new UsageException($"{member.Name}: given twice");
            if (member.Value.ValueKind != JsonValueKind.Null) parameters = known.Set(parameters, new LarchValue(member.Name, member.Value));
        }

        if (parameters.KMax <= parameters.KMin) throw new UsageException($"kmax: {parameters.KMax} is not above kmin, {parameters.KMin}");
        if (parameters.Fourier.KMax <= parameters.Fourier.KMin) throw new UsageException($"ft_kmax: {parameters.Fourier.KMax} is not above ft_kmin, {parameters.Fourier.KMin}");
        return parameters;
    }

    private static string? NameOf(Compatibility compatibility) => compatibility switch
    {
        Compatibility.Larch2026_3_1 => "larch-2026.3.1",
        Compatibility.Larch0_9_58 => "larch-0.9.58",
        _ => null,
    };

    private static string NameOf(WindowKind window) => window == WindowKind.FractionalHanning ? "fhanning" : window.ToString().ToLowerInvariant();
}
