using Exafs.Inference.Calibration;
using Exafs.Inference.Features;
using Exafs.Inference.Packs;
using Exafs.Monitor.Options;
using Exafs.Pipeline;

namespace Exafs.Monitor;

/// <summary>The pack that is in use, opened and checked, and the step of the stream that asks it.</summary>
internal sealed class Inversion : IDisposable
{
    private readonly MonitorOptions _options;
    private readonly OpenedPack _pack;
    private readonly BeamlineCalibration _calibration;
    private readonly CalibrationFoil? _foil;
    private ReferenceEstimators? _references;
    private string? _calibrated;

    private Inversion(MonitorOptions options, OpenedPack pack, BeamlineCalibration calibration, CalibrationFoil? foil) => (_options, _pack, _calibration, _foil) = (options, pack, calibration, foil);

    /// <summary>Null where no structure is asked for.</summary>
    /// <exception cref="InvalidDataException">What the configuration names cannot be: one line with the key says why.</exception>
    public static Inversion? Open(MonitorOptions options)
    {
        var section = options.Inference;
        if (!section.Enabled)
            return null;
        var pack = Keyed("inference.pack", () => OpenedPack.Load(section.Pack, section.Engine, section.SecondOpinion));
        var calibration = section switch
        {
            { CalibrationFile: { } file } => Keyed("inference.calibration_file", () => FoilCalibration.Read(file, pack.Edge.Element, pack.Edge.Edge).Beamline),
            { DeltaE0Ev: { } deltaE0, S02: { } s02 } => new() { DeltaE0 = deltaE0, S02 = s02 },
            _ => pack.NominalCalibration,
        };
        var foil = section.CalibrateFrom == CalibrationSource.Reference ? Keyed("inference.calibrate_from", () => pack.OpenCalibrationFoil(section.ReferenceTemperatureKelvin)) : null;
        return new(options, pack, calibration, foil);
    }

    /// <summary>Name and SHA-256 of the pack.</summary>
    public (string Name, string Sha256) Pack => (_pack.Identity.Name, _pack.Identity.Sha256);

    /// <summary>Such as "structures by pack fe 0123456789ab of Fe K on managed; ΔE0 8.00 ± 1.50 eV, S0² 0.800 ± 0.080".</summary>
    public string InWords() =>
        $"structures by pack {_pack.Identity.Name} {_pack.Identity.Sha256[..12]} of {_pack.Edge.Element} {_pack.Edge.Edge} on {_pack.Engine}{(_options.Inference.SecondOpinion ? " with a second opinion" : "")}; "
        + (_foil is null ? Words(_calibration) : "calibrated on the reference foil of each series");

    /// <summary>The calibration that is in force.</summary>
    public string CalibrationInWords => _foil is null ? Words(_calibration) : Volatile.Read(ref _calibrated) ?? "waits for a reference foil";

    /// <summary>Calibrates anew on the next scan's reference foil.</summary>
    /// <returns>Whether there is a foil to calibrate on.</returns>
    public bool CalibrateAnew()
    {
        _references?.CalibrateAnew();
        return _references is not null;
    }

    /// <summary>The step.</summary>
    /// <param name="events">Told of every calibration on a reference foil.</param>
    public Estimation Step(EventLog events) => _foil is null
        ? new(_pack.Edge, _pack.For(_calibration))
        : new(_pack.Edge, (_references = new ReferenceEstimators(_options.ToAnalysis(), (series, measured) =>
        {
            var (found, defect) = _foil.Fit(measured);
            if (found is null)
                return new(null, defect);
            Volatile.Write(ref _calibrated, $"{Words(found)}, on the reference foil of {series}");
            events.Info($"calibrated on the reference foil of {series}: {Words(found)}");
            return new(_pack.For(found), null);
        })).Choose);

    public void Dispose() => _pack.Dispose();

    private static string Words(BeamlineCalibration calibration) =>
        $"ΔE0 {calibration.DeltaE0:f2} ± {calibration.DeltaE0Sigma:f2} eV, S0² {calibration.S02:f3} ± {calibration.S02Sigma:f3}";

    private static T Keyed<T>(string key, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception wrong) when (wrong is InvalidDataException or NotSupportedException)
        {
            throw new InvalidDataException($"{key}: {wrong.Message}", wrong);
        }
    }
}
