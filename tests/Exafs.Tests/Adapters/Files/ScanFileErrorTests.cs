using System.IO.Compression;
using System.Text;
using Exafs.Adapters.Files;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Files;

/// <summary>What is no spectrum is refused in words, whatever it is; and nothing else than these words is thrown.</summary>
public sealed class ScanFileErrorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-files-").FullName;

    public static TheoryData<string, string> Refused => new()
    {
        { "", "the file is empty" },
        { "a letter\nand no numbers\n", "no numeric rows" },
        { "7000\n7001\n7002\n", "the numbers stand in one column" },
        { "# energy xmu\n7000 nan\n7001 nan\n7002 nan\n", "of 3 rows none gives a finite µ = column 2 'xmu'" },
        { "0.05 0.1\n0.1 0.2\n0.15 0.3\n3 0.2\n6 0.1\n9 0\n", "no energy axis: 2 columns (unlabelled, unlabelled), 6 rows" },
        { "  9809     KEK-PF   BL9A\nno more\n", "a 9809 file without its line of modes" },
        { "SSRL   EXAFS Data Collector 1.3\n1 2 3\n", "an SSRL file without its line \"Data:\"" },
        { "# Athena project file -- Demeter version 0.5.9\n$old_group = 'a';\n@args = ('datatype','chi');\n@x = ('1');\n@y = ('1');\n", "1 groups, none of them with µ(E)" },
        { "{ \"x\" ", "damaged JSON" },
        { "SSRL -  EXAFS Data Collector 1.1\0\0\0\0\0\0\0\0PTS: 100 COLS: 6\0\0\0\0\0\0\0\0\0", "100 points of 6 columns announced" },
        { "\0\0\0\0\u0001\u0002", "binary, and of no known format" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_NoSpectrum_SaysWhatTheFileHolds(string content, string message)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ScanFile.Read(Write(content)));

        Assert.StartsWith("input.dat: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooLargeFile_IsRefusedUnread()
    {
        string path = Path.Combine(_folder, "input.dat");
        using (FileStream sparse = File.Create(path)) sparse.SetLength(300L << 20);

        Assert.Contains("at most 256 MB", Assert.Throws<InvalidDataException>(() => ScanFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Gzip_IsUnpacked()
    {
        string path = Path.Combine(_folder, "input.dat.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest)) gzip.Write("7000 0.1\n7001 0.2\n7002 0.3\n"u8);

        Assert.Equal([0.1, 0.2, 0.3], ScanFile.Read(path)[0].Scan.Mu.ToArray());
    }

    [Theory]
    [InlineData("7000 1.5D-01\n7001 2.5d-1\n7002 0.35\n", 0.15, 0.25, 0.35)]
    [InlineData("7000,0.15\n7001,0.25\n7002,0.35\n", 0.15, 0.25, 0.35)]
    [InlineData("7000;0.15;\r\n7001;0.25;\r\n7002;0.35;\r\n", 0.15, 0.25, 0.35)]
    [InlineData("7000,0 0,15\n7001,0 0,25\n7002,0 0,35\n", 0.15, 0.25, 0.35)]
    [InlineData("7.000000E+03-1.500000E-01\n7.001000E+03-2.500000E-01\n7.002000E+03-3.500000E-01\n", -0.15, -0.25, -0.35)]
    [InlineData("Energie (eV)\tµ(E)\n7000\t0.15\n7001\t0.25\n7002\t0.35\n", 0.15, 0.25, 0.35)]
    [InlineData("7000 0.15\r7001 0.25\r7002 0.35\r", 0.15, 0.25, 0.35)]
    public void Read_NumbersAsProgramsWriteThem_AreNumbers(string content, double first, double second, double third) =>
        Assert.Equal([first, second, third], ScanFile.Read(Write(content))[0].Scan.Mu.ToArray());

    [Fact]
    public void Read_AnyDamage_IsAScanOrAnInvalidDataException()
    {
        var random = new Random(7);
        foreach (string fixture in Directory.GetFiles(Path.Combine(Exafs.Tests.Reference.RepositoryFolder.Path, "tests", "reference", "formats")))
        {
            byte[] whole = File.ReadAllBytes(fixture);
            for (int trial = 0; trial < 30; trial++)
            {
                byte[] bytes = whole[..(trial % 3 == 0 ? random.Next(whole.Length) : whole.Length)];
                for (int i = 0; i < trial && bytes.Length > 0; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                string path = Path.Combine(_folder, "damaged.dat");
                File.WriteAllBytes(path, bytes);
                try
                {
                    foreach (FileScan scan in ScanFile.Read(path)) Assert.All(scan.Scan.Energy, e => Assert.True(double.IsFinite(e) && e > 0));
                }
                catch (InvalidDataException)
                {
                    // The one exception that a file may cause.
                }
            }
        }
    }

    [Fact]
    public void Read_DiluteSampleAndGoodFluorescence_TakesFluorescence()
    {
        FileScan scan = ScanFile.Read(Write(TwoDetectors(step: 0.02)))[0];

        Assert.Equal(MeasurementMode.Fluorescence, scan.Mode);
        Assert.Contains("edge step to noise: transmission", scan.ColumnsNote, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ConcentratedSampleAndFluorescence_TakesTransmission() =>
        Assert.Equal(MeasurementMode.Transmission, ScanFile.Read(Write(TwoDetectors(step: 1)))[0].Mode);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string TwoDetectors(double step)
    {
        var text = new StringBuilder("# energy i0 it if\n");
        var random = new Random(3);
        for (int e = 7000; e < 7300; e += 2)
        {
            double mu = 0.3 + (step * (0.5 + (Math.Atan((e - 7112) / 1.5) / Math.PI))), noise = 1e-3 * random.NextDouble();
            text.AppendLine(FormattableString.Invariant($"{e} 100000 {1e5 * Math.Exp(-mu - noise):R} {100 * (mu + (1e-4 * random.NextDouble())):R}"));
        }

        return text.ToString();
    }

    private string Write(string content)
    {
        string path = Path.Combine(_folder, "input.dat");
        File.WriteAllText(path, content, new UTF8Encoding(false));
        return path;
    }
}
