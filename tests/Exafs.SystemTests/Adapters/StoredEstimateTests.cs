using System.Collections.Immutable;
using Exafs.Adapters.Storage;
using Exafs.Physics.Estimates;
using Exafs.Pipeline;
using Exafs.Signal;
using Exafs.Tests.Pipeline;
using Microsoft.Data.Sqlite;

namespace Exafs.SystemTests.Adapters;

/// <summary>Structures in the store.</summary>
public sealed class StoredEstimateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-estimates-").FullName;

    private string FilePath => Path.Combine(_folder, "exafs.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WriteAsync_Estimate_ComesBackWithShellsPhasesAndTheSecondOpinion()
    {
        StructureEstimate second = FakeEstimator.Of(9) with { Shells = FakeEstimator.Of(9).Shells[..1], ShellRatios = [], Phases = [new("fcc", new(1, 0.1))] };
        StructureEstimate estimate = FakeEstimator.Of(5) with
        {
            OodReasons = ["too little amplitude", "peaks at 1.6 Å"],
            OodScore = 0.7,
            SecondOpinion = second,
            Disagreements = ["N1: 8.0 and 12.1"],
            Density = new(double.NaN, double.PositiveInfinity),
        };
        await WriteAsync(Report(1, new(estimate, null)));

        StructureEstimate back = Read("scan-1")!.Estimate!;
        Assert.Equal(Told(estimate with { Density = new(double.NaN, double.NaN) }), Told(back));
        Assert.Equal(Told(second), Told(back.SecondOpinion!));
        Assert.Equal(estimate.R.ToArray(), back.R.ToArray());
        Assert.Equal(Singles(estimate.NeighboursPerAngstrom), back.NeighboursPerAngstrom.ToArray());
        Assert.Equal(Singles(estimate.NeighboursPerAngstromSigma), back.NeighboursPerAngstromSigma.ToArray());
        Assert.Equal(estimate.ShellCovariance.ToArray(), back.ShellCovariance.ToArray());
    }

    [Fact]
    public async Task WriteAsync_ManyEstimates_ShareOneGrid()
    {
        await WriteAsync([.. Enumerable.Range(0, 20).Select(i => Report(i, new(FakeEstimator.Of(i), null)))]);

        Assert.Equal(20L, Number("SELECT count(*) FROM estimate"));
        Assert.Equal(1L, Number("SELECT count(DISTINCT r_grid) FROM estimate"));
        Assert.Equal(8.005, (double)Value("SELECT n FROM shell JOIN scan ON scan.id = scan WHERE scan_id = 'scan-5' AND shell = 1"), 9);
    }

    [Fact]
    public async Task WriteAsync_NoEstimate_KeepsTheReason()
    {
        await WriteAsync(Report(1, EstimateOutcome.Failed("other_element", "the spectrum is of Fe; the pack is of Cu")), Report(2, null));

        Assert.Equal(new Defect("other_element", "the spectrum is of Fe; the pack is of Cu"), Read("scan-1")!.Defect);
        Assert.Null(Read("scan-2"));
    }

    [Fact]
    public async Task WriteAsync_ScanAgain_ReplacesItsEstimate()
    {
        await WriteAsync(Report(1, new(FakeEstimator.Of(1) with { SecondOpinion = FakeEstimator.Of(2) }, null)), Report(2, new(FakeEstimator.Of(2), null)));
        await WriteAsync(Report(1, EstimateOutcome.Failed("internal_error", "bug")), ReportExamples.Rejected(2));

        Assert.Equal("internal_error", Read("scan-1")!.Quality);
        Assert.Null(Read("scan-2"));
        Assert.Equal((1L, 0L, 0L), (Number("SELECT count(*) FROM estimate"), Number("SELECT count(*) FROM shell"), Number("SELECT count(*) FROM phase")));
    }

    [Fact]
    public async Task WriteAsync_Provisional_IsNotKept()
    {
        Analyzed report = Report(1, new(FakeEstimator.Of(1), null));
        await WriteAsync(report with { Scan = report.Scan with { Progress = ScanProgress.Growing } });

        Assert.Equal(0L, Number("SELECT count(*) FROM estimate"));
    }

    [Fact]
    public async Task New_StoreOfTheVersionBefore_IsReadAsItIsAndGetsTheTablesWhenWritten()
    {
        await WriteAsync(ReportExamples.Analyzed(1));
        Number("DROP TABLE outbox; DROP TABLE dead_letter; DROP TABLE dropped; DROP TABLE target; DROP TABLE alert; DROP TABLE event_feature; DROP TABLE event; DROP TABLE phase; DROP TABLE shell; DROP TABLE estimate; PRAGMA user_version = 2; SELECT 0");
        using (var old = new StoreReader(FilePath))
            Assert.Null(old.Estimate(old.Scan("run", "scan-1")!));
        Assert.Equal(2L, Number("PRAGMA user_version"));

        await WriteAsync(Report(2, new(FakeEstimator.Of(2), null)));

        Assert.Equal(5, Number("PRAGMA user_version"));
        Assert.Null(Read("scan-1"));
        Assert.Equal(8.002, Read("scan-2")!.Estimate!.Shells[0].CoordinationNumber.Value, 9);
        using var reader = new StoreReader(FilePath);
        Assert.Equal(["scan-1", "scan-2"], reader.Scans("run").Select(scan => scan.ScanId));
        Assert.NotNull(reader.Spectrum(reader.Scan("run", "scan-1")!));
    }

    private static Analyzed Report(int i, EstimateOutcome? structure) => ReportExamples.Analyzed(i) with { Structure = structure };

    // All but the long arrays, as text.
    private static string Told(StructureEstimate estimate) => string.Join(
        '|',
        estimate.Pack, estimate.TrustedRMax, string.Join(',', estimate.Shells), string.Join(',', estimate.ShellRatios), estimate.Within32, estimate.Density, string.Join(',', estimate.Phases),
        estimate.OodScore, string.Join(',', estimate.OodReasons), estimate.ConsistencyRFactor, estimate.KMax, estimate.DeltaE0, estimate.S02, string.Join(',', estimate.Disagreements));

    private static double[] Singles(ImmutableArray<double> values) => [.. values.Select(value => (double)(float)value)];

    private EstimateOutcome? Read(string scanId)
    {
        using var reader = new StoreReader(FilePath);
        return reader.Estimate(reader.Scan("run", scanId)!);
    }

    private long Number(string sql) => (long)Value(sql);

    private object Value(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private async Task WriteAsync(params ScanReport[] batch)
    {
        using var store = new SqliteStore(new SqliteStoreOptions { File = FilePath });
        await store.WriteAsync(batch, default);
    }
}
