using System.Collections.Immutable;
using Exafs.Pipeline.Changes;

namespace Exafs.Lab.Detect;

/// <summary>Holds what was announced of a run against what really happened.</summary>
/// <param name="scans">What is true.</param>
/// <param name="said">What was said of those that came.</param>
internal sealed class DetectionJudge(IReadOnlyList<SimulatedScan> scans, IReadOnlyList<SaidOfScan> said)
{
    /// <summary>An announcement belongs to a transition from its first per cent until so many scans after its end.</summary>
    private const int Margin = 40;

    /// <summary>An instrument event is named rightly on its scan or the next.</summary>
    private const int InstrumentMargin = 1;

    private readonly List<(int Index, ChangeEvent Event)> _structural = [.. said.SelectMany(scan => scan.Events.Where(e => e.IsStructural).Select(e => (scan.Index, e)))];
    private readonly HashSet<object> _explained = new(ReferenceEqualityComparer.Instance);

    public DetectionResult Judge(string scenario, ulong seed, double noise, bool withPack, double microseconds)
    {
        ImmutableArray<FoundTransition> transitions = [.. TrueTransitions.Of(scans).Select(transition => Found(transition, withPack))];
        var (unknown, delay) = Unknown(withPack);
        ImmutableArray<int> troubles = [.. Enumerable.Range(0, scans.Count).Where(i => scans[i].Trouble is not null && (i == 0 || scans[i - 1].Trouble != scans[i].Trouble))];
        return new()
        {
            Scenario = scenario,
            Seed = seed,
            Noise = noise,
            WithPack = withPack,
            Scans = scans.Count,
            Transitions = transitions,
            FalseAlarms = _structural.Count(announced => !_explained.Contains(announced.Event)),
            PhaseFractionRmse = Rmse(),
            InstrumentEvents = troubles.Length,
            InstrumentNamed = troubles.Count(Named),
            UnknownFound = unknown,
            UnknownDelayScans = delay,
            Microseconds = microseconds,
            Events = [.. said.SelectMany(scan => scan.Events.Select(e => $"{scan.Index + 1} {e.KindName} {e.Cause}: {e.Detail}"))],
        };
    }

    private FoundTransition Found(TrueTransition transition, bool withPack)
    {
        var cause = withPack ? transition.Cause : "spectrum";
        var onset = Take(ChangeKind.Onset, cause, transition);
        var completion = Take(ChangeKind.Completion, cause, transition);
        var reversal = transition.GoesBack ? Take(ChangeKind.Reversal, cause, transition) : null;
        var found = new FoundTransition
        {
            Cause = transition.Cause,
            Branch = ChangeEvent.NameOf(transition.Branch),
            OnsetFound = onset is not null,
            DelayScans = onset?.Index - transition.TenPerCent,
            DelayKelvin = onset is { } seen ? Math.Abs(scans[seen.Index].Kelvin - scans[transition.TenPerCent].Kelvin) * Math.Sign(seen.Index - transition.TenPerCent) : null,
            TrueTcKelvin = transition.GoesBack ? double.NaN : transition.Kelvin,
            ScanKelvin = Math.Abs(scans[transition.Ended].Kelvin - scans[transition.Begun].Kelvin) / Math.Max(1, transition.Ended - transition.Begun),
            ReversalFound = transition.GoesBack ? reversal is not null : null,
        };
        if (completion is not { } ended) return found;
        found = ended.Event.Transition is { } fit ? found with { TcKelvin = fit.TemperatureKelvin.Value, TcSigmaKelvin = fit.TemperatureKelvin.Sigma } : found;
        if (Moved(ended.Event, ScanFeatures.Within32) is { } within)
            found = found with { Within32Before = within.Before.Value, Within32After = within.After.Value, TrueWithin32Before = scans[transition.Begun].Within32, TrueWithin32After = scans[ended.Index].Within32 };
        if (Moved(ended.Event, ScanFeatures.Volume) is { } volume)
            found = found with { VolumeStepPercent = 100 * ((volume.After.Value / volume.Before.Value) - 1), TrueVolumeStepPercent = VolumeStep(transition) };
        return found;
    }

    // At T_c, by the volumes of either phase at either end, carried there along their own slopes.
    private double VolumeStep(TrueTransition transition)
    {
        double Carried(int from, int step)
        {
            int a = Math.Clamp(from, 0, scans.Count - 1), b = Math.Clamp(from + (10 * step), 0, scans.Count - 1);
            double slope = (scans[b].VolumePerAtom - scans[a].VolumePerAtom) / (scans[b].Kelvin - scans[a].Kelvin);
            return scans[a].VolumePerAtom + ((transition.Kelvin - scans[a].Kelvin) * (double.IsFinite(slope) ? slope : 0));
        }

        return 100 * ((Carried(transition.Ended + 5, 1) / Carried(transition.Begun - 5, -1)) - 1);
    }

    private static MovedFeature? Moved(ChangeEvent change, string name) => change.Moved.FirstOrDefault(moved => moved.Name == name);

    private (int Index, ChangeEvent Event)? Take(ChangeKind kind, string cause, TrueTransition transition)
    {
        foreach (var (index, announced) in _structural)
        {
            if (announced.Kind != kind || (announced.Cause != cause && announced.Cause != "spectrum") || index < transition.Begun || index > transition.Ended + Margin || _explained.Contains(announced)) continue;
            _explained.Add(announced);
            return (index, announced);
        }

        return null;
    }

    // Without a pack every change is one that nothing explains.
    private (bool? Found, int? Delay) Unknown(bool withPack)
    {
        var begun = Enumerable.Range(0, scans.Count).FirstOrDefault(i => scans[i].Oxide >= 0.01, -1);
        if (begun < 0) return (null, null);
        var ten = Enumerable.Range(begun, scans.Count - begun).FirstOrDefault(i => scans[i].Oxide >= 0.1, begun);
        int? delay = null;
        foreach (var (index, announced) in _structural)
        {
            if (index < begun) continue;
            var isIt = withPack ? announced.Kind == ChangeKind.UnknownStructure : announced.Kind == ChangeKind.Onset;
            if (isIt) delay ??= index - ten;
            if (isIt || announced.Cause == (withPack ? "residual" : "spectrum")) _explained.Add(announced);
        }

        return (delay is not null, delay);
    }

    private bool Named(int index) => said.Any(scan =>
        Math.Abs(scan.Index - index) <= InstrumentMargin && scan.Events.Any(e => e.Kind == ChangeKind.Instrument && e.Cause == scans[index].Trouble));

    private double Rmse()
    {
        var (squares, count) = (0.0, 0);
        foreach (var (index, features, _) in said)
        {
            if (features[ScanFeatures.Phase("fcc")].Value is var fcc && !double.IsFinite(fcc)) continue;
            (squares, count) = (squares + ((fcc - scans[index].Fcc) * (fcc - scans[index].Fcc)), count + 1);
        }

        return count == 0 ? double.NaN : Math.Sqrt(squares / count);
    }
}
