using Exafs.Inference.Calibration;
using Exafs.Inference.Packs;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Lab.Detect;

/// <summary>The daemon's chain from scan to report, without its sockets: reduction with energies corrected by the foil, networks calibrated on the foil of each run.</summary>
internal sealed class DetectionChain : IDisposable
{
    private const double FoilKelvin = 295;

    private readonly OpenedPack _pack;
    private readonly CalibrationFoil _foil;

    private DetectionChain(OpenedPack pack) => (_pack, _foil) = (pack, pack.OpenCalibrationFoil(FoilKelvin));

    /// <summary>How scans are reduced: as config/demo.json has it.</summary>
    public static AnalysisOptions Analysis { get; } = new()
    {
        ModeFromScan = false,
        Absorption = new() { Mode = MeasurementMode.Transmission },
        Reduction = new() { Rbkg = 1, KWeight = 2 },
        E0Policy = E0Policy.Reference,
        CorrectEnergyShift = true,
    };

    public string PackName => $"{_pack.Identity.Name} {_pack.Identity.Sha256[..12]}";

    /// <exception cref="UsageException">The pack cannot be used.</exception>
    public static DetectionChain Open(string folder)
    {
        try
        {
            return new(OpenedPack.Load(folder, "managed", secondOpinion: false));
        }
        catch (Exception wrong) when (wrong is InvalidDataException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--pack: {wrong.Message}");
        }
    }

    /// <summary>Scan → report for one run; not thread-safe, but several may be used side by side.</summary>
    /// <param name="withPack">False: χ(k) and χ(R) alone, as for a material without a pack.</param>
    public Func<Scan, ScanReport> NewRun(bool withPack)
    {
        var analyzer = new Analyzer(Analysis);
        if (!withPack) return scan => analyzer.Analyze([scan])[0];
        var estimators = new ReferenceEstimators(Analysis, (_, measured) => _foil.Fit(measured) is ({ } found, _) ? new(_pack.For(found), null) : new(_pack.For(_pack.NominalCalibration), null));
        var estimation = new Estimation(_pack.Edge, estimators.Choose);
        return scan => estimation.Estimate(analyzer.Analyze([scan]))[0];
    }

    public void Dispose() => _pack.Dispose();
}
