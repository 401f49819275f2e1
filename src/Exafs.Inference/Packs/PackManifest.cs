using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Inference.Targets;
using Exafs.Inference.Trust;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Packs;

/// <summary>The file pack.json: all of a model pack but its weights, and the hash of every other file.</summary>
public sealed record PackManifest
{
    public const string FileName = "pack.json", CurrentFormat = "exafs-pack-v1";

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Format { get; init; } = CurrentFormat;

    /// <summary>Such as fe.</summary>
    public required string Name { get; init; }

    /// <summary>Symbol of the absorber.</summary>
    public required string Element { get; init; }

    /// <summary>K, L3…</summary>
    public required string Edge { get; init; }

    /// <summary>How χ(k) becomes inputs; also the energy of the edge.</summary>
    public required FeatureParameters Features { get; init; }

    /// <summary>What the outputs are.</summary>
    public PackTargets Targets { get; init; } = PackTargets.Standard;

    /// <summary>How the quantities were normalised in training.</summary>
    public required QuantityScale QuantityScale { get; init; }

    /// <summary>Of each member.</summary>
    public required NetworkShape Network { get; init; }

    /// <summary>Networks that answer together.</summary>
    public required int Members { get; init; }

    /// <summary>Of the network from the structure back to χ(k); null where the pack has none.</summary>
    public NetworkShape? Forward { get; init; }

    /// <summary>Up to here g(R) is quantitative, Å.</summary>
    [JsonPropertyName("trusted_r_max_angstrom")]
    public double TrustedRMax { get; init; } = 5.2;

    /// <summary>What is taken where no foil has told: of this element at most beamlines, with how far they differ.</summary>
    public BeamlineCalibration NominalCalibration { get; init; } = BeamlineCalibration.Typical;

    /// <summary>What makes the errors hold.</summary>
    public PackCalibration Calibration { get; init; } = PackCalibration.None;

    /// <summary>Where a spectrum is called unlike the training set.</summary>
    public TrustLimits OutOfDistribution { get; init; } = TrustLimits.Networks;

    /// <summary>The configuration of the training, every key with the value in force.</summary>
    public JsonElement? Recipe { get; init; }

    /// <summary>The files of the pack, by their paths in its folder.</summary>
    public ImmutableSortedDictionary<string, LibraryFile> Files { get; init; } = ImmutableSortedDictionary<string, LibraryFile>.Empty;

    /// <summary>When, by what command and programs.</summary>
    public required PackMade Made { get; init; }

    /// <exception cref="InvalidDataException">It is no such manifest, or contradicts itself.</exception>
    public static PackManifest Read(ReadOnlySpan<byte> utf8)
    {
        PackManifest manifest;
        try
        {
            // The format comes first: a later one may have other keys.
            var format = JsonSerializer.Deserialize<JsonElement>(utf8, s_json) is { ValueKind: JsonValueKind.Object } top && top.TryGetProperty("format", out var value) ? value.ToString() : "none";
            if (format != CurrentFormat) throw new InvalidDataException($"format {format}, not {CurrentFormat}");
            manifest = JsonSerializer.Deserialize<PackManifest>(utf8, s_json)!;
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"not as it should be: {broken.Message}", broken);
        }

        manifest.Check();
        return manifest;
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    /// <exception cref="InvalidDataException">It contradicts itself.</exception>
    public void Check()
    {
        Features.Check();
        Targets.Check();
        Calibration.Check();
        OutOfDistribution.Check();
        Require(QuantityScale.Mean.Length == Quantities.Count && QuantityScale.Deviation.Length == Quantities.Count, $"the scale of the quantities is not of {Quantities.Count}");
        Require(QuantityScale.Deviation.All(value => value > 0), "a quantity has a deviation that is not above 0");
        Require(Members is >= 1 and <= 100, $"{Members} members");
        Require(Network.Faults().IsEmpty, $"network: {string.Join(", ", Network.Faults())}");
        Require(Network.Outputs == OutputLayout.Standard.Count, $"the network has {Network.Outputs} outputs, not {OutputLayout.Standard.Count}");
        Require(Forward is null || Forward.Faults().IsEmpty, $"forward network: {string.Join(", ", Forward?.Faults() ?? [])}");
        Require(TrustedRMax > 0, $"trusted up to {TrustedRMax} Å");
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds) throw new InvalidDataException(fault);
    }
}
