using System.Collections.Immutable;
using Exafs.Pipeline;
using Exafs.Pipeline.Changes;

namespace Exafs.Lab.Detect;

/// <summary>Delay against false alarms, of change detection at several sharpnesses and of plain detectors on the first-shell distance, on the same reports. Counted on heating branches alone: after an alarm a plain detector has no baseline any more.</summary>
internal sealed class DelayCurve
{
    private const int Margin = 40;

    private static readonly double[] s_fractions = [0.01, 0.02, 0.03, 0.06, 0.1, 0.2];
    private static readonly double[] s_limits = [0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08];
    private static readonly double[] s_thresholds = [5, 10, 50, 200, 500, 1000, 2000];

    private readonly SortedDictionary<(string Detector, double Setting), Tally> _tallies = [];

    /// <summary>One run; thread-safe.</summary>
    /// <param name="scans">What is true.</param>
    /// <param name="reports">Of those that came, with their indices.</param>
    public void Add(IReadOnlyList<SimulatedScan> scans, IReadOnlyList<(int Index, ScanReport Report)> reports)
    {
        var transition = TrueTransitions.Of(scans).FirstOrDefault();
        var end = transition is null ? scans.Count : Math.Min(scans.Count, transition.Ended + Margin);
        var known = reports.Where(report => report.Index < end).ToArray();
        double[] r1 = [.. known.Select(report => ScanFeatures.Of(report.Report)[ScanFeatures.R1].Value)];
        foreach (var limit in s_limits) Count(("threshold on R1", limit), PlainDetectors.Threshold(r1, limit).Select(i => known[i].Index));
        foreach (var threshold in s_thresholds) Count(("CUSUM on R1", threshold), PlainDetectors.Cusum(r1, threshold).Select(i => known[i].Index));
        foreach (var fraction in s_fractions)
        {
            var detection = new ChangeDetection(new ChangeOptions { FractionMinimum = fraction, ResidualMinimum = Math.Min(1, 2 * fraction) });
            List<int> alarms = [.. known.Where(report => detection.Next(report.Report).Events.Any(e => e.Kind is ChangeKind.Onset or ChangeKind.UnknownStructure)).Select(report => report.Index)];
            Count(("changes", fraction), alarms);
        }

        void Count((string, double) key, IEnumerable<int> alarms)
        {
            int[] all = [.. alarms];
            var quiet = transition?.Begun ?? end;
            int? delay = transition is null ? null : all.Where(i => i >= transition.Begun).Select(i => (int?)(i - transition.TenPerCent)).FirstOrDefault();
            lock (_tallies)
            {
                if (!_tallies.TryGetValue(key, out var tally)) _tallies[key] = tally = new();
                tally.Quiet += quiet;
                tally.False += all.Count(i => i < quiet);
                if (transition is null) return;
                if (delay is { } late) tally.Delays.Add(late);
                else tally.Missed++;
            }
        }
    }

    public ImmutableArray<DelayPoint> Points() =>
    [
        .. _tallies.Select(pair => new DelayPoint(
            pair.Key.Detector,
            pair.Key.Detector switch { "changes" => $"part of a phase {pair.Key.Setting}", "CUSUM on R1" => $"h = {pair.Key.Setting}", _ => $"{pair.Key.Setting} Å" },
            pair.Value.Delays.Count == 0 ? double.NaN : Evaluate.Statistics.Quantile(pair.Value.Delays.Select(delay => (double)delay), 0.5),
            pair.Value.Missed,
            pair.Value.False,
            1000.0 * pair.Value.False / Math.Max(1, pair.Value.Quiet))),
    ];

    private sealed class Tally
    {
        public List<int> Delays { get; } = [];

        public int Missed { get; set; }

        public int False { get; set; }

        public long Quiet { get; set; }
    }
}
