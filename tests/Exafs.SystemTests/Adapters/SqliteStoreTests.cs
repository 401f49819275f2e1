using Exafs.Adapters.Storage;
using Exafs.Pipeline;
using Exafs.Signal;
using Microsoft.Data.Sqlite;

namespace Exafs.SystemTests.Adapters;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-store-").FullName;

    private string FilePath => Path.Combine(_folder, "exafs.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WriteAsync_Analyzed_ComesBackAfterReopening()
    {
        Analyzed report = ReportExamples.Analyzed(7);
        await WriteAsync(report);

        using var reader = new StoreReader(FilePath);
        StoredScan scan = Assert.Single(reader.Scans("run"));
        StoredSpectrum spectrum = reader.Spectrum(scan)!;
        Assert.Equal(("scan-7", 7L, "Fe", "K", "down", "complete"), (scan.ScanId, scan.Sequence, scan.Element, scan.Edge, scan.Direction, scan.Progress));
        Assert.Equal((report.Scan.MidTime, 300.7, 500L, "analyzed"), (scan.MidTime, scan.SampleTemperature, scan.Points, scan.Status));
        Assert.Equal((7112.007, 1.25, 1e-4, 2e-3, 14.5, -0.07), (scan.E0, scan.EdgeStep, scan.EpsilonK, scan.EpsilonR, scan.KMaxSuggested, scan.EnergyShift));
        Assert.Equal([.. report.Reduction.Energy], spectrum.Energy.ToArray());
        Assert.Equal([.. report.Reduction.Mu], spectrum.Mu.ToArray());
        Assert.Equal([.. report.Reduction.K], spectrum.K.ToArray());
        Assert.Equal([.. report.Reduction.Chi], spectrum.Chi.ToArray());
        Assert.Equal([.. report.Reduction.R], spectrum.R.ToArray());
        Assert.Equal([.. report.Reduction.ChiRIm.Select(x => (double)(float)x)], spectrum.ChiRIm.ToArray());
        Assert.Equal(["heater", "pressure"], reader.Channels(scan).Select(c => c.Name));
        Assert.Equal(12.5, reader.Channels(scan)[0].Values.Single());
        Assert.Empty(reader.Measured(scan));
    }

    [Fact]
    public async Task WriteAsync_Rejected_KeepsItsReasonAndWhatWasMeasured()
    {
        Rejected report = ReportExamples.Rejected(1);
        await WriteAsync(report);

        using var reader = new StoreReader(FilePath);
        StoredScan scan = reader.Scan("run", "scan-1")!;
        Assert.Equal(("rejected", "no_edge", null), (scan.Status, scan.Reason, scan.EnergyShift));
        Assert.Equal([.. report.Scan.ITrans], reader.Measured(scan)["itrans_counts"].ToArray());
        Assert.Null(reader.Spectrum(scan));
    }

    [Fact]
    public async Task WriteAsync_ScanAgain_ReplacesItselfInItsPlace()
    {
        await WriteAsync(ReportExamples.Rejected(1), ReportExamples.Analyzed(2));
        await WriteAsync(ReportExamples.Analyzed(1));

        using var reader = new StoreReader(FilePath);
        IReadOnlyList<StoredScan> scans = reader.Scans("run");
        Assert.Equal([("scan-1", "analyzed", null), ("scan-2", "analyzed", null)], scans.Select(s => (s.ScanId, s.Status, s.Reason)));
        Assert.Equal(-0.01, scans[0].EnergyShift);
        Assert.Empty(reader.Measured(scans[0]));
        Assert.Equal(new StoredRun("run", 2, 0), Assert.Single(reader.Runs()));
    }

    [Fact]
    public async Task WriteAsync_DamagedUnderTheNameOfAGoodScan_LeavesThatOne()
    {
        Defect defect = new("truncated_frame", "ends at byte 12");
        await WriteAsync(ReportExamples.Analyzed(1));
        await WriteAsync(new Rejected(ReportExamples.Scan(1) with { Defect = defect, Energy = [] }, defect));

        using var reader = new StoreReader(FilePath);
        StoredScan scan = Assert.Single(reader.Scans("run"));
        Assert.Equal(("analyzed", 500L), (scan.Status, scan.Points));
        Assert.NotNull(reader.Spectrum(scan));
        Assert.Equal("truncated_frame", Assert.Single(reader.Defects()).Reason);
    }

    [Fact]
    public async Task WriteAsync_Growing_IsNotKept()
    {
        Analyzed report = ReportExamples.Analyzed(1);
        await WriteAsync(report with { Scan = report.Scan with { Progress = ScanProgress.Growing } });

        using var reader = new StoreReader(FilePath);
        Assert.Empty(reader.Runs());
    }

    [Fact]
    public async Task WriteAsync_NoTimeInTheData_InventsNone()
    {
        Analyzed report = ReportExamples.Analyzed(1);
        await WriteAsync(report with { Scan = report.Scan with { StartTime = null, EndTime = null } });

        using var reader = new StoreReader(FilePath);
        Assert.Null(Assert.Single(reader.Scans("run")).MidTime);
    }

    [Fact]
    public async Task WriteAsync_UndecodableMessages_AreLoggedEach()
    {
        Scan unknown = new() { RunId = "unknown", ScanId = "unknown" };
        await WriteAsync(new Rejected(unknown, new Defect("not_messagepack", "a")), new Rejected(unknown, new Defect("truncated_frame", "b")));

        using var reader = new StoreReader(FilePath);
        Assert.Equal([new Defect("not_messagepack", "a"), new Defect("truncated_frame", "b")], reader.Defects());
    }

    [Fact]
    public async Task WriteAsync_ProgramKilledAfterABatch_TheBatchIsThere()
    {
        // What a kill leaves: the file and its log as they are after the commit, not closed.
        string left = Path.Combine(_folder, "left.db");
        using (var store = new SqliteStore(new SqliteStoreOptions { File = FilePath }))
        {
            await store.WriteAsync([.. Enumerable.Range(0, 50).Select(i => ReportExamples.Analyzed(i))], default);
            File.Copy(FilePath, left);
            File.Copy(FilePath + "-wal", left + "-wal");
        }

        using (var again = new SqliteStore(new SqliteStoreOptions { File = left }))
            await again.WriteAsync([ReportExamples.Analyzed(50)], default);
        using var reader = new StoreReader(left);
        Assert.Equal(51, reader.Scans("run").Count);
    }

    [Fact]
    public async Task WriteAsync_FileFull_SaysSoKeepsTheOldAndGoesOnWhenThereIsRoom()
    {
        await WriteAsync(ReportExamples.Analyzed(0));
        long bytes = new FileInfo(FilePath).Length;
        using (var full = new SqliteStore(new SqliteStoreOptions { File = FilePath, FileBytes = bytes + 20_000 }))
        {
            StoreException e = await Assert.ThrowsAsync<StoreException>(() =>
                full.WriteAsync([.. Enumerable.Range(1, 20).Select(i => ReportExamples.Analyzed(i, "other"))], default));
            Assert.Contains("full", e.Message, StringComparison.Ordinal);
        }

        using var reader = new StoreReader(FilePath);
        Assert.Equal(["run"], reader.Runs().Select(r => r.RunId));
        await WriteAsync([.. Enumerable.Range(1, 20).Select(i => ReportExamples.Analyzed(i, "other"))]);
        Assert.Equal([1L, 20L], reader.Runs().Select(r => r.Analyzed));
    }

    [Fact]
    public async Task WriteAsync_AfterAFailure_TheSameStoreWritesTheBatch()
    {
        await WriteAsync(ReportExamples.Analyzed(0));
        using var store = new SqliteStore(new SqliteStoreOptions { File = FilePath, BusyTimeout = TimeSpan.FromSeconds(1) });
        using (var other = new SqliteConnection($"Data Source={FilePath};Pooling=false"))
        {
            other.Open();
            using SqliteCommand command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            command.ExecuteNonQuery();
            StoreException e = await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync([ReportExamples.Analyzed(1, "new")], default));
            Assert.Contains("locked", e.Message, StringComparison.Ordinal);
        }

        await store.WriteAsync([ReportExamples.Analyzed(1, "new")], default);
        using var reader = new StoreReader(FilePath);
        Assert.Equal(["run", "new"], reader.Runs().Select(r => r.RunId));
    }

    [Fact]
    public async Task WriteAsync_FileDamaged_SaysSo()
    {
        await WriteAsync([.. Enumerable.Range(0, 50).Select(i => ReportExamples.Analyzed(i))]);
        using (FileStream file = File.OpenWrite(FilePath))
        {
            file.Position = 8192;
            file.Write(new byte[20 * 8192]);
        }

        StoreException e = await Assert.ThrowsAsync<StoreException>(() => WriteAsync(ReportExamples.Analyzed(51)));
        Assert.Contains("corrupt", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_NotAStore_IsRefusedAndLeftAsItIs()
    {
        File.WriteAllText(FilePath, new string('x', 10_000));
        string foreign = Path.Combine(_folder, "foreign.db");
        using (var other = new SqliteConnection($"Data Source={foreign};Pooling=false"))
        {
            other.Open();
            using SqliteCommand command = other.CreateCommand();
            command.CommandText = "CREATE TABLE mine (x)";
            command.ExecuteNonQuery();
        }

        byte[] before = File.ReadAllBytes(foreign);
        Assert.Contains("not a database", Refusal(FilePath), StringComparison.Ordinal);
        Assert.Contains("another program", Refusal(foreign), StringComparison.Ordinal);
        Assert.Contains("cannot be opened", Refusal(Path.Combine(_folder, "no", "such", "folder.db")), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(foreign));
        Assert.Equal(new string('x', 10_000), File.ReadAllText(FilePath));
    }

    [Fact]
    public async Task New_StoreOfAnotherVersion_IsRefused()
    {
        await WriteAsync(ReportExamples.Analyzed(1));
        using (var other = new SqliteConnection($"Data Source={FilePath};Pooling=false"))
        {
            other.Open();
            using SqliteCommand command = other.CreateCommand();
            command.CommandText = "PRAGMA user_version = 1";
            command.ExecuteNonQuery();
        }

        Assert.Contains("the file has the schema 1, this program knows", Refusal(FilePath), StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => new StoreReader(FilePath));
    }

    private static string Refusal(string file) =>
        Assert.Throws<StoreException>(() => new SqliteStore(new SqliteStoreOptions { File = file }).Dispose()).Message;

    private async Task WriteAsync(params ScanReport[] batch)
    {
        using var store = new SqliteStore(new SqliteStoreOptions { File = FilePath });
        await store.WriteAsync(batch, default);
    }
}
