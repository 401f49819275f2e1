using System.Text.Json;

namespace Exafs.Inference.Features;

/// <summary>A beam time's calibration as a file: JSON with delta_e0_ev, delta_e0_sigma_ev, s02, s02_sigma; further keys tell how it came about.</summary>
public static class CalibrationFile
{
    /// <exception cref="InvalidDataException">It cannot be read, or is no calibration; the message says why.</exception>
    public static BeamlineCalibration Read(string path)
    {
        try
        {
            var calibration = JsonSerializer.Deserialize<BeamlineCalibration>(File.ReadAllBytes(path));
            return calibration is { S02: > 0, DeltaE0: > -100 and < 100, S02Sigma: >= 0, DeltaE0Sigma: >= 0 }
                ? calibration
                : throw new InvalidDataException($"{path}: S0² {calibration?.S02} and ΔE0 {calibration?.DeltaE0} eV are no calibration");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }
}
