using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exafs.Inference.Features;

namespace Exafs.Inference.Calibration;

/// <summary>What foils say about a beam time, as a file: S0² and ΔE0, nothing else is fitted to any measurement.</summary>
public sealed record FoilCalibration
{
    public const string CurrentFormat = "exafs-calibration-v1";

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Format { get; init; }

    /// <summary>Element and edge of the pack.</summary>
    public required string Element { get; init; }

    public required string Edge { get; init; }

    /// <summary>Name of the pack's folder.</summary>
    public required string Pack { get; init; }

    /// <summary>SHA-256 of the manifest of its library.</summary>
    public required string PackSha256 { get; init; }

    public required double DeltaE0Ev { get; init; }

    public required double DeltaE0SigmaEv { get; init; }

    public required double S02 { get; init; }

    public required double S02Sigma { get; init; }

    /// <summary>Of the foils, as the user said; σ² of the theory follows it.</summary>
    public required double TemperatureKelvin { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset TimeUtc { get; init; }

    public required ImmutableArray<CalibratedFoil> Foils { get; init; }

    /// <summary>For an estimator.</summary>
    [JsonIgnore]
    public BeamlineCalibration Beamline => new() { DeltaE0 = DeltaE0Ev, DeltaE0Sigma = DeltaE0SigmaEv, S02 = S02, S02Sigma = S02Sigma };

    /// <summary>Mean of values, each weighted by its 1/σ², and its standard error: by the σ, or by the scatter where that is more.</summary>
    /// <exception cref="ArgumentException">There are none, or a σ is not above 0.</exception>
    public static (double Mean, double Sigma) Mean(IReadOnlyList<(double Value, double Sigma)> values)
    {
        if (values.Count == 0 || values.Any(each => !(each.Sigma > 0))) throw new ArgumentException("a mean needs values, each with an error above 0");
        var all = values.Sum(each => 1 / (each.Sigma * each.Sigma));
        var mean = values.Sum(each => each.Value / (each.Sigma * each.Sigma)) / all;
        var squares = values.Sum(each => (each.Value - mean) * (each.Value - mean) / (each.Sigma * each.Sigma));
        return (mean, Math.Sqrt(Math.Max(1, squares / Math.Max(1, values.Count - 1)) / all));
    }

    /// <summary>Of this element and edge.</summary>
    /// <exception cref="InvalidDataException">It cannot be read, is not such a file, or is of another element or edge; the message says so.</exception>
    public static FoilCalibration Read(string path, string element, string edge)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var read = Read(stream);
            return (read.Element, read.Edge) == (element, edge) ? read : throw new InvalidDataException($"the calibration is of {read.Element} {read.Edge}, the pack of {element} {edge}");
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <exception cref="InvalidDataException">It is not such a file, has keys that are not known, or numbers that cannot be.</exception>
    public static FoilCalibration Read(Stream stream)
    {
        try
        {
            var read = JsonSerializer.Deserialize<FoilCalibration>(stream, s_json) ?? throw new InvalidDataException("the calibration is null");
            read.Check();
            return read;
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"the calibration is not as it should be: {broken.Message}", broken);
        }
    }

    public void Write(Stream stream) => JsonSerializer.Serialize(stream, this, s_json);

    private void Check()
    {
        if (Format != CurrentFormat) throw new InvalidDataException($"the calibration has the format {Format}, not {CurrentFormat}");
        if (!(Math.Abs(DeltaE0Ev) <= 50 && DeltaE0SigmaEv is >= 0 and <= 50)) throw new InvalidDataException($"delta_e0_ev: {DeltaE0Ev} ± {DeltaE0SigmaEv} cannot be");
        if (!(S02 is > 0.1 and < 2 && S02Sigma is >= 0 and < 2)) throw new InvalidDataException($"s02: {S02} ± {S02Sigma} cannot be");
        if (Foils.IsDefaultOrEmpty) throw new InvalidDataException("foils: a calibration has at least one");
    }
}
