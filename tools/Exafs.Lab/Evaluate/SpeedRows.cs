using System.Diagnostics;
using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Physics.Estimates;
using Exafs.Physics.Experiment;
using Exafs.Signal;

namespace Exafs.Lab.Evaluate;

/// <summary>Times on this machine, and that a scan that grows never makes anything throw.</summary>
/// <param name="pack">Under test.</param>
internal sealed class SpeedRows(PackUnderTest pack)
{
    private const int Points = 4096, WarmUp = 20, Scans = 300, Batch = 256;
    private const double KMax = 16, S02 = 0.8, DeltaE0 = 8;

    private static readonly ReductionParameters s_reduction = new() { Rbkg = 1, KWeight = 2, Uncertainties = false };

    /// <summary>Reduction and estimate of one scan after the other; then of one scan at every length.</summary>
    public IEnumerable<Finding> Chain()
    {
        var estimator = pack.For(new BeamlineCalibration { DeltaE0 = DeltaE0, S02 = S02, DeltaE0Sigma = 0.3, S02Sigma = 0.03 });
        var reducer = new Reducer(s_reduction);
        var times = new List<double>();
        for (var i = 0; i < WarmUp + Scans; i++)
        {
            var spectrum = Scan(i);
            var start = Stopwatch.GetTimestamp();
            var estimate = Estimate(reducer, estimator, spectrum);
            if (i >= WarmUp) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (estimate.Estimate is null) throw new UsageException($"a simulated scan is refused: {estimate.Defect!.Detail}");
        }

        var test = $"One scan of {Points} points, reduction and estimate{(pack.HasSecondOpinion ? " with second opinion" : "")}";
        yield return new(test, "p50", Statistics.Quantile(times, 0.5)) { Unit = "ms" };
        yield return new(test, "p99", Statistics.Quantile(times, 0.99)) { Unit = "ms", Pass = Bound.AtMost(20), Stretch = Bound.AtMost(5), Note = $"of {Scans}, one thread{Load()}" };
        yield return Growing(reducer, estimator);
    }

    /// <summary>The networks alone, all of the ensemble.</summary>
    public IEnumerable<Finding> Networks()
    {
        foreach (var name in new[] { "managed", "torch:cpu", "torch:cuda:0" })
        {
            INetwork[] members;
            Finding? absent = null;
            try
            {
                members = [.. pack.Pack.Members.Select(NetworkEngine.Parse(name).Load)];
            }
            catch (NotSupportedException error)
            {
                (members, absent) = ([], new("Networks alone", $"{name}, one scan", double.NaN) { Unit = "µs", Note = $"not on this machine ({error.Message}); where it is: exafs-lab evaluate --pack {pack.Folder}" });
            }

            if (absent is not null) yield return absent;
            else
                foreach (var count in name == "torch:cuda:0" ? [1, 32, 1024] : new[] { 1, Batch })
                    yield return new("Networks alone", $"{name}, {(count == 1 ? "one scan" : $"a scan in batches of {count}")}", Microseconds(members, count)) { Unit = "µs", Note = $"{members.Length} networks, median" };
            foreach (var member in members) member.Dispose();
        }
    }

    /// <summary>What else the machine does: it is most of a p99.</summary>
    private static string Load() => File.Exists("/proc/loadavg") ? $"; load of the machine {File.ReadAllText("/proc/loadavg").Split(' ')[0]}" : "";

    private static double Microseconds(INetwork[] members, int count)
    {
        var shape = members[0].Shape;
        var random = new RandomStream(1, "inputs");
        var inputs = Enumerable.Range(0, count * shape.Inputs).Select(_ => (float)random.Normal()).ToArray();
        var outputs = new float[count * shape.Outputs];
        var times = new List<double>();
        var begin = Stopwatch.GetTimestamp();
        // As often as a third of a second allows, at least a little.
        while (times.Count < WarmUp + 10 || (times.Count < 2000 && Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(0.3)))
        {
            var start = Stopwatch.GetTimestamp();
            foreach (var member in members) member.Forward(inputs, count, outputs);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / count);
        }

        return Statistics.Quantile(times.Skip(WarmUp), 0.5);
    }

    private static EstimateOutcome Estimate(Reducer reducer, IStructureEstimator estimator, Spectrum spectrum)
    {
        var (reduction, defect) = reducer.Reduce(spectrum);
        if ((defect ?? (reduction!.Chi.IsEmpty ? reduction.Limit : null)) is { } fault) return new(null, fault);
        return estimator.Estimate([new(reduction!.Chi) { KStep = reduction.K[1] - reduction.K[0], E0 = reduction.E0, EpsilonK = reduction.Noise?.EpsilonK }])[0];
    }

    private Finding Growing(Reducer reducer, IStructureEstimator estimator)
    {
        var whole = Scan(0);
        var (edge, thrown, refused, estimated, early) = (pack.Features.EdgeEnergy, 0, 0, 0, 0);
        foreach (var end in new[] { -140.0, -50, -10, -1, 0, 1, 5, 20 }.Concat(Enumerable.Range(0, 141).Select(i => Wavenumber.ToEnergy(2 + (0.1 * i)))))
        {
            var count = whole.Energy.TakeWhile(energy => energy <= edge + end).Count();
            try
            {
                var outcome = Estimate(reducer, estimator, new(whole.Energy[..count], whole.Mu[..count]));
                if (outcome.Estimate is null) refused++;
                else estimated++;
                if (outcome.Estimate is null && end >= Wavenumber.ToEnergy(9.2)) early++;
            }
            catch (Exception)
            {
                thrown++;
            }
        }

        return new("A scan that grows, at 149 lengths", "exceptions", thrown) { Digits = 0, Pass = Bound.AtMost(0), Stretch = Bound.AtMost(0), Note = $"{estimated} estimates, {refused} refused with a reason, {early} of these beyond 9.2 Å⁻¹" };
    }

    /// <summary>µ(E) of the library's reference, or else of its first structure, at equal steps of energy, with noise.</summary>
    private Spectrum Scan(int number)
    {
        var set = pack.Library.Reference ?? pack.Library.Training;
        var scale = new TheoryScale(pack.Features);
        double[] theory = [.. set.ChiOf(0).ToArray().Select(value => (double)value)], chi = new double[(int)(KMax / TheoryScale.KStep) + 2];
        scale.ToMeasured(theory, TheoryScale.KStep, DeltaE0, S02, chi);
        var random = new RandomStream(3, $"scan {number}");
        var (from, to) = (-150.0, Wavenumber.ToEnergy(KMax));
        double[] energy = [.. Enumerable.Range(0, Points).Select(i => from + ((to - from) * i / (Points - 1)))];
        return new([.. energy.Select(relative => pack.Features.EdgeEnergy + relative)], [.. energy.Select(relative => Mu(relative) + (3e-4 * random.Normal()))]);

        double Mu(double relative)
        {
            var at = Math.Max(0, Wavenumber.FromEnergy(relative)) / TheoryScale.KStep;
            var below = (int)at;
            var oscillation = chi[below] + ((at - below) * (chi[below + 1] - chi[below]));
            return 1 - (2e-4 * relative) + (0.5 + (Math.Atan(relative / 1.5) / Math.PI)) + (at > 2 / TheoryScale.KStep ? oscillation : 0);
        }
    }
}
