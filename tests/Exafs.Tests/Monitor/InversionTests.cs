using Exafs.Adapters.Files;
using Exafs.Monitor;
using Exafs.Monitor.Options;
using Exafs.Pipeline;
using Exafs.Tests.Lab;

namespace Exafs.Tests.Monitor;

/// <summary>From the configuration to the step that estimates structures.</summary>
public sealed class InversionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-inversion-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_NotEnabled_IsNone() => Assert.Null(Inversion.Open(new MonitorOptions()));

    [Fact]
    public void Open_Pack_TellsWhatItIsAndWithWhichCalibration()
    {
        using var nominal = Inversion.Open(Options(new()))!;
        using var given = Inversion.Open(Options(new() { DeltaE0Ev = 6, S02 = 0.8 }))!;
        using var reference = Inversion.Open(Options(new() { CalibrateFrom = CalibrationSource.Reference, ReferenceTemperatureKelvin = 300 }))!;

        Assert.Matches("^structures by pack fe [0-9a-f]{12} of Fe K on decomposition; ΔE0 8.00 ± 1.50 eV, S0² 0.800 ± 0.080$", nominal.InWords());
        Assert.EndsWith("ΔE0 6.00 ± 0.00 eV, S0² 0.800 ± 0.000", given.InWords());
        Assert.EndsWith("calibrated on the reference foil of each series", reference.InWords());
    }

    [Fact]
    public void Open_WhatCannotBe_NamesTheKey()
    {
        File.WriteAllText(Path.Combine(_folder, "calibration.json"), "{}");

        Assert.StartsWith("inference.pack: ", Problem(new() { Pack = Path.Combine(_folder, "none") }));
        Assert.StartsWith("inference.calibration_file: ", Problem(new() { CalibrationFile = Path.Combine(_folder, "calibration.json") }));
        Assert.Matches("^inference.calibrate_from: the library has [0-9] crystals like a foil", Problem(new() { CalibrateFrom = CalibrationSource.Reference, ReferenceTemperatureKelvin = 800 }));
        Assert.StartsWith("inference.calibrate_from: the library has no reference", Problem(new() { Pack = ExamplePack.WriteLibrary(Path.Combine(_folder, "library")), CalibrateFrom = CalibrationSource.Reference, ReferenceTemperatureKelvin = 300 }));
    }

    [Fact]
    public void Step_CalibratedOnTheReferenceFoil_EstimatesTheSampleWithIt()
    {
        var scan = ScanFile.Read(ExamplePack.WriteFoil(Path.Combine(_folder, "foil.dat"), 0.8, 6))[0].Scan;
        scan = scan with { RunId = "run", ScanId = "1", MuReference = scan.Mu };
        using var inversion = Inversion.Open(Options(new() { CalibrateFrom = CalibrationSource.Reference, ReferenceTemperatureKelvin = 300 }))!;
        var events = new EventLog(TimeProvider.System);
        var step = inversion.Step(events);
        var analyzer = new Analyzer(Options(new()).ToAnalysis());
        var reports = step.Estimate(analyzer.Analyze([scan, scan with { ScanId = "2", MuReference = [] }, scan with { ScanId = "3", Element = "Cu" }]));

        Assert.Equal(["good", "good", "other_element"], reports.Cast<Analyzed>().Select(report => report.Structure!.Quality.Replace("out_of_distribution", "good")));
        var estimate = ((Analyzed)reports[1]).Structure!.Estimate!;
        Assert.Equal(6, estimate.DeltaE0, 0.6);
        Assert.InRange(estimate.S02, 0.75, 1);
        Assert.StartsWith("calibrated on the reference foil of run: ΔE0 ", Assert.Single(events.Latest).Text);
    }

    private string Problem(InferenceSection section) => Assert.Throws<InvalidDataException>(() => Inversion.Open(Options(section))).Message;

    private MonitorOptions Options(InferenceSection section) => new()
    {
        Reduction = new() { Kweight = 2 },
        Inference = section with
        {
            Enabled = true,
            Pack = section.Pack != new InferenceSection().Pack ? section.Pack : ExamplePack.WriteWhole(Path.Combine(_folder, "pack")),
            Engine = "decomposition",
        },
    };
}
