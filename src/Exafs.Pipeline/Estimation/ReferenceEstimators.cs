using Exafs.Physics.Estimates;
using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>
/// An estimator for each series, calibrated on the reference foil of the series' first finished scan whose foil will do. The foil is reduced from the E0 that
/// the series is held to, so that what it tells of the theory's k = 0 holds for the samples behind it. Not thread-safe.
/// </summary>
/// <param name="options">How scans are reduced.</param>
/// <param name="calibrate">Foil → estimator of its series, or why there is none.</param>
public sealed class ReferenceEstimators(AnalysisOptions options, Func<SeriesKey, ChiK, EstimatorChoice> calibrate)
{
    /// <summary>So many series have an estimator at a time, which takes a megabyte or more; then the one longest held is let go, and is calibrated anew where it goes on.</summary>
    public const int HeldSeries = 64;

    private readonly Preparation _preparation = new(options);
    private SeriesMemory<IStructureEstimator> _memory = new() { Most = HeldSeries };
    private int _isToForget;

    /// <summary>Every series is calibrated anew, on the foil of its next finished scan. From any thread.</summary>
    public void CalibrateAnew() => Volatile.Write(ref _isToForget, 1);

    /// <summary>The estimator of the report's series.</summary>
    public EstimatorChoice Choose(Analyzed report)
    {
        if (!report.Scan.IsSnapshot && Interlocked.Exchange(ref _isToForget, 0) == 1)
            _memory = new() { Most = HeldSeries };
        var series = SeriesKey.Of(report.Scan);
        if (_memory.For(series) is { } held)
            return new(held, null);
        if (report.Scan.IsSnapshot)
            return Uncalibrated("the first scan of the series still grows");
        var (chi, defect) = Foil(report);
        if (defect is not null)
            return Uncalibrated($"{defect.Reason}: {defect.Detail}");
        var (estimator, problem) = calibrate(series, chi!);
        if (estimator is null)
            return Uncalibrated($"{problem!.Reason}: {problem.Detail}");
        _memory = _memory.Next(series, estimator);
        return new(estimator, null);
    }

    private (ChiK? Chi, Defect? Defect) Foil(Analyzed report)
    {
        var (spectrum, defect) = _preparation.ReadFoil(report.Scan);
        if (spectrum is null)
            return (null, defect);
        if (options.CorrectEnergyShift && report.EnergyShift is { } by)
            spectrum = spectrum with { Energy = [.. spectrum.Energy.Select(energy => energy + by)] };
        (var reduction, defect) = new Reducer(options.Reduction with { E0 = report.Reduction.E0 }).Reduce(spectrum);
        defect ??= ReductionGate.Judge(reduction!, options.Quality);
        return defect is not null
            ? (null, defect)
            : (new ChiK(reduction!.Chi) { KStep = reduction.K[1] - reduction.K[0], E0 = reduction.E0, EpsilonK = reduction.Noise?.EpsilonK }, null);
    }

    private static EstimatorChoice Uncalibrated(string why) => new(null, new Defect("not_calibrated", why));
}
