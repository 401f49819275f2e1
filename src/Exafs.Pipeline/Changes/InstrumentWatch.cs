using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Pipeline.Changes;

/// <summary>What the instrument did, so that it is never taken for a change of the structure. A value: <see cref="Next"/> gives the state after one more report, and what was wrong with it.</summary>
public sealed record InstrumentWatch
{
    private const double SpikeDeviations = 12, SpikeLeast = 0.01, JumpDeviations = 6, LostPart = 0.3, StepForgets = 0.999;

    /// <summary>On the edge itself, eV, a small shift of the energies looks like a spike: there it has to be larger.</summary>
    private const double EdgeRange = 30, SpikeOnEdge = 0.05;
    private const int Remembered = 12;

    private readonly ChangeOptions _options;
    private ImmutableQueue<bool> _dips = [], _spikes = [];

    public InstrumentWatch(ChangeOptions options) => _options = options;

    // The last scan that nothing was wrong with.
    private Analyzed? Last { get; init; }

    private ImmutableArray<double> LastFoil { get; init; } = [];

    private bool Passed { get; init; }

    // The largest lately: a sample that slides away must not take its own measure with it.
    private double UsualStep { get; init; }

    /// <summary>The state after one more report, and what was wrong, the most serious first.</summary>
    public (InstrumentWatch Next, ImmutableArray<InstrumentTrouble> Troubles) Next(ScanReport report)
    {
        if (report is Rejected rejected) return (this, Refused(rejected.Defect));
        var analyzed = (Analyzed)report;
        var troubles = ImmutableArray.CreateBuilder<InstrumentTrouble>();
        var foil = Foil(analyzed.Scan);
        var comparable = Last is { } last && SameEnergies(last.Reduction.Energy, analyzed.Reduction.Energy) ? last : null;
        if (Last is not null) AddStep(Last.Reduction.EdgeStep, analyzed.Reduction.EdgeStep, troubles);
        if (comparable is not null) AddShift(comparable, analyzed, foil, troubles);

        // What happens on every other scan is how this beamline is, and no event; the scan counts.
        var dip = Readings.Dip(analyzed.Scan.I0);
        var dips = Push(_dips, dip > _options.TopUpDip);
        if (dip > _options.TopUpDip && !IsUsual(_dips)) troubles.Add(new(InstrumentTrouble.TopUp, $"I0 falls by {100 * dip:f0} % within the scan and comes back"));
        var spikes = _spikes;
        if (comparable is not null && !troubles.Any(trouble => trouble.Cause == InstrumentTrouble.E0Jump))
        {
            var spike = Spike("µ", comparable.Reduction.Norm, analyzed.Reduction.Norm, analyzed)
                ?? (foil.Length == LastFoil.Length && foil.Length == analyzed.Reduction.Energy.Length ? Spike("the reference's µ", LastFoil, foil, analyzed) : null);
            spikes = Push(_spikes, spike is not null);
            if (spike is not null && !IsUsual(_spikes)) troubles.Add(spike);
        }

        // A passing trouble does not become what the next scan is held against; one that stays does.
        var passes = troubles.Any(trouble => !trouble.Lasts) && !Passed && Last is not null;
        var next = this with { _dips = dips, _spikes = spikes, Passed = passes, UsualStep = Math.Max(UsualStep * StepForgets, analyzed.Reduction.EdgeStep) };
        return (passes ? next : next with { Last = analyzed, LastFoil = foil }, troubles.ToImmutable());
    }

    private static bool IsLoss(Defect defect) => defect.Reason is "no_edge" or "before_edge";

    private ImmutableArray<InstrumentTrouble> Refused(Defect defect) => IsLoss(defect)
        ? [new(InstrumentTrouble.SampleLoss, $"no sample in the beam: {defect.Detail}", Lasts: true, Last?.Reduction.EdgeStep ?? double.NaN, 0)]
        : [new(defect.Reason, defect.Detail)];

    private void AddStep(double before, double now, ImmutableArray<InstrumentTrouble>.Builder troubles)
    {
        var change = Math.Log(now / before);
        if (now < LostPart * UsualStep) troubles.Add(new(InstrumentTrouble.SampleLoss, $"the edge step falls from {UsualStep:g4} to {now:g4}: the sample leaves the beam", Lasts: true, UsualStep, now));
        else if (Math.Abs(change) > _options.EdgeStepJump) troubles.Add(new(InstrumentTrouble.EdgeStepJump, $"the edge step jumps from {before:g4} to {now:g4}", Lasts: true, before, now));
    }

    // The foil tells what the monochromator did; without one the sample's own edge is all there is.
    private void AddShift(Analyzed before, Analyzed now, ImmutableArray<double> foil, ImmutableArray<InstrumentTrouble>.Builder troubles)
    {
        var energy = now.Scan.Energy;
        var ofFoil = foil.Length == energy.Length && LastFoil.Length == foil.Length;
        var (shift, sigma) = ofFoil
            ? Readings.Shift(energy, foil, LastFoil, now.Reduction.E0)
            : Readings.Shift(now.Reduction.Energy, now.Reduction.Norm, before.Reduction.Norm, now.Reduction.E0);
        if (Math.Abs(shift) > _options.E0JumpEv && Math.Abs(shift) > JumpDeviations * sigma)
            troubles.Insert(0, new(InstrumentTrouble.E0Jump, $"the edge of {(ofFoil ? "the reference foil" : "the sample")} jumps by {shift:+0.00;-0.00} ± {sigma:f2} eV", Lasts: true, 0, shift));
    }

    private static InstrumentTrouble? Spike(string what, ImmutableArray<double> before, ImmutableArray<double> now, Analyzed scan)
    {
        if (before.Length != now.Length || now.Length < 20) return null;
        var (deviations, point) = Readings.Spike(now, before);
        double energy = scan.Reduction.Energy[point], size = Math.Abs(now[point] - before[point]);
        return deviations > SpikeDeviations && size > (Math.Abs(energy - scan.Reduction.E0) < EdgeRange ? SpikeOnEdge : SpikeLeast)
            ? new(InstrumentTrouble.Glitch, $"{what} at {energy:f1} eV is off by {size:g2} for a point or two")
            : null;
    }

    private static ImmutableArray<double> Foil(Scan scan)
    {
        if (!scan.MuReference.IsDefaultOrEmpty) return scan.MuReference;
        if (scan.ITrans.IsDefaultOrEmpty || scan.IRefer.IsDefaultOrEmpty || scan.ITrans.Length != scan.IRefer.Length) return [];
        var mu = ImmutableArray.CreateBuilder<double>(scan.ITrans.Length);
        for (var i = 0; i < scan.ITrans.Length; i++)
        {
            var ratio = scan.ITrans[i] / scan.IRefer[i];
            if (!(ratio > 0) || double.IsInfinity(ratio)) return [];
            mu.Add(Math.Log(ratio));
        }

        return mu.MoveToImmutable();
    }

    private static bool SameEnergies(ImmutableArray<double> a, ImmutableArray<double> b)
    {
        if (a.Length != b.Length || a.Length < 20) return false;
        for (var i = 0; i < a.Length; i++)
        {
            if (Math.Abs(a[i] - b[i]) > 3) return false; // they are shifted, not others
        }

        return true;
    }

    private static bool IsUsual(ImmutableQueue<bool> latest) => latest.Count(was => was) > Remembered / 2;

    private static ImmutableQueue<bool> Push(ImmutableQueue<bool> latest, bool value) =>
        (latest.Count() < Remembered ? latest : latest.Dequeue()).Enqueue(value);
}
