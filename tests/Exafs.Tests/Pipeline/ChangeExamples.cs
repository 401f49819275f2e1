using Exafs.Pipeline.Changes;

namespace Exafs.Tests.Pipeline;

/// <summary>Changes, made up: the numbers only have to come back.</summary>
public static class ChangeExamples
{
    public static ChangeEvent Completion { get; } = new()
    {
        Series = new("run", "Fe", "K"),
        Kind = ChangeKind.Completion,
        Cause = "fcc",
        ScanId = "scan-420",
        Sequence = 420,
        FirstScanId = "scan-417",
        BeforeScanId = "scan-401",
        Time = new DateTime(2026, 3, 1, 12, 7, 0, 250, DateTimeKind.Utc),
        TemperatureKelvin = new(1185.25, 0.75),
        Branch = Branch.Heating,
        Confidence = 0.9987,
        DelayScans = 3,
        DelayKelvin = 4.5,
        Moved = [new("phase_fcc", new(0.02, 0.03), new(0.97, 0.04)), new("r1_angstrom", new(2.479, 0.004), new(2.571, 0.005))],
        Transition = new(new(1185.25, 0.75), new(12.5, 1.5), 24),
        Detail = "bcc to fcc complete at 1185.3 ± 0.8 K",
    };

    /// <summary>With all that may be absent absent.</summary>
    public static ChangeEvent Bare { get; } = new()
    {
        Series = new("run", null, null),
        Kind = ChangeKind.UnknownStructure,
        Cause = "residual",
        ScanId = "scan-9",
        FirstScanId = "scan-8",
        Confidence = 0.5,
        Detail = "unlike all before",
    };
}
