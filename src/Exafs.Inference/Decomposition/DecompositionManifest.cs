using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exafs.Inference.Training;
using Exafs.Inference.Trust;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Decomposition;

/// <summary>The file decomposition.json: how spectra are taken apart into those of a library, what makes the errors of that hold, and above which values a spectrum is unlike.</summary>
public sealed record DecompositionManifest
{
    public const string FileName = "decomposition.json", CurrentFormat = "exafs-decomposition-v1";

    private const int DefaultSpectra = 400, DefaultSeed = 1, Digits = 4;

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        NewLine = "\n",
    };

    public required string Format { get; init; }

    /// <summary>SHA-256 of the manifest of the library that it is of.</summary>
    public required string LibrarySha256 { get; init; }

    /// <summary>Simulated measurements that it was found by.</summary>
    public required int Spectra { get; init; }

    /// <summary>Of these measurements.</summary>
    public required int Seed { get; init; }

    public required DecompositionParameters Parameters { get; init; }

    public required TrustLimits Limits { get; init; }

    /// <summary>Finds errors and limits on simulated measurements of the half of the held-out potentials that calibrates; of a library that holds none back, errors are the propagated ones and the edge alone is asked.</summary>
    /// <param name="library">The structures.</param>
    /// <param name="librarySha256">Of its manifest.</param>
    /// <param name="parameters">Ranges.</param>
    /// <param name="spectra">How many are simulated.</param>
    public static DecompositionManifest Make(StructureLibrary library, string librarySha256, DecompositionParameters parameters, int spectra = DefaultSpectra)
    {
        var limits = new TrustLimits();
        if (library.Validation is not null)
        {
            parameters = DecompositionCalibration.Calibrate(library, parameters, spectra, DefaultSeed, HeldOutHalf.Calibration);
            parameters = parameters with { ErrorFactor = [.. parameters.ErrorFactor.Select(Rounded)], ErrorFloor = [.. parameters.ErrorFloor.Select(Rounded)] };
            limits = DecompositionStatistics.Limits(library, parameters, limits, spectra, DefaultSeed, HeldOutHalf.Calibration);
            // A library whose structures all are crystals has no melt, and nothing to ask of it.
            limits = limits with { FitRFactor = Limit(limits.FitRFactor), MeltBesideCrystal = Limit(limits.MeltBesideCrystal) };
        }

        return new() { Format = CurrentFormat, LibrarySha256 = librarySha256, Spectra = library.Validation is null ? 0 : spectra, Seed = DefaultSeed, Parameters = parameters, Limits = limits };

        static double? Limit(double? value) => value is > 0 ? Rounded(value.Value) : null;
    }

    /// <summary>That of a pack's folder, or made now where there is none.</summary>
    /// <param name="folder">Where the file lies if there is one.</param>
    /// <param name="library">The pack's.</param>
    /// <param name="librarySha256">Of its manifest.</param>
    /// <param name="parameters">Ranges, where it is made now.</param>
    /// <exception cref="InvalidDataException">The file is of another library or another edge, or no such file.</exception>
    public static DecompositionManifest Of(string folder, StructureLibrary library, string librarySha256, DecompositionParameters parameters)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) return Make(library, librarySha256, parameters);
        try
        {
            using var stream = File.OpenRead(file);
            var read = Read(stream);
            if (read.LibrarySha256 != librarySha256) throw new InvalidDataException("it is of another library than the pack's; exafs-lab decomposition makes it anew");
            if (Math.Abs(read.Parameters.EdgeEnergy - parameters.EdgeEnergy) > 1 || read.Parameters.AtomicExponent != parameters.AtomicExponent) throw new InvalidDataException($"it is of an edge at {read.Parameters.EdgeEnergy} eV, the pack of one at {parameters.EdgeEnergy} eV");
            return read;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{file}: {wrong.Message}", wrong);
        }
    }

    /// <exception cref="InvalidDataException">It is no such file, or contradicts itself.</exception>
    public static DecompositionManifest Read(Stream stream)
    {
        try
        {
            var read = JsonSerializer.Deserialize<DecompositionManifest>(stream, s_json) ?? throw new InvalidDataException("it is null");
            if (read.Format != CurrentFormat) throw new InvalidDataException($"format {read.Format}, not {CurrentFormat}");
            read.Parameters.Check();
            read.Limits.Check();
            return read;
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"not as it should be: {broken.Message}", broken);
        }
    }

    public void Write(Stream stream) => JsonSerializer.Serialize(stream, this, s_json);

    // What is written and what was found are the same numbers.
    private static double Rounded(double value) => double.Parse(value.ToString($"G{Digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
