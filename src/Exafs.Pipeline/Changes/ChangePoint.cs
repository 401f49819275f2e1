using System.Collections.Immutable;

namespace Exafs.Pipeline.Changes;

/// <summary>
/// Bayesian online change-point detection: the posterior of how many scans ago the last change was. Within a segment the standardised values follow a straight
/// line in the scan number with unit noise, so that a drift is no change. A value: <see cref="Next"/> gives the state after one more.
/// </summary>
/// <remarks>
/// R. P. Adams, D. J. C. MacKay, arXiv:0710.3742 (2007), with a linear-Gaussian segment model (conjugate, exact) and constant hazard. Segments longer than
/// <see cref="LongestKept"/> are one; segments below <see cref="LeastMass"/> are left out. O(segments) a scan.
/// </remarks>
public sealed record ChangePoint
{
    private const int LongestKept = 50;
    private const double LeastMass = 1e-6;

    /// <summary>Prior standard deviations of level, and of slope over ten scans: anywhere, for a segment that begins with a change.</summary>
    private const double Prior = 12, AgeScale = 10;

    /// <summary>Prior of the first segment: the values are deviations from what is expected.</summary>
    private const double QuietPrior = 0.5;

    private readonly ImmutableArray<Segment> _segments = [Segment.New(1, QuietPrior)];

    /// <summary>1/hazard, scans.</summary>
    public required double ScansBetweenChanges { get; init; }

    /// <summary>Probability that the last change was within so many of the latest scans.</summary>
    public double ProbabilityWithin(int scans)
    {
        var mass = 0.0;
        foreach (var segment in _segments)
        {
            if (segment.Age <= scans && !segment.IsFirst) mass += segment.Mass;
        }

        return Math.Min(1, mass);
    }

    /// <param name="z">Deviation from what is expected, in standard errors; what is no number changes nothing.</param>
    public ChangePoint Next(double z)
    {
        if (!double.IsFinite(z)) return this;
        var hazard = 1 / ScansBetweenChanges;
        var fresh = Segment.New(hazard, Prior);

        // Likelihoods relative to the largest, so that none is lost to underflow.
        Span<double> logs = stackalloc double[_segments.Length];
        var freshLog = fresh.LogLikelihood(z);
        var largest = freshLog;
        for (var i = 0; i < logs.Length; i++) largest = Math.Max(largest, logs[i] = _segments[i].LogLikelihood(z));
        var next = new Segment[logs.Length + 1];
        var (count, total) = (0, 0.0);
        Add(fresh.With(z, hazard * Math.Exp(freshLog - largest)));
        for (var i = 0; i < logs.Length; i++) Add(_segments[i].With(z, _segments[i].Mass * (1 - hazard) * Math.Exp(logs[i] - largest)));
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (next[i].Mass > LeastMass * total) next[kept++] = next[i] with { Mass = next[i].Mass / total };
        }

        return new ChangePoint(ImmutableArray.Create(next, 0, kept)) { ScansBetweenChanges = ScansBetweenChanges };

        void Add(Segment segment)
        {
            total += segment.Mass;
            if (count == 0 || segment.Age <= LongestKept || next[count - 1].Age <= LongestKept)
            {
                next[count++] = segment;
                return;
            }

            var last = next[count - 1];
            next[count - 1] = (last.Mass > segment.Mass ? last : segment) with { Mass = last.Mass + segment.Mass };
        }
    }

    public ChangePoint()
    {
    }

    private ChangePoint(ImmutableArray<Segment> segments) => _segments = segments;

    /// <summary>Precision and precision × mean of level and slope after <see cref="Age"/> scans.</summary>
    private readonly record struct Segment(double Mass, int Age, bool IsFirst, double P11, double P12, double P22, double H1, double H2)
    {
        public static Segment New(double mass, double prior) => new(mass, 0, prior == QuietPrior, 1 / (prior * prior), 0, 1 / (prior * prior), 0, 0);

        private double X => Age / AgeScale;

        public double LogLikelihood(double z)
        {
            var determinant = (P11 * P22) - (P12 * P12);
            var mean = (((P22 * H1) - (P12 * H2)) + (X * ((P11 * H2) - (P12 * H1)))) / determinant;
            var variance = 1 + ((P22 - (2 * X * P12) + (X * X * P11)) / determinant);
            return -0.5 * (Math.Log(variance) + ((z - mean) * (z - mean) / variance));
        }

        public Segment With(double z, double mass) => this with
        {
            Mass = mass,
            Age = Age + 1,
            P11 = P11 + 1,
            P12 = P12 + X,
            P22 = P22 + (X * X),
            H1 = H1 + z,
            H2 = H2 + (X * z),
        };
    }
}
