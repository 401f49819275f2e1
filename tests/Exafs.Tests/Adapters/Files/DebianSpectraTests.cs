using Exafs.Adapters.Files;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Files;

/// <summary>The measured spectra that any Debian machine has: packages ifeffit-doc and pymca-data, which tools/test installs.</summary>
public sealed class DebianSpectraTests
{
    private const string Ifeffit = "/usr/share/doc/ifeffit/examples/data", Pymca = "/usr/share/pymca";

    /// <summary>Folder, file, points, energy of the first and of the last, eV.</summary>
    public static TheoryData<string, string, int, double, double> Spectra => new()
    {
        { Ifeffit, "cu.xmu", 612, 8786.204, 11362.47 },
        { Ifeffit, "cu_150k.xmu", 315, 8904.377, 9401.802 },
        { Ifeffit, "cu_rt01.xmu", 408, 8779, 10145.86 },
        { Ifeffit, "feo.xmu", 412, 6911.7671, 8084.0938 },
        { Ifeffit, "mno.xmu", 459, 6339.011, 7429.841 },
        { Ifeffit, "Cu2S.xmu", 454, 8759.99, 9852.28 },
        { Pymca, "EXAFS_Cu.dat", 1461, 8002.894, 9978.284 },
        { Pymca, "EXAFS_Ge.dat", 1201, 10800, 13102.4 },
    };

    [Theory]
    [MemberData(nameof(Spectra))]
    public void Read_SpectraOfDebian_GivesTheirMu(string folder, string file, int points, double first, double last)
    {
        string path = Path.Combine(folder, file);
        if (!File.Exists(path)) path += ".gz";
        Assert.True(File.Exists(path), $"{folder}/{file} is missing: install Debian's ifeffit-doc and pymca-data (tools/test does), on a machine that keeps /usr/share/doc");

        FileScan scan = Assert.Single(ScanFile.Read(path));

        Assert.Equal(MeasurementMode.Mu, scan.Mode);
        Assert.Equal(points, scan.Scan.Mu.Length);
        Assert.Equal((first, last), (scan.Scan.Energy[0], scan.Scan.Energy[^1]));
        Assert.True(scan.Scan.Mu.Max() - scan.Scan.Mu.Min() is > 0.3 and < 10, $"{scan.Scan.Mu.Min()} to {scan.Scan.Mu.Max()}");
    }
}
