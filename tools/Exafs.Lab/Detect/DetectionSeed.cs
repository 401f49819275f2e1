using System.Text.Json.Serialization;

namespace Exafs.Lab.Detect;

/// <summary>One seed of the heating run.</summary>
public sealed record DetectionSeed(ulong Seed, int OnsetsMissed, int FalseAlarms, [property: JsonPropertyName("t_c_error_kelvin")] double TcErrorKelvin, double DelayScans, double PhaseFractionRmse);
