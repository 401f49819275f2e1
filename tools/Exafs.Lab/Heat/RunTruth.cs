using System.Collections.Immutable;
using System.Text.Json;
using Exafs.Lab.Evaluate;

namespace Exafs.Lab.Heat;

/// <summary>What is true of a simulated run: for evaluation alone, nothing of it goes over the wire.</summary>
public sealed record RunTruth
{
    public const string FormatName = "exafs-truth-v1";

    public string Format { get; init; } = FormatName;

    public bool Simulated { get; init; } = true;

    public required string Scenario { get; init; }

    public required ulong Seed { get; init; }

    public required double Noise { get; init; }

    public required double HeatingTcKelvin { get; init; }

    public required double CoolingTcKelvin { get; init; }

    /// <summary>w of 1/(1 + exp(−(T − T_c)/w)); from 10 to 90 % is 4.39 w.</summary>
    public required double WidthKelvin { get; init; }

    public required ImmutableArray<ScanTruth> Scans { get; init; }

    public void Write(Stream stream) => JsonSerializer.Serialize(stream, this, EvaluationReport.Json);

    /// <exception cref="UsageException">It is no such file.</exception>
    public static RunTruth Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var truth = JsonSerializer.Deserialize<RunTruth>(stream, EvaluationReport.Json);
            return truth?.Format == FormatName ? truth : throw new UsageException($"{file}: this is no {FormatName}");
        }
        catch (Exception wrong) when (wrong is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file}: {wrong.Message}");
        }
    }
}
