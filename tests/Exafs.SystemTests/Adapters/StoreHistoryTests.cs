using Exafs.Adapters.Storage;
using Exafs.SystemTests.Lab;

namespace Exafs.SystemTests.Adapters;

/// <summary>A run as the page sees it, thinned, beside the same run scan by scan.</summary>
public sealed class StoreHistoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-history-").FullName;

    private string File => Path.Combine(_folder, "x.sqlite");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Track_OfFewScans_IsScanByScanWhatTheStoreHas()
    {
        await HeatingStore.WriteAsync(File, 60);
        using var history = new StoreHistory(File);
        using var store = new StoreReader(File);

        StoredTrack track = history.Track("fe-heating", 1, 60, 1000);

        var scans = store.Scans("fe-heating");
        Assert.Equal(60, track.Entries);
        Assert.Equal(scans.Select(scan => (float)scan.Row), Of(track, "row"));
        Assert.Equal(scans.Select(scan => scan.Status == "rejected" ? 1f : 0), Of(track, "rejected"));
        for (int i = 0; i < scans.Count; i++)
        {
            var estimate = store.Estimate(scans[i])?.Estimate;
            Assert.Equal(scans[i].MidTime!.Value, DateTime.UnixEpoch.AddSeconds(track.Origin + Of(track, "time")[i]), TimeSpan.FromMilliseconds(10));
            Assert.Equal((float)scans[i].SampleTemperature!.Value, Of(track, "kelvin")[i]);
            Assert.Equal((float)(scans[i].E0 ?? double.NaN), Of(track, "e0_ev")[i]);
            foreach (string part in new[] { "", "_low", "_high" })
            {
                Assert.Equal((float)(estimate?.Density.Value ?? double.NaN), Of(track, "density_per_angstrom3" + part)[i]);
                Assert.Equal((float)(estimate?.Phases[1].Fraction.Value ?? double.NaN), Of(track, "phase_fcc" + part)[i]);
            }

            Assert.Equal((float)(estimate?.Shells[0].Distance.Sigma ?? double.NaN), Of(track, "r1_angstrom_sigma")[i]);
            Assert.Equal((float)(estimate?.Phases[0].Fraction.Sigma ?? double.NaN), Of(track, "phase_bcc_sigma")[i]);
        }
    }

    [Fact]
    public async Task Track_OfManyScans_KeepsMeansAndExtremes()
    {
        await HeatingStore.WriteAsync(File, 1000);
        using var history = new StoreHistory(File);
        StoredTrack all = history.Track("fe-heating", 1, 1000, 1000), thin = history.Track("fe-heating", 1, 1000, 33);

        Assert.InRange(thin.Entries, 17, 33);
        Assert.Equal(1000, Of(thin, "scans").Sum());
        Assert.Equal(Of(all, "rejected").Sum(), Of(thin, "rejected").Sum());
        Assert.Equal(1000, Of(thin, "row")[^1]);
        int at = 0;
        for (int i = 0; i < thin.Entries; i++)
        {
            int scans = (int)Of(thin, "scans")[i];
            float[] values = [.. Of(all, "n1")[at..(at + scans)].Where(float.IsFinite)];
            Assert.Equal(values.Min(), Of(thin, "n1_low")[i]);
            Assert.Equal(values.Max(), Of(thin, "n1_high")[i]);
            Assert.Equal(values.Average(), Of(thin, "n1")[i], 1e-4);
            at += scans;
        }
    }

    [Fact]
    public async Task Waterfall_ChoosesScansEvenly_TheLastAmongThem_AsTheStoreHasThem()
    {
        await HeatingStore.WriteAsync(File, 200);
        using var history = new StoreHistory(File);
        using var store = new StoreReader(File);

        StoredWaterfall all = history.Waterfall("fe-heating", 1, 200, 20, 6);

        Assert.Equal(20, all.Rows.Length);
        Assert.Equal(store.Scans("fe-heating").Last(scan => scan.Status == "analyzed").Row, all.Rows[^1]);
        Assert.InRange(all.R.First + ((all.R.Count - 1) * all.R.Step), 5.9, 6.0);
        Assert.Equal(new StoredAxis(1.8, 0.02, 211), all.GR with { Step = Math.Round(all.GR.Step, 9) });
        for (int i = 0; i < all.Rows.Length; i++)
        {
            StoredScan scan = store.Scan("fe-heating", (long)all.Rows[i])!;
            StoredSpectrum spectrum = store.Spectrum(scan)!;
            Assert.Equal(double.Hypot(spectrum.ChiRRe[70], spectrum.ChiRIm[70]), all.ChiRMag[(i * all.R.Count) + 70], 1e-5);
            Assert.Equal((float)store.Estimate(scan)!.Estimate!.NeighboursPerAngstrom[40], all.G[(i * all.GR.Count) + 40]);
        }
    }

    [Fact]
    public async Task History_OfTwoRunsInOneStore_KeepsThemApart_AndOfARunThatIsNotThereIsEmpty()
    {
        await HeatingStore.WriteAsync(File, 20, "one");
        await HeatingStore.WriteAsync(File, 30, "two'; DROP TABLE scan; --");
        using var history = new StoreHistory(File);

        Assert.Equal(("two'; DROP TABLE scan; --", 50L), history.Newest());
        Assert.Equal((1L, 20L), history.Rows("one"));
        Assert.Equal((21L, 50L), history.Rows("two'; DROP TABLE scan; --"));
        Assert.Equal(20, Of(history.Track("one", 1, 50, 100), "scans").Sum());
        Assert.Equal(20, history.LastRow("one", 5));
        Assert.Null(history.LastRow("one", 20));
        Assert.Equal(21, history.Row("two'; DROP TABLE scan; --", "scan-0"));
        Assert.Null(history.Rows("three"));
        Assert.Equal(0, history.Track("three", 1, 50, 100).Entries);
        Assert.Empty(history.Waterfall("three", 1, 50, 100, 6).Rows);
    }

    [Fact]
    public async Task Track_WithoutStructures_HasWhatThereIs()
    {
        await HeatingStore.WriteAsync(File, 20, structures: false);
        using var history = new StoreHistory(File);

        StoredTrack track = history.Track("fe-heating", 1, 20, 100);
        Assert.Equal(["e0_ev", "edge_step", "epsilon_k"], track.Series.AsEnumerable());
        Assert.Equal(0, history.Waterfall("fe-heating", 1, 20, 100, 6).GR.Count);
    }

    [Fact]
    public async Task Open_OfWhatIsNoStore_SaysSo()
    {
        await System.IO.File.WriteAllTextAsync(File, "no store");
        Assert.Throws<StoreException>(() => new StoreHistory(File));
        Assert.Throws<StoreException>(() => new StoreHistory(File + ".none"));
    }

    private static float[] Of(StoredTrack track, string name) => track.Arrays.Single(array => array.Name == name).Values;
}
