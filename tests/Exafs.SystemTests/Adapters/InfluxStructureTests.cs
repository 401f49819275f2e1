using System.Globalization;
using Exafs.Adapters.Influx;
using Exafs.Physics.Estimates;
using Exafs.SystemTests.StandIns;
using Exafs.Tests.Pipeline;

namespace Exafs.SystemTests.Adapters;

/// <summary>Structures as lines of InfluxDB, letter by letter.</summary>
public sealed class InfluxStructureTests
{
    private const string Tags = "beamline=P65,direction=down,edge=K,element=Fe";
    private const string Time = " 1772366403250000000";

    [Fact]
    public async Task WriteAsync_Estimate_IsTheseLines()
    {
        string[] lines = await LinesAsync(new(FakeEstimator.Of(0), null));

        Assert.Equal(2, lines.Length);
        Assert.Equal(
            $"exafs_scan,{Tags} c3_1_angstrom3=1.1E-05,c3_1_sigma=2.5E-06,c3_2_angstrom3=1.2E-05,c3_2_sigma=3.5E-06,c3_3_angstrom3=1.3E-05,c3_3_sigma=4.5E-06,"
            + "channel_heater_watt=12.5,consistency_r_factor=0.0123,density_per_angstrom3=0.0849,density_sigma=0.0009,disagreements=0i,e0_ev=7112.003,edge_step=1.25,"
            + "energy_shift_ev=-0.03,epsilon_k=0.0001,epsilon_r=0.002,kmax_suggest_per_angstrom=14.5,n1=8,n1_sigma=0.21,n2=6,n2_sigma=0.32,n3=12,n3_sigma=0.93,n_points=500i,"
            + $"n_within_3_2_angstrom=14.02,n_within_3_2_sigma=0.28,ood_score=0.08,pack=\"example\",pack_sha256=\"{new string('e', 64)}\",phase_bcc=0.91,phase_bcc_sigma=0.031,"
            + "phase_disordered=0.03,phase_disordered_sigma=0.021,phase_fcc=0.05,phase_fcc_sigma=0.032,phase_hcp=0.01,phase_hcp_sigma=0.011,"
            + "r1_angstrom=2.48,r1_sigma=0.0041,r2_angstrom=2.87,r2_sigma=0.0082,r3_angstrom=4.05,r3_sigma=0.0153,run_id=\"run\",sample_temperature_kelvin=300.3,scan_id=\"scan-3\",sequence=3i,"
            + "sigma2_1_angstrom2=0.0052,sigma2_1_sigma=0.00031,sigma2_2_angstrom2=0.0061,sigma2_2_sigma=0.00041,sigma2_3_angstrom2=0.0083,sigma2_3_sigma=0.00051,"
            + "status=\"analyzed\",structure_kmax_per_angstrom=13.85,structure_quality=\"good\"" + Time,
            lines[0]);
        Assert.StartsWith($"exafs_rdf,beamline=P65,direction=down,edge=K,element=Fe,model=example,quality=good pack_sha256=\"{new string('e', 64)}\",r_01.80=", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(Time, lines[1], StringComparison.Ordinal);
        Dictionary<string, string> fields = lines[1].Split(' ')[1].Split(',').Select(field => field.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal([.. Enumerable.Range(0, 85).Select(i => $"r_{1.8 + (0.05 * i):00.00}")], fields.Keys.Where(key => key.StartsWith("r_", StringComparison.Ordinal)));
        Assert.Equal(85, fields.Keys.Count(key => key.StartsWith("sigma_", StringComparison.Ordinal)));
        Assert.InRange(fields.Count + 7, 0, 190); // and six tags and the time
        Assert.Equal(40 * Math.Exp(-0.04), Number("r_02.50"), 0.01);
        Assert.Equal((0.018, 0.06), (Math.Round(Number("sigma_01.80"), 9), Math.Round(Number("sigma_06.00"), 9)));

        double Number(string key) => double.Parse(fields[key], CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task WriteAsync_OutOfDistribution_IsTaggedSo() =>
        Assert.Contains(",model=example,quality=out_of_distribution ", (await LinesAsync(new(FakeEstimator.Of(0) with { OodScore = 0.9 }, null)))[1], StringComparison.Ordinal);

    [Fact]
    public async Task WriteAsync_NoEstimate_SaysWhyAndHasNoDistribution()
    {
        string line = Assert.Single(await LinesAsync(EstimateOutcome.Failed("other_element", "Cu")));

        Assert.Contains(",structure_quality=\"other_element\" ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("pack=", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_NotFiniteNumbers_AreLeftOut()
    {
        StructureEstimate estimate = FakeEstimator.Of(0);
        string[] lines = await LinesAsync(new(estimate with { Density = new(double.NaN, double.NaN), NeighboursPerAngstrom = estimate.NeighboursPerAngstrom.SetItem(0, double.NaN) }, null));

        Assert.DoesNotContain("density", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("r_01.80", lines[1], StringComparison.Ordinal);
        Assert.Contains(",r_01.85=", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_WithoutDistributions_WritesTheQuantitiesAlone() =>
        Assert.Contains(",n1=8,", Assert.Single(await LinesAsync(new(FakeEstimator.Of(0), null), rdf: false)), StringComparison.Ordinal);

    private static async Task<string[]> LinesAsync(EstimateOutcome structure, bool rdf = true)
    {
        await using FakeInflux server = await FakeInflux.StartAsync();
        using var sink = new InfluxTarget(new InfluxOptions { Url = new Uri(server.Url), Org = "facility", Bucket = "exafs", Beamline = "P65", Rdf = rdf });
        await sink.WriteAsync([ReportExamples.Analyzed(3) with { Structure = structure }], default);
        return server.Requests.Single().Body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
