using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams;

/// <summary>Where a stream of points has its scans.</summary>
public sealed class PointScansTests
{
    private static readonly DateTimeOffset s_arrived = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Next_EnergyThatFallsBack_BeginsTheNextScan()
    {
        Scan[] scans = Scans(new(), [7000, 7010, 7020, 7000, 7010, 7020, 7000]);

        Assert.Equal([[7000, 7010, 7020], [7000, 7010, 7020], [7000]], scans.Select(s => s.Energy.ToArray()));
        Assert.Equal([ScanDirection.Up, ScanDirection.Up, ScanDirection.Unknown], scans.Select(s => s.Direction));
        Assert.All(scans.Take(2), s => Assert.Null(s.Defect));
    }

    [Fact]
    public void Next_EnergyThatTurns_GivesUpAndDown()
    {
        Scan[] scans = Scans(new(), [7000, 7010, 7020, 7012, 7004, 6996, 7008]);

        Assert.Equal([[7000, 7010, 7020], [7012, 7004, 6996], [7008]], scans.Select(s => s.Energy.ToArray()));
        Assert.Equal([ScanDirection.Up, ScanDirection.Down], scans.Take(2).Select(s => s.Direction));
    }

    [Fact]
    public void Next_AngleThatRises_IsADownScan()
    {
        Scan[] scans = Scans(new() { EnergyUnit = EnergyUnit.Degree, MonoDSpacing = 3.1356, Turn = 0.01 }, [16, 16.1, 16.2, 16]);

        Assert.Equal(ScanDirection.Down, scans[0].Direction);
        Assert.Equal(3, scans[0].Energy.Length);
        Assert.Equal(Monochromator.Energy(16, 3.1356), scans[0].Energy[0]);
    }

    [Fact]
    public void Next_Jitter_IsNoTurningPoint()
    {
        Scan[] scans = Scans(new(), [7000, 7002, 7001, 7004, 7003, 7006, 7000.5]);

        Assert.Equal([[7000, 7002, 7001, 7004, 7003, 7006], [7000.5]], scans.Select(s => s.Energy.ToArray()));
    }

    [Fact]
    public void Next_NumberOfTheScan_TellsScansApart()
    {
        var points = new PointScans(new(), "run", new());
        var plan = ChannelPlan.Of(new(), [new("energy"), new("I0"), new("It")]);
        double[] numbers = [1, 1, 2, 2, 2];
        var steps = numbers.SelectMany((number, i) => points.Next(plan.Point([7000 + i, 10, 5]), number, s_arrived)).ToArray();

        Assert.Equal([2, 3], Assembled(steps).Select(s => s.Energy.Length));
    }

    [Fact]
    public void Silence_EndsAScanWithoutEnd_AsComplete()
    {
        var points = new PointScans(new(), "run", new());
        var plan = ChannelPlan.Of(new(), [new("energy"), new("I0"), new("It")]);
        var state = new ScanAssembler(new(), TimeProvider.System);
        foreach (double energy in (double[])[7000, 7010, 7020])
            foreach (ScanV1Message step in points.Next(plan.Point([energy, 10, 5]), double.NaN, s_arrived))
                state = state.Next(step, 1).Next;

        Scan scan = Assert.Single(state.Expire(TimeProvider.System.TimestampFrequency * 3600).Scans);

        Assert.Equal((ScanProgress.Complete, null), (scan.Progress, scan.Defect));
    }

    [Theory]
    [InlineData("energy", "It", "no channel|I0")]
    [InlineData("It", "I0", "no channel of the energy")]
    public void Of_ChannelsThatMakeNoSpectrum_SaysWhatIsMissing(string first, string second, string words) =>
        Assert.Contains(words.Split('|')[^1], ChannelPlan.Of(new(), [new(first), new(second)]).Defect!.Detail);

    [Fact]
    public void Of_NamesOfABeamline_AreUnderstood()
    {
        ChannelMap map = ChannelGuess.Complete(new(), [new("dcm_energy", "eV"), new("I0"), new("It"), new("Ir"), new("sample_heater_1_T_rb", "degC"), new("dwti_dwell_time")]);

        Assert.Equal(("dcm_energy", "I0", "It", "Ir", "sample_heater_1_T_rb"), (map.Energy, map.I0, map.ITrans, map.IRefer, map.SampleTemperature));
    }

    private static Scan[] Scans(ChannelMap map, double[] positions)
    {
        var points = new PointScans(map, "run", new());
        var plan = ChannelPlan.Of(map, [new("energy"), new("I0"), new("It")]);
        ScanV1Message[] steps = [.. positions.SelectMany(at => points.Next(plan.Point([at, 10, 5]), double.NaN, s_arrived))];
        return Assembled([.. steps, .. points.End(s_arrived)]);
    }

    private static Scan[] Assembled(IEnumerable<ScanV1Message> steps)
    {
        var state = new ScanAssembler(new() { SnapshotInterval = TimeSpan.FromDays(1) }, TimeProvider.System);
        var scans = ImmutableArray.CreateBuilder<Scan>();
        foreach (ScanV1Message step in steps)
        {
            (state, ImmutableArray<Scan> ended) = state.Next(step, 1);
            scans.AddRange(ended);
        }

        scans.AddRange(state.Expire(TimeProvider.System.TimestampFrequency * 3600).Scans);
        return [.. scans];
    }
}
