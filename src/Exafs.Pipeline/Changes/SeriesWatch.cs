using System.Collections.Immutable;

namespace Exafs.Pipeline.Changes;

/// <summary>
/// The scans of one series, one after the other, and what happens in them: first what the instrument did, then whether features or spectrum depart from what the
/// quiet scans before let expect, then whether that is the onset of a change, its end, its going back, or something that nothing explains. Not thread-safe;
/// the same reports give the same findings, bit for bit.
/// </summary>
public sealed class SeriesWatch(SeriesKey series, ChangeOptions options)
{
    /// <summary>What is new in the spectrum, as a feature for rules and views.</summary>
    public const string SpectralResidual = "spectral_residual";

    private const double WholePart = 0.9;
    private const int UnlikeScans = 12;

    private readonly SpectralWatch _spectrum = new(options);
    private readonly List<FeatureWatch> _features = [];
    private readonly JudgedScans _scans = new(options);
    private readonly Dictionary<string, int> _episodes = [];
    private ImmutableQueue<bool> _shown = [], _departed = [], _unlike = [], _unlikeLately = [];
    private InstrumentWatch _instrument = new(options);
    private StructuralChange? _change;
    private int _number, _judged, _unexplained, _unquiet;
    private bool _isThermal;

    /// <summary>One more finished report.</summary>
    public ScanFindings Next(ScanReport report)
    {
        _number++;
        var features = ScanFeatures.Of(report);
        var events = ImmutableArray.CreateBuilder<ChangeEvent>();
        (_instrument, var troubles) = _instrument.Next(report);
        foreach (var trouble in troubles) Add(events, InstrumentEvent(report, features, trouble));
        if (report is not Analyzed analyzed) return new(report, features, events.ToImmutable());
        if (troubles.Any(trouble => trouble.Cause == InstrumentTrouble.E0Jump) && analyzed.EnergyShift is null && _change is null) Restart(seed: false);
        if (troubles.IsEmpty && Judge(analyzed, ref features) is { } scan) Add(events, _change is null ? Begun(analyzed, features, scan) : Continued(analyzed, features, scan));
        return new(report, features, events.ToImmutable());

        static void Add(ImmutableArray<ChangeEvent>.Builder all, ChangeEvent? one)
        {
            if (one is not null) all.Add(one);
        }
    }

    // Everything that is watched takes the scan in; null where it says nothing at all.
    private JudgedScan? Judge(Analyzed report, ref ScanFeatures features)
    {
        var kelvin = features[ScanFeatures.Temperature].Value;
        if (!_isThermal && _change is null && double.IsFinite(kelvin))
        {
            // From now on temperature is what features are held against; what was learnt against time means nothing any more.
            _isThermal = true;
            if (_judged > 0) Restart(seed: false);
            _features.Clear();
        }

        var isUnlike = IsUnlike(report);

        // What has moved and is confirmed by nothing for as long as a trend is has only drifted.
        var isQuiet = !_features.Any(watch => watch.Moved) && !_spectrum.Departs;
        _unquiet = isQuiet ? 0 : _unquiet + 1;
        var mayLearn = _change is null && (isQuiet || (_unquiet > options.TrendScans && !_spectrum.Departs));
        _spectrum.Next(report.Reduction, _number, mayLearn && (!isUnlike || IsUsuallyUnlike));
        features = features.With(SpectralResidual, new(_spectrum.Part, _spectrum.PartSigma));
        foreach (var (name, least) in WatchedFeatures.Of(features, options.FractionMinimum))
        {
            // Heat alone changes no part of a phase: it has a level, and no slope.
            var xSigma = ScanFeatures.IsPhase(name) ? double.PositiveInfinity : _isThermal ? options.TemperatureSigmaKelvin : 1;
            if (!_features.Exists(watch => watch.Name == name)) _features.Add(new(name, least, xSigma, options));
        }

        var values = new double[_features.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var watch = _features[i];
            values[i] = isUnlike ? double.NaN : features[watch.Name].Value;
            _features[i] = watch.Next(Against(watch.Name, kelvin, _number), values[i], mayLearn);
        }

        if (values.All(double.IsNaN) && double.IsNaN(_spectrum.Part) && report.Reduction.Chi.IsEmpty) return null;
        _judged++;
        var scan = new JudgedScan(_number, report.Scan.ScanId, kelvin, values, _spectrum.Part);
        _scans.Add(scan, inChange: _change is not null);
        _unlike = Push(_unlike, isUnlike);
        _unlikeLately = Push(_unlikeLately, isUnlike, UnlikeScans);
        return scan;
    }

    private ChangeEvent? Begun(Analyzed report, ScanFeatures features, JudgedScan scan)
    {
        if (_judged <= options.BaselineScans) return null;
        var isUnlike = IsUnlike(report);
        var grown = -1;
        for (var i = 0; i < _features.Count; i++)
        {
            var watch = _features[i];
            if (ScanFeatures.IsPhase(watch.Name) && watch.Moved && watch.Value > watch.Expected
                && (grown < 0 || watch.Value - watch.Expected > _features[grown].Value - _features[grown].Expected))
                grown = i;
        }

        // A phase alone may be a whim of the network: the spectrum, or another number, has to agree.
        var agrees = _spectrum.Cusum.Sum > options.CusumThreshold / 2 || _features.Exists(watch => !ScanFeatures.IsPhase(watch.Name) && watch.Moved);
        _shown = Push(_shown, grown >= 0 && agrees && !isUnlike);
        _departed = Push(_departed, _spectrum.Departs);
        if (grown >= 0 && Confirmed(_shown))
            return Onset(report, features, scan, ScanFeatures.PhaseOf(_features[grown].Name), grown);
        var departed = Confirmed(_departed);
        var hasPhases = !IsUsuallyUnlike && _features.Exists(watch => ScanFeatures.IsPhase(watch.Name));
        _unexplained = departed ? _unexplained + 1 : 0;
        return !departed ? null
            : !hasPhases ? Onset(report, features, scan, "spectrum", null)
            : _unexplained > options.ExplanationScans || Confirmed(_unlike) ? Unknown(report, features, scan)
            : null;
    }

    private ChangeEvent? Continued(Analyzed report, ScanFeatures features, JudgedScan scan)
    {
        var change = _change!;
        if (double.IsNaN(change.Of(scan)))
        {
            if (change.Feature is null || !Confirmed(_unlike)) return null;
            _change = change with { IsUnknown = true, Cause = "residual", Feature = null, Latest = [], Farthest = 0 };
            return Announce(report, features, ChangeKind.UnknownStructure, "residual", _scans.FirstOf(_change, scan), 1);
        }

        _change = change = change.Next(scan, options);
        if (change.GoesBack(options))
        {
            _change = change with { IsReversed = true };
            return Announce(report, features, ChangeKind.Reversal, change.Cause, scan, 1);
        }

        // What stands still half way may go on, or back; where it stays there, that is the new state.
        var settled = change.IsSettled(options) && (IsWhole(change, scan) || change.IsReversed || change.HasRested(options));
        if (!settled && change.Count < StructuralChange.LongestScans) return null;
        var isBack = change.IsReversed && change.Latest[^1] < 0.15 * change.Farthest;
        var ended = isBack ? null : Completion(report, features, change);
        Restart(seed: true);
        return ended;
    }

    private static bool IsUnlike(Analyzed report) => report.Structure?.Estimate is { IsOutOfDistribution: true };

    private static bool IsWhole(StructuralChange change, JudgedScan scan) => change.Feature is not { } feature || scan.Values[feature] > WholePart;

    private ChangeEvent Onset(Analyzed report, ScanFeatures features, JudgedScan scan, string cause, int? feature) =>
        Change(report, features, scan, ChangeKind.Onset, cause, feature);

    private ChangeEvent Unknown(Analyzed report, ScanFeatures features, JudgedScan scan) =>
        Change(report, features, scan, ChangeKind.UnknownStructure, "residual", null);

    private ChangeEvent Change(Analyzed report, ScanFeatures features, JudgedScan scan, ChangeKind kind, string cause, int? feature)
    {
        _change = new()
        {
            Cause = cause,
            Feature = feature,
            Baseline = feature is { } index ? _features[index].Expected : 0,
            Sigma = feature is { } same ? _features[same].Sigma : _spectrum.PartSigma,
            IsUnknown = kind == ChangeKind.UnknownStructure,
        };
        var moved = _features.Where(watch => watch.Moved).Select(watch => watch.Probability).DefaultIfEmpty(0).Max();

        // The chance that a sum of quiet deviations comes so high is below exp(−2kS) (Lundberg).
        var spectral = 1 - Math.Exp(-2 * options.CusumReference * _spectrum.Cusum.Sum);
        return Announce(report, features, kind, cause, _scans.FirstOf(_change, scan), Math.Max(moved, kind == ChangeKind.Onset && feature is not null ? 0 : spectral));
    }

    private ChangeEvent Completion(Analyzed report, ScanFeatures features, StructuralChange change)
    {
        var n = options.SettledScans;
        var settled = _scans.All.TakeLast(n).ToArray();
        var begun = _scans.All.TakeWhile(scan => scan.Number < _number - change.Count).Count();
        var from = Math.Max(0, begun - options.TrendScans);
        var branch = _scans.Branch;
        var fitted = _scans.All.Skip(from).Where(scan => double.IsFinite(scan.Kelvin) && double.IsFinite(change.Of(scan))).ToArray();
        var sigma = change.Feature is { } feature ? features[_features[feature].Name].Sigma : double.NaN;
        var fit = branch == Branch.Constant || change.IsReversed
            ? null
            : LogisticFit.Of([.. fitted.Select(scan => scan.Kelvin)], [.. fitted.Select(change.Of)], HalfwayError(change, sigma), options.TemperatureSigmaKelvin);
        var kelvin = settled.Select(scan => scan.Kelvin).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
        var moved = Moved((watch, index) =>
        {
            var (expected, expectedSigma) = watch.Trend.At(Against(watch.Name, kelvin, _number));
            var values = settled.Select(scan => index < scan.Values.Length ? scan.Values[index] : double.NaN).Where(double.IsFinite).ToArray();
            if (values.Length < 2) return null;
            var mean = values.Average();
            return new(watch.Name, new(expected, expectedSigma), new(mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length)));
        });
        return Worded(Event(report, ChangeKind.Completion, change.Cause, settled[0], 1, branch, moved) with
        {
            Transition = fit,
            TemperatureKelvin = fit?.TemperatureKelvin ?? _scans.Temperature(settled[0].Kelvin),
        });
    }

    // The network's own error at half transformed is larger than at either end; at the ends it knows.
    private static double HalfwayError(StructuralChange change, double sigmaNow) => change.Feature is null ? 0.1 * change.Farthest : Math.Max(0.02 * change.Farthest, Math.Min(sigmaNow, 0.05));

    private ChangeEvent Announce(Analyzed report, ScanFeatures features, ChangeKind kind, string cause, JudgedScan first, double confidence)
    {
        var moved = Moved((watch, _) => Math.Abs(watch.Deviations) > options.DeviationsMinimum
            ? new(watch.Name, new(watch.Expected, watch.Sigma), new(watch.Value, features[watch.Name].Sigma))
            : null);
        return Worded(Event(report, kind, cause, first, confidence, _scans.Branch, moved));
    }

    private static ChangeEvent Worded(ChangeEvent change) => change with { Detail = ChangeWords.Of(change) };

    private ImmutableArray<MovedFeature> Moved(Func<FeatureWatch, int, MovedFeature?> moved) =>
        [.. _features.Select((watch, index) => (Feature: moved(watch, index), watch.Sigma))
            .Where(found => found.Feature is { } feature && double.IsFinite(feature.Before.Value) && double.IsFinite(feature.After.Value))
            .OrderByDescending(found => Math.Abs(found.Feature!.Difference.Value) / Math.Max(found.Sigma, 1e-12))
            .Select(found => found.Feature!)];

    private ChangeEvent Event(ScanReport report, ChangeKind kind, string cause, JudgedScan first, double confidence, Branch branch, ImmutableArray<MovedFeature> moved)
    {
        var now = report.Scan.SampleTemperature ?? double.NaN;
        return new()
        {
            Series = series,
            Kind = kind,
            Cause = cause,
            ScanId = report.Scan.ScanId,
            Sequence = report.Scan.Sequence,
            FirstScanId = first.ScanId,
            BeforeScanId = _scans.Before(first),
            Time = report.Scan.MidTime,
            TemperatureKelvin = _scans.Temperature(first.Kelvin),
            Branch = branch,
            Confidence = confidence,
            DelayScans = _number - first.Number,
            DelayKelvin = double.IsFinite(now) && double.IsFinite(first.Kelvin) ? Math.Abs(now - first.Kelvin) : null,
            Moved = moved,
            Detail = "",
        };
    }

    private ChangeEvent? InstrumentEvent(ScanReport report, ScanFeatures features, InstrumentTrouble trouble)
    {
        var isNew = !_episodes.TryGetValue(trouble.Cause, out var last) || _number - last > options.CooldownScans;
        _episodes[trouble.Cause] = _number;
        if (!isNew) return null;
        var here = new JudgedScan(_number, report.Scan.ScanId, features[ScanFeatures.Temperature].Value, [], double.NaN);
        ImmutableArray<MovedFeature> moved = trouble.Feature is { } name && double.IsFinite(trouble.Before) ? [new(name, new(trouble.Before, double.NaN), new(trouble.After, double.NaN))] : [];
        return Event(report, ChangeKind.Instrument, trouble.Cause, here, 1, _scans.Branch, moved) with { Detail = trouble.Detail };
    }

    /// <summary>Another structure is the usual one now; what has settled is the beginning of what is known of it.</summary>
    private void Restart(bool seed)
    {
        var settled = _scans.KeepLast(seed ? options.SettledScans : 0);
        (_change, _judged, _unexplained) = (null, settled.Length, 0);
        (_shown, _departed) = ([], []);
        _spectrum.Restart();
        for (var i = 0; i < _features.Count; i++)
        {
            var old = _features[i];
            var fresh = old.Restarted();
            foreach (var scan in settled)
            {
                if (i < scan.Values.Length) fresh = fresh.Next(Against(old.Name, scan.Kelvin, scan.Number), scan.Values[i], learn: true);
            }

            _features[i] = fresh;
        }
    }

    // Against temperature where one comes, and then a scan without it says nothing; else against time.
    private double Against(string feature, double kelvin, int number) => _isThermal ? ThermalScale.Of(feature, kelvin, options.EinsteinKelvin) : number;

    // Spectra that the networks do not know from the beginning, such as very noisy ones: then they have no say.
    private bool IsUsuallyUnlike => _unlikeLately.Count(unlike => unlike) > UnlikeScans / 2;

    private bool Confirmed(ImmutableQueue<bool> latest) => latest.Count(shown => shown) >= options.ConfirmScans;

    private ImmutableQueue<bool> Push(ImmutableQueue<bool> latest, bool value, int? length = null) =>
        (latest.Count() < (length ?? options.ConfirmOf) ? latest : latest.Dequeue()).Enqueue(value);
}
