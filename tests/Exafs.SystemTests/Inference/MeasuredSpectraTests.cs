using Exafs.Adapters.Files;
using Exafs.Inference.Decomposition;
using Exafs.Inference.Features;
using Exafs.Inference.Trust;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;
using Exafs.Signal;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Inference;

/// <summary>Measured metals are like their library, measured oxides and other metals are not. The limits come from simulated spectra alone.</summary>
public sealed class MeasuredSpectraTests
{
    private const string Debian = "/usr/share/doc/ifeffit/examples/data/";

    private static readonly Lazy<ConvexDecomposition> s_iron = new(() => Of("fe", 7112, new() { DeltaE0 = 8.5, DeltaE0Sigma = 0.2, S02 = 0.87, S02Sigma = 0.02 }));
    private static readonly Lazy<ConvexDecomposition> s_copper = new(() => Of("cu", 8979, new() { DeltaE0 = 6.2, DeltaE0Sigma = 0.2, S02 = 0.91, S02Sigma = 0.02 }));

    /// <summary>Pack, spectrum, whether its E0 is told, whether it is unlike.</summary>
    public static TheoryData<string, string, bool, bool> Spectra
    {
        get
        {
            TheoryData<string, string, bool, bool> spectra = new()
            {
                { "cu", Debian + "cu_rt01.xmu", true, false }, { "cu", Debian + "cu.xmu", true, false },
                { "cu", Debian + "feo.xmu", false, true }, { "cu", Debian + "feo.xmu", true, true }, { "fe", Debian + "feo.xmu", false, true }, { "fe", Debian + "feo.xmu", true, true }, { "fe", Debian + "cu.xmu", true, true },
            };
            var shared = Path.Combine(RepositoryFolder.Path, "..", "shared", "spectra");
            foreach (var (file, told, unlike) in new[]
            {
                ("iron/fe.300.xmu", false, false), ("iron/fe.060.xmu", false, false), ("iron/Fe_Foil_rt_2016Foils.xdi", true, false),
                ("oxides/feo_rt1.xdi", false, true), ("oxides/fe2o3_rt1.xmu", false, true), ("nickel/ni_metal_rt.xdi", true, true), ("platinum/pt_metal_rt.xdi", false, true),
            })
                if (Path.Combine(shared, file) is var path && File.Exists(path)) spectra.Add("fe", path, told, unlike);
            return spectra;
        }
    }

    [Theory]
    [MemberData(nameof(Spectra))]
    public void Estimate_MeasuredSpectrum_IsUnlikeWhereItIsNoMetalOfThePack(string pack, string file, bool told, bool unlike)
    {
        FileScan scan = ScanFile.Read(file)[0];
        var spectrum = Absorption.Of(scan.Scan, new AbsorptionParameters { Mode = scan.Mode }).Spectrum!;
        var reduction = new Reducer(new ReductionParameters { Rbkg = 1, KWeight = 2 }).Reduce(spectrum).Reduction!;

        StructureEstimate estimate = Assert.IsType<StructureEstimate>((pack == "fe" ? s_iron : s_copper).Value.Estimate(new ChiK(reduction.Chi) { E0 = told ? reduction.E0 : null }).Estimate);

        Assert.True(estimate.IsOutOfDistribution == unlike, $"score {estimate.OodScore:F2}: {string.Join("; ", estimate.OodReasons)}");
        Assert.Equal(unlike, estimate.OodReasons.Length > 0);
        // Bcc has 8 + 6 neighbours within 3.2 Å, fcc 12.
        if (!unlike) Assert.InRange(estimate.Within32.Value, pack == "fe" ? 13.2 : 11.3, pack == "fe" ? 14.5 : 12.5);
    }

    private static ConvexDecomposition Of(string pack, double edgeEnergy, BeamlineCalibration calibration)
    {
        StructureLibrary library = StructureLibrary.Load(Path.Combine(RepositoryFolder.Path, "config", "packs", pack, "library"));
        var parameters = new DecompositionParameters { EdgeEnergy = edgeEnergy };
        return new(library, new(pack, "0"), calibration, parameters, DecompositionStatistics.Limits(library, parameters, new TrustLimits(), 200, 1));
    }
}
