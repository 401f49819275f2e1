using Exafs.Adapters.Storage;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Monitor.Page;

/// <summary>What is told of a scan beside its arrays; null is what is not known.</summary>
internal sealed record ScanHead
{
    public required string RunId { get; init; }

    public required string ScanId { get; init; }

    /// <summary>Row in the store; null: it is not there yet.</summary>
    public long? Row { get; init; }

    public bool IsGrowing { get; init; }

    public string? Element { get; init; }

    public string? Edge { get; init; }

    public string? Direction { get; init; }

    public long Points { get; init; }

    public int? PointsPlanned { get; init; }

    /// <summary>Middle of the scan, s since 1970 UTC.</summary>
    public double? Time { get; init; }

    public double? SampleTemperatureKelvin { get; init; }

    public double? E0Ev { get; init; }

    public double? EdgeStep { get; init; }

    public double? EpsilonK { get; init; }

    public double? EpsilonR { get; init; }

    public double? KmaxSuggestPerAngstrom { get; init; }

    public double? EnergyShiftEv { get; init; }

    public Defect? Rejected { get; init; }

    public Defect? Limit { get; init; }

    public StructureHead? Structure { get; init; }

    public Defect? NoStructure { get; init; }

    /// <summary>Of a report.</summary>
    public static ScanHead Of(ScanReport report, long? row)
    {
        Scan scan = report.Scan;
        var head = new ScanHead
        {
            RunId = scan.RunId,
            ScanId = scan.ScanId,
            Row = row,
            IsGrowing = scan.IsSnapshot,
            Element = scan.Element,
            Edge = scan.Edge,
            Direction = scan.Direction switch { ScanDirection.Up => "up", ScanDirection.Down => "down", _ => null },
            Points = scan.Energy.IsDefault ? 0 : scan.Energy.Length,
            PointsPlanned = scan.PointsPlanned,
            Time = PageFrame.Seconds(scan.MidTime),
            SampleTemperatureKelvin = PageFrame.Finite(scan.SampleTemperature),
            Rejected = (report as Rejected)?.Defect,
        };
        if (report is not Analyzed { Reduction: var reduction } analyzed)
            return head;
        return head with
        {
            E0Ev = PageFrame.Finite(reduction.E0),
            EdgeStep = PageFrame.Finite(reduction.EdgeStep),
            EpsilonK = PageFrame.Finite(reduction.Noise?.EpsilonK),
            EpsilonR = PageFrame.Finite(reduction.Noise?.EpsilonR),
            KmaxSuggestPerAngstrom = PageFrame.Finite(reduction.Noise?.KMaxSuggested),
            EnergyShiftEv = PageFrame.Finite(analyzed.EnergyShift),
            Limit = reduction.Limit,
            Structure = StructureHead.Of(analyzed.Structure?.Estimate),
            NoStructure = analyzed.Structure?.Defect,
        };
    }

    /// <summary>Of a scan in the store.</summary>
    public static ScanHead Of(StoredScan scan, Physics.Estimates.EstimateOutcome? structure) => new()
    {
        RunId = scan.RunId,
        ScanId = scan.ScanId,
        Row = scan.Row,
        Element = scan.Element,
        Edge = scan.Edge,
        Direction = scan.Direction,
        Points = scan.Points,
        Time = PageFrame.Seconds(scan.MidTime),
        SampleTemperatureKelvin = scan.SampleTemperature,
        E0Ev = scan.E0,
        EdgeStep = scan.EdgeStep,
        EpsilonK = scan.EpsilonK,
        EpsilonR = scan.EpsilonR,
        KmaxSuggestPerAngstrom = scan.KMaxSuggested,
        EnergyShiftEv = scan.EnergyShift,
        Rejected = scan.Reason is { } reason ? new(reason, scan.Detail ?? "") : null,
        Limit = scan.LimitReason is { } limit ? new(limit, "") : null,
        Structure = StructureHead.Of(structure?.Estimate),
        NoStructure = structure?.Defect,
    };
}
