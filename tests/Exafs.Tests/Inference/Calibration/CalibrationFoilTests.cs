using Exafs.Adapters.Files;
using Exafs.Inference.Calibration;
using Exafs.Inference.Features;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;
using Exafs.Signal;
using Exafs.Tests.Lab;

namespace Exafs.Tests.Inference.Calibration;

/// <summary>A calibration from one foil.</summary>
public sealed class CalibrationFoilTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-foil-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0.8, 6)]
    [InlineData(0.7, -3)]
    public void Fit_FoilOfThePack_FindsWhatItWasMadeWith(double s02, double deltaE0)
    {
        // The example's absorption does not fall, so that neither must the theory's.
        var (calibration, defect) = Foil(0).Fit(Chi(ExamplePack.WriteFoil(In("foil.dat"), s02, deltaE0)));

        Assert.Null(defect);
        Assert.InRange(calibration!.S02 / s02, 0.95, 1.05);
        Assert.Equal(deltaE0, calibration.DeltaE0, 0.3);
        Assert.True(calibration.S02Sigma > 0 && calibration.DeltaE0Sigma > 0);
    }

    [Fact]
    public void Fit_AbsorptionThatFalls_IsTakenIntoAccount()
    {
        var foil = Chi(ExamplePack.WriteFoil(In("foil.dat")));
        double level = Foil(0).Fit(foil).Calibration!.S02, falling = Foil(2.6).Fit(foil).Calibration!.S02;

        // About 6 Å⁻¹, 137 eV above 7112, it has fallen to 0.95; further out, where the foil ends, to 0.8.
        Assert.InRange(level / falling, 0.8, 0.95);
    }

    [Fact]
    public void Fit_WhatIsNoFoilOfIt_HasAReason()
    {
        var foil = Chi(ExamplePack.WriteFoil(In("foil.dat")));

        Assert.Equal("short_range", Foil(0).Fit(foil with { Chi = foil.Chi[..180] }).Defect!.Reason);
        Assert.Equal("k_step", Foil(0).Fit(foil with { KStep = 0.1 }).Defect!.Reason);
        Assert.Equal("not_a_number", Foil(0).Fit(foil with { Chi = foil.Chi.SetItem(100, double.NaN) }).Defect!.Reason);
        Assert.Equal("other_material", Foil(0).Fit(Chi(ExamplePack.WriteFoil(In("oxide.dat"), chi: k => ExamplePack.Shell(k, 6, 1.95, 0.004) + ExamplePack.Shell(k, 12, 3.05, 0.006)))).Defect!.Reason);
    }

    [Fact]
    public void New_LibraryWithoutReference_IsRefused() =>
        Assert.Contains("no reference", Assert.Throws<InvalidDataException>(() => new CalibrationFoil(StructureLibrary.Load(ExamplePack.WriteLibrary(In("library"))), new(7112, 2.6), 300)).Message);

    [Fact]
    public void Fit_FoilAtAnotherTemperature_FindsItsAmplitude()
    {
        // A foil whose disorder is that of 400 K: the theory of 295 K takes it for one of smaller amplitude.
        var theory = FoilTheory.Of(CopperLibrary.Library, CopperScale);
        var foil = new ChiK([.. theory.At(400).Take(281).Select(value => 0.9 * value)]);

        Assert.Equal(0.9, Copper(400).Fit(foil).Calibration!.S02, 0.005);
        Assert.InRange(Copper(295).Fit(foil).Calibration!.S02, 0.5, 0.8);
    }

    private static TheoryScale CopperScale { get; } = new(CopperLibrary.EdgeEnergy, BeamlineCalibration.AtomicExponent);

    private static CalibrationFoil Copper(double kelvin) => new(CopperLibrary.Library, CopperScale, kelvin);

    // The example's few structures tell nothing of other temperatures than its reference's.
    private CalibrationFoil Foil(double exponent) => new(StructureLibrary.Load(Path.Combine(ExamplePack.WriteWhole(In("pack")), "library")), new(7112, exponent), 300);

    private string In(string name) => Path.Combine(_folder, name);

    private static ChiK Chi(string path)
    {
        var scan = ScanFile.Read(path)[0].Scan;
        var reduction = new Reducer(new ReductionParameters { Rbkg = 1, KWeight = 2 }).Reduce(new Spectrum(scan.Energy, scan.Mu)).Reduction!;
        return new(reduction.Chi) { E0 = reduction.E0 };
    }
}
