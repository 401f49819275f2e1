using System.Globalization;
using System.Text;
using Exafs.Adapters.Files;
using Exafs.Lab;
using Exafs.Lab.Replay;
using Exafs.Signal;
using Exafs.Tests.Signal;
using Spectre.Console;

namespace Exafs.Tests.Adapters.Files;

/// <summary>Recordings as ProQEXAFS reads them, written here from its reader.</summary>
public sealed class QuickFileTests : IDisposable
{
    private const int Samples = 450_000;

    private static readonly QuickBeamline s_beamline = new(5e5, 5) { Jitter = 1e-4, Step = 1e-5, Phase = 0.2 };
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-quick-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(".qex")]
    [InlineData(".bin")]
    public void Read_Recording_IsItsWholeSweeps(string kind)
    {
        IReadOnlyList<FileScan> scans = ScanFile.Read(Write(kind));

        Assert.Equal(8, scans.Count); // 9 half periods, of which the first and the last are not whole
        Assert.Equal(Enumerable.Range(1, 8).Select(i => (long?)i), scans.Select(scan => scan.Scan.Sequence));
        Assert.Contains("d = 3.1356 Å, that of Si(111), since the file does not say it", scans[0].ColumnsNote, StringComparison.Ordinal);
        Assert.Contains("incomplete sweeps left out: 1", scans[0].ColumnsNote, StringComparison.Ordinal);
        Assert.Contains("found here", scans[0].ColumnsNote, StringComparison.Ordinal);
        foreach (FileScan scan in scans)
        {
            Spectrum mu = Absorption.Of(scan.Scan, new AbsorptionParameters { Mode = scan.Mode }).Spectrum!;
            Assert.All(mu.Energy.Zip(mu.Mu).Where(p => p.First > 7150), p => Assert.Equal(QuickBeamline.Mu(p.First), p.Second, 3e-3));
            Assert.Equal(scan.Scan.Energy.Length, scan.Scan.IRefer.Length);
            Assert.Equal("CH 3", Assert.Single(scan.Scan.Channels).Name);
        }

        Assert.Equal(kind == ".qex" ? new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc).AddSeconds(0.11) : null, scans[0].Scan.MidTime, (a, b) => a == b || Math.Abs((a!.Value - b!.Value).TotalSeconds) < 0.002);
    }

    [Fact]
    public void Read_WithItsOwnNumbers_TakesThem()
    {
        string path = Write(".qex");

        FileScan scan = ScanFile.Read(path, new QuickFileOptions { MonoDSpacing = 3.1356, E0 = 7112, AngleOffset = 0.01 })[0];

        Assert.DoesNotContain("does not say it", scan.ColumnsNote, StringComparison.Ordinal);
        Assert.Contains("around E0 = 7112 eV;", scan.ColumnsNote + ";", StringComparison.Ordinal);
        double shift = 7112 - Monochromator.Energy(Monochromator.Angle(7112, 3.1356) + 0.01, 3.1356);
        Spectrum mu = Absorption.Of(scan.Scan, new AbsorptionParameters { Mode = scan.Mode }).Spectrum!;
        int at = mu.Energy.IndexOf(mu.Energy.First(e => e > 7200));
        Assert.Equal(QuickBeamline.Mu(mu.Energy[at] + shift), mu.Mu[at], 2e-3);
        Assert.Contains("no sweep", Assert.Throws<InvalidDataException>(() => ScanFile.Read(path, new QuickFileOptions { E0 = 20_000 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EncoderOfAPair_NamesItsOther()
    {
        Write(".bin");

        Assert.Contains("read together", Assert.Throws<InvalidDataException>(() => ScanFile.Read(Path.Combine(_folder, "run_Encoder.bin"))).Message, StringComparison.Ordinal);
        (IReadOnlyList<Scan> scans, IReadOnlyList<string> skipped) = ReplaySource.Read(_folder, asMu: false);
        Assert.Equal((8, 1), (scans.Count, skipped.Count));
    }

    [Theory]
    [InlineData(".qex")]
    [InlineData(".bin")]
    public void Read_DamagedRecording_IsReadAsFarAsItGoesOrRefusedInWords(string kind)
    {
        string path = Write(kind);
        byte[] whole = File.ReadAllBytes(path);
        foreach (int length in new[] { 0, 1, 20, 24, 200, 400, 1000, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            try
            {
                Assert.NotEmpty(ScanFile.Read(path));
                Assert.True(length > 1000);
            }
            catch (InvalidDataException error)
            {
                Assert.StartsWith("run", error.Message, StringComparison.Ordinal);
            }
        }

        var random = new Random(5);
        for (int i = 0; i < 60; i++)
        {
            byte[] changed = whole[..40_000];
            changed[random.Next(500)] = (byte)random.Next(256);
            File.WriteAllBytes(path, changed);
            try
            {
                ScanFile.Read(path);
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Fact]
    public void Reduce_Qex_GivesASpectrumForEachSweep()
    {
        var (results, people) = (new StringWriter(CultureInfo.InvariantCulture), new StringWriter(CultureInfo.InvariantCulture));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(people), Ansi = AnsiSupport.No });

        int exit = CommandLine.Run(["reduce", Write(".qex"), "--mono-d-spacing", "3.1356"], results, console, CancellationToken.None);

        Assert.Equal(ExitCode.Done, exit);
        using var json = System.Text.Json.JsonDocument.Parse(results.ToString());
        Assert.Equal(8, json.RootElement.GetArrayLength());
        Assert.All(json.RootElement.EnumerateArray(), one => Assert.InRange(one.GetProperty("e0_ev").GetDouble(), 7108, 7122));
        Assert.Equal(ExitCode.WrongUsage, CommandLine.Run(["reduce", "x.qex", "--mono-d-spacing", "0"], results, console, CancellationToken.None));
    }

    private string Write(string kind)
    {
        string path = Path.Combine(_folder, "run" + kind);
        (double[] angle, double[] i0, double[] itrans) = s_beamline.Samples(0, Samples);
        float[][] channels = [[.. i0.Select(v => (float)-v)], [.. itrans.Select(v => (float)-v)], [.. itrans.Select(v => (float)(v / 2))], [.. angle.Select(v => (float)v)]];
        using var currents = new BinaryWriter(File.Create(path));
        if (kind == ".bin")
        {
            using var encoder = new BinaryWriter(File.Create(Path.Combine(_folder, "run_Encoder.bin")));
            Header(encoder, 1, (float)s_beamline.Rate);
            Header(currents, 4, (float)s_beamline.Rate);
            foreach (double a in angle) encoder.Write((float)a);
        }
        else
        {
            const int Size = 600;
            string text = $"# FileHeaderSize_byte: {Size}\r\n# AdcClock_Hz: 2000000\r\n# AdcNumberColumnsInDataFile: 6\r\n# AdcNumberChannelsStored: 4\r\n# StartOfMeasurement: 01.03.2026 12:00:00\r\n"
                + "# Temperature: 20 \u00b0C\r\n# DataLineFormat: float32, uint16, float32, float32, float32, float32\r\n# DataLineLabels: Encoder, Time, CH 0, CH 1, CH 2, CH 3\r\n# _Header_End_\r\n";
            currents.Write(Encoding.Latin1.GetBytes(text.PadRight(Size)));
        }

        for (int i = 0; i < Samples; i++)
        {
            if (kind == ".qex")
            {
                currents.Write((float)angle[i]);
                currents.Write((ushort)4);
            }

            foreach (float[] channel in channels) currents.Write(channel[i]);
        }

        return path;

        static void Header(BinaryWriter file, float first, float second)
        {
            file.Write(32);
            file.Write(1);
            file.Write(3_855_000_000L);
            file.Write(first);
            file.Write(second);
            file.Write(0L);
        }
    }
}
