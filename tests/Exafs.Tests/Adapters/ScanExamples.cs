using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Tests.Adapters;

/// <summary>Scans to send.</summary>
internal static class ScanExamples
{
    public static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public static Scan Scan(int points = 5, string scanId = "scan-1", string runId = "run-1", long sequence = 7) => new()
    {
        RunId = runId,
        ScanId = scanId,
        Sequence = sequence,
        Element = "Fe",
        Edge = "K",
        Direction = ScanDirection.Up,
        PointsPlanned = points,
        Energy = Column(points, i => 7000 + i),
        I0 = Column(points, i => 1e6 - i),
        ITrans = Column(points, i => 5e5 + (i * 0.1)),
        IRefer = Column(points, i => 1e5 + i),
        IFluor = [new Channel("a", "counts", Column(points, i => i)), new Channel("b", "counts", Column(points, i => 2 * i))],
        Time = Column(points, i => 1_772_366_400 + (i * 0.5)),
        StartTime = Start,
        EndTime = Start.AddSeconds((points - 1) * 0.5),
        SampleTemperature = 350.25,
        Channels = [new Channel("heater", "watt", [12.5]), new Channel("pressure", "pascal", Column(points, i => 101325 + i))],
    };

    public static ImmutableArray<double> Column(int points, Func<int, double> value) => [.. Enumerable.Range(0, points).Select(value)];

    /// <summary>Equal in all that the wire carries.</summary>
    public static void AssertEqual(Scan expected, Scan actual)
    {
        Assert.Equal((expected.RunId, expected.ScanId, expected.Sequence), (actual.RunId, actual.ScanId, actual.Sequence));
        Assert.Equal((expected.Element, expected.Edge, expected.Direction), (actual.Element, actual.Edge, actual.Direction));
        Assert.Equal((expected.StartTime, expected.EndTime), (actual.StartTime, actual.EndTime));
        Assert.Equal((expected.PointsPlanned, expected.SampleTemperature), (actual.PointsPlanned, actual.SampleTemperature));
        Assert.Equal([.. expected.Energy], actual.Energy.ToArray());
        Assert.Equal([.. expected.I0], actual.I0.ToArray());
        Assert.Equal([.. expected.ITrans], actual.ITrans.ToArray());
        Assert.Equal([.. expected.IRefer], actual.IRefer.ToArray());
        Assert.Equal([.. expected.Mu], actual.Mu.ToArray());
        Assert.Equal([.. expected.MuReference], actual.MuReference.ToArray());
        Assert.Equal([.. expected.Time], actual.Time.ToArray());
        AssertEqual(expected.IFluor, actual.IFluor);
        AssertEqual(expected.Channels, actual.Channels);
        Assert.Equal(expected.Defect, actual.Defect);
    }

    private static void AssertEqual(ImmutableArray<Channel> expected, ImmutableArray<Channel> actual)
    {
        Assert.Equal(expected.Select(c => (c.Name, c.Unit)), actual.Select(c => (c.Name, c.Unit)));
        Assert.All(expected.Zip(actual), pair => Assert.Equal([.. pair.First.Values], pair.Second.Values.ToArray()));
    }
}
