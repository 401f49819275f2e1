using System.Collections.Immutable;
using Exafs.Adapters.Storage;
using Exafs.Physics.Estimates;
using Exafs.Pipeline;
using Exafs.Pipeline.Changes;
using Exafs.Signal;

namespace Exafs.SystemTests.Lab;

/// <summary>A store of a made-up heating run: iron to 1500 K and back, bcc to fcc at 1190 K and back at 1160 K, every number a formula.</summary>
internal static class HeatingStore
{
    private static readonly ImmutableArray<double> s_energy = Column(500, i => 6912 + (2.5 * i)), s_k = Column(281, i => 0.05 * i), s_r = Column(326, i => 0.0306796 * i), s_distance = Column(211, i => 1.8 + (0.02 * i));

    private static readonly (double N, double R)[] s_bcc = [(8, 2.49), (6, 2.875), (12, 4.06), (24, 4.77)], s_fcc = [(12, 2.57), (6, 3.63), (24, 4.45), (12, 5.14)];

    private const int AtOnce = 1000;

    private static readonly (double Re, double Im)[][] s_waves = [.. s_k.Select(k => s_r.Select(r => (Math.Cos(2 * k * r), Math.Sin(2 * k * r))).ToArray())];

    /// <summary>Writes it.</summary>
    /// <param name="file">Made where there is none.</param>
    /// <param name="scans">Half of them heating.</param>
    /// <param name="runId">As everything that data name, anything.</param>
    /// <param name="structures">Whether a pack was at hand.</param>
    /// <param name="events">Null: those of the run.</param>
    public static async Task WriteAsync(string file, int scans, string runId = "fe-heating", bool structures = true, IReadOnlyList<ChangeEvent>? events = null)
    {
        using var store = new SqliteStore(new SqliteStoreOptions { File = file });
        foreach (var some in Enumerable.Range(0, scans).Chunk(AtOnce))
            await store.WriteAsync([.. some.AsParallel().AsOrdered().Select(i => Report(i, scans, runId, structures))], default);
        await store.Events.WriteAsync(events ?? Events(scans, runId), default);
    }

    public static ChangeEvent[] Events(int scans, string runId) =>
    [
        Event(ChangeKind.Instrument, "i0_loss", Branch.Heating, runId, scans / 10, scans / 10, 0, null, "I0 fell to 0.2 % of what it was"),
        Event(ChangeKind.Onset, "fcc", Branch.Heating, runId, At(1182, true, scans), At(1176, true, scans), 2.1, null, "fcc begins at 1176.2 ± 2.1 K on heating") with { Moved = Moved(0.02, 0.14) },
        Event(ChangeKind.Completion, "fcc", Branch.Heating, runId, At(1208, true, scans), At(1204, true, scans), 0.7, new(new(1190.3, 0.7), new(26.1, 2.2), 24), "bcc to fcc complete, Tc = 1190.3 ± 0.7 K") with { Moved = Moved(0.02, 0.98) },
        Event(ChangeKind.Onset, "bcc", Branch.Cooling, runId, At(1168, false, scans), At(1172, false, scans), 2.3, null, "bcc begins at 1172.0 ± 2.3 K on cooling") with { Moved = Moved(0.98, 0.88) },
        Event(ChangeKind.Completion, "bcc", Branch.Cooling, runId, At(1140, false, scans), At(1144, false, scans), 0.8, new(new(1160.4, 0.8), new(25.3, 2.4), 23), "fcc to bcc complete, Tc = 1160.4 ± 0.8 K") with { Moved = Moved(0.98, 0.02) },
        Event(ChangeKind.Instrument, "top_up", Branch.Cooling, runId, scans * 9 / 10, scans * 9 / 10, 0, null, "I0 rose by 4 %"),
    ];

    private static ChangeEvent Event(ChangeKind kind, string cause, Branch branch, string runId, int scan, int first, double sigma, TransitionFit? fit, string detail) => new()
    {
        Series = new(runId, "Fe", "K"),
        Kind = kind,
        Cause = cause,
        ScanId = $"scan-{scan}",
        Sequence = scan,
        FirstScanId = $"scan-{first}",
        BeforeScanId = $"scan-{Math.Max(0, first - 3)}",
        Time = Time(scan),
        TemperatureKelvin = fit?.TemperatureKelvin ?? new(branch == Branch.Heating ? 1176.2 : 1172, sigma),
        Branch = branch,
        Confidence = kind == ChangeKind.Onset ? 0.9987 : 0.99999,
        DelayScans = scan - first,
        DelayKelvin = 4.0 * (scan - first),
        Transition = fit,
        Detail = detail,
    };

    private static ImmutableArray<MovedFeature> Moved(double before, double after) =>
    [
        new(ScanFeatures.Phase("fcc"), new(before, 0.02), new(after, 0.02)),
        new(ScanFeatures.Within32, new(14 - (2 * before), 0.2), new(14 - (2 * after), 0.2)),
        new(ScanFeatures.R1, new(2.5 + (0.08 * before), 0.004), new(2.5 + (0.08 * after), 0.004)),
        new(ScanFeatures.Density, new(0.0810 * (1 + (0.011 * before)), 0.00012), new(0.0810 * (1 + (0.011 * after)), 0.00012)),
    ];

    private static double Kelvin(int i, int scans) => 300 + (1200 * (1 - Math.Abs((2.0 * i / (scans - 1)) - 1))) + (0.4 * Math.Sin(13 * i));

    private static int At(double kelvin, bool heating, int scans)
    {
        var part = (kelvin - 300) / 1200 / 2;
        return (int)((heating ? part : 1 - part) * (scans - 1));
    }

    private static DateTime Time(int i) => new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc).AddSeconds(10 * i);

    private static ScanReport Report(int i, int scans, string runId, bool structures)
    {
        var random = new Random(i);
        var (kelvin, heating) = (Kelvin(i, scans), 2 * i < scans);
        var fcc = 1 / (1 + Math.Exp(-(kelvin - (heating ? 1190 : 1160)) / 6));
        var scan = new Scan
        {
            RunId = runId,
            ScanId = $"scan-{i}",
            Sequence = i,
            Element = "Fe",
            Edge = "K",
            Energy = s_energy,
            I0 = Column(500, j => 1e6 + j),
            ITrans = Column(500, j => 5e5 + j),
            StartTime = Time(i).AddSeconds(-4),
            EndTime = Time(i).AddSeconds(4),
            SampleTemperature = kelvin,
        };
        if (i > 0 && (i == scans / 10 || i % 97 == 50)) return new Rejected(scan, i % 2 == 0 ? new("no_beam", "I0 is below 1000 counts") : new("truncated", "ends 300 eV above the edge"));

        var sigma2 = 0.004 + (1.15e-5 * kelvin);
        var stretch = 1 + (1.5e-5 * (kelvin - 300));
        var shells = s_bcc.Select(shell => (N: shell.N * (1 - fcc), R: shell.R * stretch)).Concat(s_fcc.Select(shell => (N: shell.N * fcc, R: shell.R * (0.982 + (1.5e-5 * kelvin))))).ToArray();
        var chi = Column(281, j => Chi(s_k[j], shells, sigma2) + (5e-4 * Normal(random)));
        var (re, im) = Transform(chi);
        return new Analyzed(scan, new Reduction
        {
            E0 = 7112 + (0.05 * Normal(random)),
            EdgeStep = 1.25 + (0.002 * Normal(random)),
            Energy = s_energy,
            Mu = Column(500, j => 1 + Math.Atan((s_energy[j] - 7112) / 3)),
            Norm = Column(500, j => 0.5 + (Math.Atan((s_energy[j] - 7112) / 3) / Math.PI)),
            K = s_k,
            Chi = chi,
            R = s_r,
            ChiRRe = re,
            ChiRIm = im,
            ChiRMag = [.. re.Zip(im, double.Hypot)],
            Noise = new NoiseEstimate(5e-4 * (1 + (0.1 * Normal(random))), 4e-3, 14.5),
        })
        {
            EnergyShift = 0.0002 * i,
            Structure = structures ? new(Estimate(shells, sigma2, fcc, stretch, random), null) : null,
        };
    }

    private static double Chi(double k, (double N, double R)[] shells, double sigma2) => k < 0.5 ? 0
        : shells.Sum(shell => 0.5 * shell.N / (k * shell.R * shell.R) * Math.Exp(-(2 * sigma2 * k * k) - (2 * shell.R / 6)) * Math.Sin((2 * k * shell.R) - (0.8 * k)) * Math.Exp(-Math.Pow((k - 6) / 6, 2)));

    private static (ImmutableArray<double> Re, ImmutableArray<double> Im) Transform(ImmutableArray<double> chi)
    {
        var (re, im) = (new double[326], new double[326]);
        for (var j = 0; j < chi.Length; j++)
        {
            var k = s_k[j];
            var weighted = k is > 3 and < 13 ? Math.Pow(Math.Sin(Math.PI * (k - 3) / 10), 2) * k * k * chi[j] * 0.05 / Math.Sqrt(Math.PI) : 0;
            for (var i = 0; weighted != 0 && i < re.Length; i++)
            {
                re[i] += weighted * s_waves[j][i].Re;
                im[i] += weighted * s_waves[j][i].Im;
            }
        }

        return ([.. re], [.. im]);
    }

    private static StructureEstimate Estimate((double N, double R)[] shells, double sigma2, double fcc, double stretch, Random random)
    {
        double Noisy(double value, double sigma) => value + (sigma * Normal(random));
        var r1 = (2.49 * stretch * (1 - fcc)) + (2.57 * stretch * fcc);
        return new()
        {
            Pack = new("fe", new string('e', 64)),
            R = s_distance,
            NeighboursPerAngstrom = Column(211, j => Math.Max(0, shells.Sum(shell => shell.N * Math.Exp(-Math.Pow(s_distance[j] - shell.R, 2) / (2 * sigma2)) / Math.Sqrt(2 * Math.PI * sigma2)) + (0.3 * Normal(random)))),
            NeighboursPerAngstromSigma = Column(211, j => 0.5 + (0.2 * s_distance[j])),
            TrustedRMax = 5.2,
            Shells = [new(new(Noisy(8 + (4 * fcc), 0.25), 0.25), new(Noisy(r1, 0.004), 0.004), new(Noisy(sigma2, 0.0003), 0.0003), new(1e-5, 2e-6))],
            ShellCovariance = [],
            ShellRatios = [],
            Within32 = new(Noisy(14 - (2 * fcc), 0.2), 0.2),
            Density = new(Noisy(0.0849 / Math.Pow(stretch, 3) * (1 + (0.011 * fcc)), 0.0004), 0.0004),
            Phases = [new("bcc", new(Noisy(0.98 * (1 - fcc), 0.02), 0.025)), new("fcc", new(Noisy(0.98 * fcc, 0.02), 0.025)), new("hcp", new(Math.Abs(Noisy(0.005, 0.005)), 0.01)), new("disordered", new(Math.Abs(Noisy(0.015, 0.01)), 0.015))],
            OodScore = Math.Clamp(Noisy(0.12, 0.04) + (random.Next(40) == 0 ? 0.5 : 0), 0, 1),
            ConsistencyRFactor = Math.Abs(Noisy(0.02, 0.003)),
            KMax = 13.85,
            DeltaE0 = 7.9,
            S02 = 0.81,
        };
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static ImmutableArray<double> Column(int n, Func<int, double> value) => [.. Enumerable.Range(0, n).Select(value)];
}
