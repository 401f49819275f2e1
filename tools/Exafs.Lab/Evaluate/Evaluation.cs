using Exafs.Inference.Calibration;
using Exafs.Inference.Features;
using Exafs.Inference.Training;
using Exafs.Lab.Calibrate;

namespace Exafs.Lab.Evaluate;

/// <summary>One pack through all tests.</summary>
/// <param name="pack">Under test.</param>
/// <param name="options">On what.</param>
/// <param name="say">Told what is done, and what cannot be used.</param>
internal sealed class Evaluation(PackUnderTest pack, EvaluateOptions options, Action<string> say)
{
    /// <summary>Of the samples of error bars, one of so many; their noise is another than that of the calibration.</summary>
    private const int ErrorsEvery = 6, ErrorSeed = 7;

    private static readonly double[] s_fractions = [0.15, 0.35, 0.55, 0.75, 0.95];

    /// <summary>A small part of many.</summary>
    private int Every => options.Quick ? 7 : 1;

    /// <summary>Held-out potentials: structures, two phases, errors.</summary>
    public IEnumerable<Finding> Theory()
    {
        var runs = new HeldOutRuns(pack.Library);
        say("held-out potentials");
        foreach (var finding in HeldOutRows.Of("Held-out potentials, noise 1e-3", HeldOut(otherScattering: false), runs, limited: true)) yield return finding;
        say("held-out potentials by other scattering: what stands for the gap between theory and measurement");
        foreach (var finding in HeldOutRows.Of("Held-out potentials, other scattering", HeldOut(otherScattering: true), runs, limited: false)) yield return finding;
        say("two phases");
        foreach (var finding in new FractionRows(pack, options.Quick ? 2 : 1).Findings()) yield return finding;
        if (options.Compare) yield break;
        say("error bars");
        foreach (var finding in CoverageRows.Of("Error bars, held-out potentials", Conditions(otherScattering: false))) yield return finding;
        foreach (var finding in CoverageRows.Of("Error bars, held-out potentials, other scattering", Conditions(otherScattering: true))) yield return finding;
    }

    /// <summary>Foils and what is none.</summary>
    public (IEnumerable<Finding> Findings, IEnumerable<FoilResult> Foils) Measured()
    {
        MeasuredSpectrum[] foils = [.. options.Foils.SelectMany(Files).SelectMany(word => MeasuredSpectrum.Read(word, pack.Edge, say))];
        if (foils.Length == 0) return ([], []);
        say($"{foils.Length} measured foils");
        var truth = FoilTruth.Of(pack.Pack.Manifest.Element) ?? throw new UsageException($"--foils: of {pack.Pack.Manifest.Element} too little is known to judge foils");
        var larch = options.Larch && truth.Element == "Fe" ? LarchFits.Of(foils.Select(foil => foil.File).Distinct(), say) : LarchFits.None;
        var own = foils.ToDictionary(foil => foil, Calibrated);
        var first = options.Calibration is { } file ? CalibrationOf(file) : own.Values.FirstOrDefault(calibration => calibration is not null) ?? throw new UsageException("--foils: none of them can be fitted; --calibration names a file");
        var rows = new FoilRows(pack, truth, foils, larch.Numbers());
        string byFirst = options.Calibration is null ? "calibrated by the first" : "calibrated by a file", byOwn = "each calibrated by itself";
        FoilResult[] together = [.. rows.Results(_ => first, byFirst)], apart = [.. rows.Results(foil => own[foil], byOwn)];
        var findings = new List<Finding>();
        findings.AddRange(rows.Findings(together, byFirst));
        findings.AddRange(rows.Findings(apart, byOwn));
        var longest = foils.Where(foil => foil.IsAtRoom).DefaultIfEmpty(foils[0]).MaxBy(foil => foil.KMax)!;
        findings.AddRange(DriftRows.Measured(longest, pack.For(own[longest] ?? first), larch.Distances(longest.File)));
        if (options.Unlike.Count > 0) findings.AddRange(TrustRows.OfMeasured(pack, pack.For(first), foils, [.. options.Unlike.Select(word => (word, Files(word)))], say));
        return (findings, [.. together, .. apart]);
    }

    /// <summary>What needs no measured spectrum.</summary>
    public IEnumerable<Finding> Rest()
    {
        foreach (var finding in DriftRows.Simulated(pack)) yield return finding;
        say("spectra that are unlike");
        foreach (var finding in TrustRows.OfSimulated(pack, options.Others)) yield return finding;
        say("speed");
        var speed = new SpeedRows(pack);
        foreach (var finding in speed.Chain()) yield return finding;
        foreach (var finding in speed.Networks()) yield return finding;
    }

    private Judged[] HeldOut(bool otherScattering)
    {
        var samples = new EvaluationSamples(pack.Library, pack.Features, new() { Half = HeldOutHalf.Evaluation, OtherScattering = otherScattering });
        return Judged.All(pack.For(samples.Calibration), samples.Pure(Every));
    }

    /// <summary>The conditions under which error bars have to hold, each with some structures alone and some side by side.</summary>
    private Judged[] Conditions(bool otherScattering)
    {
        EvaluationOptions[] grid = [.. EvaluationGrid.Of(HeldOutHalf.Evaluation, ErrorSeed).Where(condition => condition.OtherScattering == otherScattering)];
        var rarer = options.Quick ? 4 : 1;
        return [.. grid.Where((_, i) => i % rarer == 0).SelectMany((condition, i) =>
        {
            var samples = new EvaluationSamples(pack.Library, pack.Features, condition);
            // Other structures under each condition.
            return Judged.All(pack.For(samples.Calibration), [.. Some(samples.Pure(), i), .. Some(samples.Coexistence("bcc", "fcc", new(0, 1e4), s_fractions), i)]);
        })];

        static IEnumerable<EvaluationSample> Some(IEnumerable<EvaluationSample> all, int first) => all.Where((_, i) => (i + first) % ErrorsEvery == 0);
    }

    private static IEnumerable<string> Files(string word) =>
        Directory.Exists(word) ? Directory.GetFiles(word).Where(file => !Path.GetFileName(file).StartsWith("README", StringComparison.Ordinal)).Order(StringComparer.Ordinal) : [word];

    private BeamlineCalibration CalibrationOf(string file)
    {
        try
        {
            return FoilCalibration.Read(file, pack.Edge.Element, pack.Edge.Edge).Beamline;
        }
        catch (InvalidDataException error)
        {
            throw new UsageException($"--calibration: {error.Message}");
        }
    }

    /// <summary>As exafs-lab calibrate does; null where the foil cannot be fitted.</summary>
    private BeamlineCalibration? Calibrated(MeasuredSpectrum foil)
    {
        using var json = new StringWriter();
        using var silence = new StringWriter();
        new CalibrateCommand(json, People.On(silence, terminal: false), TimeProvider.System).Run([foil.File], options.Data ?? pack.Folder, "-", foil.Kelvin);
        if (json.GetStringBuilder().Length > 0) return FoilCalibration.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json.ToString()))).Beamline;
        say($"{foil.Label}: it cannot be fitted");
        return null;
    }
}
