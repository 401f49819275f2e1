using System.Text.Json;
using Exafs.Adapters.Files;
using Exafs.Adapters.Storage;
using Exafs.Lab;
using Exafs.Physics.Estimates;
using Exafs.SystemTests.Adapters;
using Exafs.SystemTests.Lab;

namespace Exafs.SystemTests.Recording;

/// <summary>exafs-lab export: what other programs read is what the store has.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private const int Scans = 120;

    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-export-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Export_Nexus_IsReadByH5py_WithTheLayoutOfLarch()
    {
        await HeatingStore.WriteAsync(In("run.db"), Scans);

        var (code, said) = LabCommand.Run("export", In("run.db"), "--nexus", In("run.h5"));

        Assert.True(code == ExitCode.Done, said);
        using JsonDocument read = await ReadAsync();
        using var store = new StoreReader(In("run.db"));
        IReadOnlyList<StoredScan> scans = store.Scans("fe-heating");
        Assert.Equal(Enumerable.Range(1, Scans).Select(number => $"entry_{number:D6}"), read.RootElement.GetProperty("entries").EnumerateArray().Select(entry => entry.GetString()));
        for (int i = 0; i < scans.Count; i++)
        {
            string entry = $"/entry_{i + 1:D6}";
            Assert.Equal(scans[i].ScanId, Text(read, $"{entry}/entry_identifier"));
            Assert.Equal(("Fe", "K"), (Text(read, $"{entry}/scan/xrayedge/element"), Text(read, $"{entry}/data/edge")));
            Assert.Equal(scans[i].SampleTemperature, Item(read, $"{entry}/sample/temperature").GetProperty("value").GetDouble());
            Assert.Equal(scans[i].Status, Text(read, $"{entry}/reduction/status"));
            if (store.Spectrum(scans[i]) is not { } spectrum)
            {
                Assert.Equal(store.Measured(scans[i])["i0_counts"].ToArray(), Numbers(read, $"{entry}/instrument/i0/data"));
                Assert.Equal(store.Measured(scans[i])["i0_counts"].ToArray(), Numbers(read, $"{entry}/data/i0"));
                Assert.Equal(["energy", "i0", "itrans"], Item(read, $"{entry}/data/column_labels").GetProperty("value").EnumerateArray().Select(label => label.GetString()));
                Assert.Equal([500, 3], Shape(read, $"{entry}/scan/data"));
                Assert.Equal("Transmission", Text(read, $"{entry}/data/mode"));
                continue;
            }

            Assert.Equal(spectrum.Energy.ToArray(), Numbers(read, $"{entry}/data/energy"));
            Assert.Equal(spectrum.Mu.ToArray(), Numbers(read, $"{entry}/data/mu"));
            Assert.Equal(spectrum.Norm.ToArray(), Numbers(read, $"{entry}/reduction/spectrum/norm"));
            Assert.Equal(spectrum.K.ToArray(), Numbers(read, $"{entry}/reduction/chi_k/k"));
            Assert.Equal(spectrum.Chi.ToArray(), Numbers(read, $"{entry}/reduction/chi_k/chi"));
            Assert.Equal(spectrum.ChiRIm.ToArray(), Numbers(read, $"{entry}/reduction/chi_r/chir_im"));
            Assert.Equal(scans[i].E0, Item(read, $"{entry}/reduction/e0").GetProperty("value").GetDouble());
            StructureEstimate estimate = store.Estimate(scans[i])!.Estimate!;
            Assert.Equal(estimate.Shells.Select(shell => shell.Distance.Value), Numbers(read, $"{entry}/structure/shells/distance"));
            Assert.Equal(estimate.Phases.Select(phase => phase.Fraction.Sigma), Numbers(read, $"{entry}/structure/phases/fraction_errors"));
            Assert.Equal(estimate.Phases.Select(phase => phase.Name), Item(read, $"{entry}/structure/phases/name").GetProperty("value").EnumerateArray().Select(name => name.GetString()!));
            Assert.Equal(estimate.NeighboursPerAngstrom.ToArray(), Numbers(read, $"{entry}/structure/distribution/g"));
        }

        JsonElement items = read.RootElement.GetProperty("items");
        Assert.Equal("eV", items.GetProperty("/entry_000001/instrument/monochromator/energy").GetProperty("attributes").GetProperty("units").GetString());
        Assert.True(items.GetProperty("/entry_000001/data/energy").GetProperty("is_link").GetBoolean());
        foreach (var (path, nexusClass) in new[] { ("", "NXentry"), ("/instrument", "NXinstrument"), ("/instrument/monochromator", "NXmonochromator"), ("/scan", "NXscan"), ("/scan/xrayedge", "NXxrayedge"), ("/sample", "NXsample"), ("/data", "NXdata"), ("/reduction", "NXprocess"), ("/reduction/chi_k", "NXdata"), ("/structure", "NXprocess") })
            Assert.Equal(nexusClass, items.GetProperty($"/entry_000001{path}").GetProperty("attributes").GetProperty("NX_class").GetString());
    }

    [Fact]
    public async Task Export_OneScan_IsAllThatIsWritten()
    {
        await HeatingStore.WriteAsync(In("run.db"), 20);

        Assert.Equal(ExitCode.Done, LabCommand.Run("export", In("run.db"), "--run", "fe-heating", "--scan", "scan-7", "--nexus", In("run.h5"), "--xdi", In("xdi")).Code);

        using JsonDocument read = await ReadAsync();
        Assert.Equal("scan-7", Text(read, "/entry/entry_identifier"));
        Assert.Equal(["000008-scan-7-chi_k.xdi", "000008-scan-7-chi_r.xdi", "000008-scan-7-mu.xdi"], Directory.GetFiles(In("xdi")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Export_MoreScansThanAFileTakes_GoesOnInTheNext()
    {
        await HeatingStore.WriteAsync(In("run.db"), 20);

        var (code, said) = LabCommand.Run("export", In("run.db"), "--nexus", In("run.h5"), "--scans-a-file", "8");

        Assert.True(code == ExitCode.Done, said);
        Assert.Equal(["run-2.h5", "run-3.h5", "run.h5"], Directory.GetFiles(_folder, "*.h5").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        File.Move(In("run-3.h5"), In("run.h5"), overwrite: true);
        using JsonDocument read = await ReadAsync();
        Assert.Equal(["entry_000017", "entry_000018", "entry_000019", "entry_000020"], read.RootElement.GetProperty("entries").EnumerateArray().Select(entry => entry.GetString()));
        Assert.Equal("scan-16", Text(read, "/entry_000017/entry_identifier"));
    }

    [Fact]
    public async Task Export_Xdi_IsReadBack()
    {
        await HeatingStore.WriteAsync(In("run.db"), 20);

        Assert.Equal(ExitCode.Done, LabCommand.Run("export", In("run.db"), "--xdi", In("xdi")).Code);

        using var store = new StoreReader(In("run.db"));
        StoredScan scan = store.Scan("fe-heating", "scan-4")!;
        Assert.Equal(store.Spectrum(scan)!.Mu.ToArray(), ScanFile.Read(In("xdi/000005-scan-4-mu.xdi"))[0].Scan.Mu.ToArray());
        Assert.Equal(store.Spectrum(scan)!.Chi.ToArray(), ChiFile.Read(In("xdi/000005-scan-4-chi_k.xdi"))!.Chi.Chi.ToArray());
    }

    [Theory]
    [InlineData("", "--xdi or --nexus")]
    [InlineData("--nexus x.h5 --run other", "has no run other")]
    [InlineData("--nexus x.h5 --scan 99", "has no scan 99")]
    [InlineData("--nexus /nowhere/x.h5", "--nexus")]
    public async Task Export_WrongWords_AreRefused(string words, string expected)
    {
        await HeatingStore.WriteAsync(In("run.db"), 5);

        var (code, said) = LabCommand.Run(["export", In("run.db"), .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.Contains(expected, said);
    }

    private static JsonElement Item(JsonDocument read, string path) => read.RootElement.GetProperty("items").GetProperty(path);

    private static string? Text(JsonDocument read, string path) => Item(read, path).GetProperty("value").GetString();

    private static double[] Numbers(JsonDocument read, string path) => [.. Item(read, path).GetProperty("value").EnumerateArray().Select(number => number.GetDouble())];

    private static int[] Shape(JsonDocument read, string path) => [.. Item(read, path).GetProperty("shape").EnumerateArray().Select(number => number.GetInt32())];

    private async Task<JsonDocument> ReadAsync()
    {
        using (Peer peer = Peer.Python("nexus_peer.py", In("run.h5"), In("run.json")))
            await peer.DoneAsync();
        return JsonDocument.Parse(await File.ReadAllTextAsync(In("run.json")));
    }

    private string In(string name) => Path.Combine(_folder, name);
}
