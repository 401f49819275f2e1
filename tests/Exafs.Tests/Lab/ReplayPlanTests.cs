using Exafs.Adapters.ScanV1;
using Exafs.Lab.Replay;
using Exafs.Signal;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Lab;

public sealed class ReplayPlanTests
{
    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private static readonly Scan Recorded = new()
    {
        RunId = "run",
        ScanId = "foil",
        Energy = [7000, 7001, 7002, 7003, 7004],
        Mu = [0.1, 0.2, 0.3, 0.4, 0.5],
        StartTime = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    [Fact]
    public void Of_WholeScans_CarrySequenceIdsAndTheTimeOfSending()
    {
        ReplayMessage[] plan = [.. ReplayPlan.Of([Recorded, Recorded], new ReplayOptions { Rate = 4, RunId = "again" })];

        Assert.Equal([TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(0.5)], plan.Select(message => message.Due));
        ScanV1Message second = new ScanV1Reader(new ScanV1Limits()).Read(plan[1].Write(Start));
        Assert.Equal(("again", "000002 foil", 2L), (second.RunId, second.ScanId, second.Sequence));
        Assert.Equal((Start.AddSeconds(0.25), Start.AddSeconds(0.5)), (second.StartTime, second.EndTime));
        Assert.Equal(Recorded.Mu.ToArray(), second.Mu.ToArray());
    }

    [Fact]
    public void Of_KeptTimes_AreThoseOfTheFile()
    {
        ReplayMessage message = ReplayPlan.Of([Recorded], new ReplayOptions { KeepTimes = true }).Single();

        Assert.Equal(Recorded.StartTime, new ScanV1Reader(new ScanV1Limits()).Read(message.Write(Start)).StartTime);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void Of_GrowingScan_SendsEveryPointOnceInTime(int chunks)
    {
        ReplayMessage[] plan = [.. ReplayPlan.Of([Recorded], new ReplayOptions { Rate = 0.5, Chunks = chunks })];

        ScanV1Message[] messages = [.. plan.Select(message => new ScanV1Reader(new ScanV1Limits()).Read(message.Write(Start)))];
        Assert.Equal((ScanV1MessageType.Begin, ScanV1MessageType.End), (messages[0].Type, messages[^1].Type));
        Assert.Equal(Recorded.Energy.ToArray(), messages[1..^1].SelectMany(message => message.Energy));
        Assert.Equal(messages[1..^1].Select(message => message.FirstPoint!.Value), messages[1..^1].Select(message => (int)(message.Energy[0] - 7000)));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(2)), (plan[0].Due, plan[^1].Due));
        Assert.Equal(plan.Select(message => message.Due).Order(), plan.Select(message => message.Due));
        Assert.Equal(Enumerable.Repeat(false, plan.Length - 1).Append(true), plan.Select(message => message.EndsScan));
    }

    [Fact]
    public void Of_Loop_BeginsAgainAndCountsOn()
    {
        ReplayMessage[] plan = [.. ReplayPlan.Of([Recorded, Recorded with { ScanId = "second" }], new ReplayOptions { Loop = true }).Take(5)];

        Assert.Equal("000005 foil", new ScanV1Reader(new ScanV1Limits()).Read(plan[4].Write(Start)).ScanId);
    }

    [Fact]
    public void Read_Folder_TakesWhatIsASpectrumAndNamesTheRest()
    {
        (IReadOnlyList<Scan> scans, IReadOnlyList<string> skipped) = ReplaySource.Read(Path.Combine(RepositoryFolder.Path, "tests", "reference", "formats"), asMu: false);

        Assert.Equal("README.md: no numeric rows", Assert.Single(skipped));
        Assert.Equal(34, scans.Count);
        Assert.All(scans, scan => Assert.Equal("formats", scan.RunId));
        Assert.Contains(scans, scan => scan.Mu.IsEmpty && scan.ITrans.Length == scan.Energy.Length);
    }

    [Fact]
    public void Read_AsMu_GivesNoCounts()
    {
        (IReadOnlyList<Scan> scans, _) = ReplaySource.Read(Path.Combine(RepositoryFolder.Path, "tests", "reference", "formats"), asMu: true);

        Assert.Equal(34, scans.Count);
        Assert.All(scans, scan => Assert.True(scan.Mu.Length == scan.Energy.Length && scan.I0.IsEmpty && scan.ITrans.IsEmpty && scan.IFluor.IsEmpty));
    }
}
