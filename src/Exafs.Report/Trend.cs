using System.Collections.Immutable;
using Exafs.Physics.Estimates;
using Exafs.Pipeline.Changes;
using Exafs.Report.Plot;

namespace Exafs.Report;

/// <summary>A number of each scan against temperature, leg by leg, or against the number of the scan where there is no ramp: dots, and a band of one standard error.</summary>
internal sealed class Trend(ReportRun run)
{
    /// <summary>Dots of a leg; of more scans neighbours are averaged.</summary>
    public const int LargestPoints = 300;

    /// <summary>So many on either side, of which a band is the mean.</summary>
    private const int Neighbours = 2;

    /// <summary>In standard errors of the difference.</summary>
    private const double Agreement = 2;

    /// <summary>What stands to the right.</summary>
    public Axis X { get; } = run.HasRamp ? new("*T* (K)") : new("scan");

    /// <summary>A panel with heating and cooling in two colours.</summary>
    public Panel Panel(string title, string label, Func<ReportScan, Uncertain> number, (double Min, double Max)? limits = null)
    {
        var (low, high) = limits ?? Limits(run.Scans.Where(scan => scan.IsTrusted || !run.HasStructures).Select(number));
        return new(title, X, new(label) { Min = low, Max = high }, [.. Distrusted(number), .. Both(number), .. run.HasRamp ? Marks.ByTemperature(run) : Marks.ByScan(run)]);
    }

    /// <summary>Heating and cooling.</summary>
    public IEnumerable<Layer> Both(Func<ReportScan, Uncertain> number)
    {
        foreach (var legs in run.Legs.GroupBy(leg => leg.Branch))
        {
            var named = false;
            foreach (Leg leg in legs)
            {
                foreach (Layer layer in Layers(leg, number, Marks.ColourOf(leg.Branch), named || leg.Branch == Branch.Constant ? null : ChangeEvent.NameOf(leg.Branch))) yield return layer;
                named = true;
            }
        }
    }

    /// <summary>One leg in one colour.</summary>
    public IEnumerable<Layer> Layers(Leg leg, Func<ReportScan, Uncertain> number, string colour, string? name)
    {
        var points = Averaged([.. Points(leg.First, leg.Last, number, scan => scan.IsTrusted || scan.Outcome is null)]);
        if (points.Length == 0) yield break;
        ImmutableArray<double> x = [.. points.Select(point => point.X)];
        var band = Smoothed(points);
        if (points.Any(point => double.IsFinite(point.Y.Sigma)))
            yield return new BandLayer(null, colour, x, [.. band.Select(y => y.Value - y.Sigma)], [.. band.Select(y => y.Value + y.Sigma)]) { Opacity = 0.2 };
        yield return new PointLayer(name, colour, x, [.. points.Select(point => point.Y.Value)]) { Diameter = points.Length > 120 ? 2.4 : 3.6, Opacity = 0.85 };
    }

    /// <summary>What all but a few of the values and their errors need of an axis.</summary>
    public static (double? Min, double? Max) Limits(IEnumerable<Uncertain> numbers)
    {
        var known = numbers.Where(number => double.IsFinite(number.Value)).ToArray();
        if (known.Length == 0) return (null, null);
        double[] lows = [.. known.Select(number => number.Value - Known(number.Sigma)).Order()], highs = [.. known.Select(number => number.Value + Known(number.Sigma)).Order()];
        var (low, high) = (lows[lows.Length / 100], highs[^((highs.Length / 100) + 1)]);
        var margin = Math.Max(0.08 * (high - low), 1e-9);
        return Ticks.Widened(low - margin, high + margin, 10);
    }

    /// <summary>The mean of a few neighbours, so that the band is not as rugged as the dots; of those alone that agree within their errors, so that a step stays a step.</summary>
    private static Uncertain[] Smoothed((double X, Uncertain Y)[] points) => [.. points.Select((_, i) =>
    {
        Uncertain own = points[i].Y;
        var near = points[Math.Max(0, i - Neighbours)..Math.Min(points.Length, i + Neighbours + 1)]
            .Where(point => point.Y == own || Math.Abs(point.Y.Value - own.Value) <= Agreement * double.Hypot(Known(point.Y.Sigma), Known(own.Sigma))).ToArray();
        return new Uncertain(near.Average(point => point.Y.Value), near.Average(point => Known(point.Y.Sigma)));
    })];

    private static double Known(double sigma) => double.IsFinite(sigma) ? sigma : 0;

    private IEnumerable<Layer> Distrusted(Func<ReportScan, Uncertain> number)
    {
        var points = Points(0, run.Scans.Length - 1, number, scan => scan.Outcome is not null && !scan.IsTrusted).ToArray();
        if (points.Length > 0) yield return new PointLayer("unlike the training set", Palette.AxisLine, [.. points.Select(point => point.X)], [.. points.Select(point => point.Y.Value)]) { Diameter = 2.4, Opacity = 0.6 };
    }

    private IEnumerable<(double X, Uncertain Y)> Points(int first, int last, Func<ReportScan, Uncertain> number, Func<ReportScan, bool> which)
    {
        for (var i = first; i <= last; i++)
        {
            ReportScan scan = run.Scans[i];
            var (x, y) = (run.HasRamp ? scan.Temperature : scan.Number, number(scan));
            if (which(scan) && double.IsFinite(x) && double.IsFinite(y.Value)) yield return (x, y);
        }
    }

    /// <summary>Ascending in x, no more than are seen; the error stays that of one scan.</summary>
    private static (double X, Uncertain Y)[] Averaged((double X, Uncertain Y)[] points)
    {
        Array.Sort(points, (a, b) => a.X.CompareTo(b.X));
        var size = (points.Length + LargestPoints - 1) / LargestPoints;
        return size <= 1 ? points : [.. points.Chunk(size).Select(chunk => (chunk.Average(point => point.X), new Uncertain(chunk.Average(point => point.Y.Value), chunk.Average(point => point.Y.Sigma))))];
    }
}
