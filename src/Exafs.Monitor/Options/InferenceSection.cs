using System.ComponentModel.DataAnnotations;
using Exafs.Inference.Packs;

namespace Exafs.Monitor.Options;

/// <summary>χ(k) → structure, by a pack.</summary>
internal sealed record InferenceSection : ISection
{
    public bool Enabled { get; init; }

    public string Pack { get; init; } = "config/packs/fe";

    public string Engine { get; init; } = "managed";

    public bool SecondOpinion { get; init; }

    public CalibrationSource CalibrateFrom { get; init; } = CalibrationSource.Configuration;

    /// <summary>Of the reference foil, K.</summary>
    [Range(0.0, 1500.0)]
    public double ReferenceTemperatureKelvin { get; init; } = 295;

    public string? CalibrationFile { get; init; }

    [Range(-40.0, 40.0)]
    public double? DeltaE0Ev { get; init; }

    [Range(0.1, 2.0)]
    public double? S02 { get; init; }

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (string.IsNullOrWhiteSpace(Pack))
            yield return ("pack", "must name a folder");
        if (!OpenedPack.IsEngine(Engine))
            yield return ("engine", $"\"{Engine}\" is none; allowed are managed, torch:cpu, torch:cuda:0 and {OpenedPack.DecompositionEngine}");
        if (SecondOpinion && Engine == OpenedPack.DecompositionEngine)
            yield return ("second_opinion", $"is that of the {OpenedPack.DecompositionEngine}, which is the engine already");
        if (DeltaE0Ev is null != S02 is null)
            yield return (DeltaE0Ev is null ? "delta_e0_ev" : "s02", "delta_e0_ev and s02 belong together: give both or neither");
        if (CalibrationFile is not null && S02 is not null)
            yield return ("calibration_file", "must be null where delta_e0_ev and s02 are given");
        if (CalibrateFrom == CalibrationSource.Reference && (CalibrationFile ?? (object?)S02) is not null)
            yield return ("calibrate_from", "reference: calibration_file, delta_e0_ev and s02 must be null");
        if (Enabled && CalibrationFile is { } file && !File.Exists(file))
            yield return ("calibration_file", $"there is no file {file}");
    }
}
