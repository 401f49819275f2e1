using System.Collections.Immutable;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.SystemTests.Adapters;

/// <summary>Reports to store, made up: the numbers only have to come back.</summary>
internal static class ReportExamples
{
    private static readonly ImmutableArray<double> s_energy = Column(500, i => 7000 + i);
    private static readonly ImmutableArray<double> s_k = Column(250, i => 0.05 * i);
    private static readonly ImmutableArray<double> s_r = Column(326, i => 0.0306796 * i);

    public static Scan Scan(int i, string runId = "run") => new()
    {
        RunId = runId,
        ScanId = $"scan-{i}",
        Sequence = i,
        Element = "Fe",
        Edge = "K",
        Direction = i % 2 == 0 ? ScanDirection.Up : ScanDirection.Down,
        Energy = s_energy,
        I0 = Column(500, j => 1e6 + j),
        ITrans = Column(500, j => 5e5 + i + j),
        StartTime = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc).AddSeconds(i),
        EndTime = new DateTime(2026, 3, 1, 12, 0, 0, 500, DateTimeKind.Utc).AddSeconds(i),
        SampleTemperature = 300 + (0.1 * i),
        Channels = [new Channel("heater", "watt", [12.5]), new Channel("pressure", "pascal", Column(500, j => 101325 + j))],
    };

    public static Analyzed Analyzed(int i, string runId = "run") => new(Scan(i, runId), new Reduction
    {
        E0 = 7112 + (0.001 * i),
        EdgeStep = 1.25,
        Energy = s_energy,
        Mu = Column(500, j => Math.Sqrt(i + j)),
        Norm = Column(500, j => j / 500.0),
        K = s_k,
        Chi = Column(250, j => Math.Sin(i + (0.1 * j))),
        R = s_r,
        ChiRRe = Column(326, j => Math.Cos(j)),
        ChiRIm = Column(326, j => Math.Sin(j)),
        ChiRMag = Column(326, j => j + i),
        Noise = new NoiseEstimate(1e-4, 2e-3, 14.5),
    })
    {
        EnergyShift = -0.01 * i,
    };

    public static Rejected Rejected(int i) => new(Scan(i), new Defect("no_edge", "the edge step is 0.001"));

    public static ImmutableArray<double> Column(int n, Func<int, double> value) => [.. Enumerable.Range(0, n).Select(value)];
}
