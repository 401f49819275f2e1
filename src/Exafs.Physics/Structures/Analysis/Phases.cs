using System.Collections.Immutable;

namespace Exafs.Physics.Structures;

/// <summary>Tells which phase a run is, so that one that changed or melted is recognised.</summary>
/// <remarks>Positions are averaged over the frames first: what is left of the heat does not disturb the analysis of common neighbours. A dozen frames that know little of each
/// other suffice at 2/3 of the melting point. What is no crystal flows if its atoms went farther between the halves of the run than a crystal lets them
/// (⟨u²⟩ of a crystal that melts is 0.02 d² to 0.03 d², Lindemann's criterion; twice that between two moments).</remarks>
public static class Phases
{
    // Half of the atoms at least are in a crystal, or it is none; of those, this share are in the same one.
    private const double CrystallineShare = 0.5;
    private const double PureShare = 0.75;

    // With fewer than these in crystals there is nothing beside the liquid or the glass.
    private const double TraceShare = 0.25;
    private const double FlowingDisplacement = 0.15;

    // Without neighbours on one side: their mean lies off the atom by more than this part of their distance.
    private const double SurfaceOffset = 0.2;

    /// <summary>The phase of one run, or of one part of it.</summary>
    public static PhaseVerdict Of(IReadOnlyList<AtomicStructure> frames)
    {
        var motion = AtomicMotion.Of(frames);
        AtomicStructure mean = motion.Mean;
        NeighbourList near = NearestFourteen.Of(mean);
        ImmutableArray<LocalStructure> found = CommonNeighbourAnalysis.Classify(mean, near);
        var free = mean.Cell is not { PeriodicA: true, PeriodicB: true, PeriodicC: true };
        var judged = found.Where((_, atom) => !free || IsInside(near.Of(atom))).ToArray();
        double Share(LocalStructure kind) => judged.Length == 0 ? 0 : judged.Count(one => one == kind) / (double)judged.Length;

        var verdict = new PhaseVerdict(PhaseLabel.Disordered, judged.Length, Share(LocalStructure.Bcc), Share(LocalStructure.Fcc), Share(LocalStructure.Hcp),
            Share(LocalStructure.Icosahedral), Displacement(motion, frames, near));
        return verdict with { Label = Label(verdict) };
    }

    /// <summary>The phases of so many parts of a run, in the order of time: they differ if it changed on its way.</summary>
    public static ImmutableArray<PhaseVerdict> Of(IReadOnlyList<AtomicStructure> frames, int parts)
    {
        if (parts < 1 || parts > frames.Count) throw new ArgumentOutOfRangeException(nameof(parts), parts, $"{frames.Count} frames do not make so many parts");
        return [.. Enumerable.Range(0, parts).Select(part => Of([.. frames.Take(((part + 1) * frames.Count) / parts).Skip((part * frames.Count) / parts)]))];
    }

    private static PhaseLabel Label(PhaseVerdict verdict)
    {
        if (verdict.Crystalline < TraceShare) return verdict.MeanSquareDisplacement > FlowingDisplacement ? PhaseLabel.Liquid : PhaseLabel.Disordered;
        if (verdict.Crystalline < CrystallineShare) return PhaseLabel.Mixed;
        var pure = PureShare * verdict.Crystalline;
        return verdict.Bcc >= pure ? PhaseLabel.Bcc
            : verdict.Fcc >= pure ? PhaseLabel.Fcc
            : verdict.Hcp >= pure ? PhaseLabel.Hcp
            : verdict.Icosahedral >= pure ? PhaseLabel.Icosahedral
            : PhaseLabel.Mixed;
    }

    private static bool IsInside(ReadOnlySpan<Neighbour> near)
    {
        if (near.Length < 12) return false;
        double reach = 0;
        foreach (Neighbour neighbour in near[..8]) reach += 1.35 * neighbour.Distance / 8;
        Vector sum = default;
        double lengths = 0;
        foreach (Neighbour neighbour in near)
        {
            if (neighbour.Distance > reach) break;
            sum += neighbour.Displacement;
            lengths += neighbour.Distance;
        }

        return sum.Length < SurfaceOffset * lengths;
    }

    /// <summary>Mean over all pairs of frames half a run apart, over the squared distance of nearest neighbours in the first frame.</summary>
    private static double Displacement(AtomicMotion motion, IReadOnlyList<AtomicStructure> frames, NeighbourList near)
    {
        var half = frames.Count / 2;
        if (half == 0) return double.NaN;
        var squares = Enumerable.Range(0, frames.Count - half).Average(frame => motion.MeanSquareDisplacement(frame, frame + half));
        NeighbourList first = NeighbourList.Of(frames[0], near.Cutoff);
        var nearest = Enumerable.Range(0, motion.Mean.Count).Where(atom => first.Of(atom).Length > 0).Select(atom => first.Of(atom)[0].Distance).DefaultIfEmpty(double.NaN).Average();
        return squares / (nearest * nearest);
    }
}
