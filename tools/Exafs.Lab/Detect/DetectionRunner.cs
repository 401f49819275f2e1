using System.Diagnostics;
using Exafs.Lab.Heat;
using Exafs.Pipeline;
using Exafs.Pipeline.Changes;

namespace Exafs.Lab.Detect;

/// <summary>Sends simulated runs through the chain and through detection, and judges what is said. Two at a time: the runs know nothing of each other.</summary>
/// <param name="chain">From scan to report.</param>
/// <param name="curve">Takes the runs in that the delay curve is made of; null: none is made.</param>
internal sealed class DetectionRunner(DetectionChain chain, DelayCurve? curve)
{
    /// <param name="config">What happens.</param>
    /// <param name="seed">Of everything that is drawn.</param>
    /// <param name="withPack">False: as for a material without a pack.</param>
    public DetectionResult Run(HeatingConfig config, ulong seed, bool withPack)
    {
        var report = chain.NewRun(withPack);
        var detection = new ChangeDetection(new());
        var scans = new List<SimulatedScan>(config.Scans);
        var said = new List<SaidOfScan>(config.Scans);
        var reports = new List<(int, ScanReport)>();
        var times = new List<double>(config.Scans);
        var isOfCurve = curve is not null && withPack && config.Noise == DetectionReport.MainNoise && config.Scenario is "heating" or "constant" or "drift";
        foreach (var (scan, delivery, truth) in new HeatingRun(config, seed).Scans())
        {
            var index = scans.Count;
            scans.Add(SimulatedScan.Of(truth));
            if (delivery != Delivery.Sent) continue;
            var finished = report(scan);
            var start = Stopwatch.GetTimestamp();
            var findings = detection.Next(finished);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            said.Add(new(index, findings.Features, findings.Events));
            if (isOfCurve) reports.Add((index, finished));
        }

        if (isOfCurve) curve!.Add(scans, reports);
        return new DetectionJudge(scans, said).Judge(config.Scenario, seed, config.Noise, withPack, DetectionReport.Median(times));
    }
}
