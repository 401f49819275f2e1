using System.Collections.Immutable;
using Exafs.Physics.Scattering;
using Exafs.Physics.Structures;
using Exafs.Report.Plot;

namespace Exafs.Lab.Show;

/// <summary>Frames of one file of atoms as a row of panels: k²χ(k) and |χ(R)| by the path engine, and where the neighbours are.</summary>
internal static class AtomsPanels
{
    /// <summary>More frames of a trajectory than these are left out, evenly.</summary>
    public const int MostFrames = 40;

    /// <summary>Absorbers of multiple scattering and of the paths over three different atoms.</summary>
    private const int Absorbers = 300, GenericAbsorbers = 16;

    private const double ShellReach = 6;

    /// <param name="name">Of the file.</param>
    /// <param name="all">Its frames.</param>
    /// <param name="engine">Of the pack; null: the neighbours alone are drawn.</param>
    /// <param name="stopping">Looked at before every atom.</param>
    /// <exception cref="ArgumentException">The frames do not fit together, or not to the engine.</exception>
    public static IEnumerable<Panel> Of(string name, ImmutableArray<AtomicStructure> all, PathEngine? engine, CancellationToken stopping)
    {
        var count = Math.Min(MostFrames, all.Length);
        ImmutableArray<AtomicStructure> frames = [.. Enumerable.Range(0, count).Select(i => all[i * all.Length / count])];
        Panel neighbours = Neighbours(name, frames);
        if (engine is null) return [neighbours];

        PathSum sum = engine.Evaluate(frames, Absorbers, GenericAbsorbers, seed: 1, stopping);
        var curves = new Curves(sum.K);
        double[] single = [.. sum.Single], total = [.. sum.Total];
        return
        [
            new(name, Curves.KAxis, Curves.KSquaredChiAxis, [curves.KSquaredChi("single scattering", Palette.Accent, single) with { Width = 1.2 }, curves.KSquaredChi("all paths", Palette.Ink, total)]),
            new($"{frames[0].Count} atoms, {frames.Length} of {all.Length} frames", Curves.RAxis, Curves.ChiRAxis, [curves.ChiR("single scattering", Palette.Accent, single) with { Width = 1.2 }, curves.ChiR("all paths", Palette.Ink, total)]),
            neighbours,
        ];
    }

    private static Panel Neighbours(string name, ImmutableArray<AtomicStructure> frames)
    {
        var distribution = PairDistribution.Of(frames, RadialGrid.Between(1.5, 8, 0.02));
        PhaseVerdict phase = Phases.Of(frames);
        var crystal = phase.Label is not (PhaseLabel.Liquid or PhaseLabel.Disordered);
        ImmutableArray<Shell> shells = crystal ? CrystalShells.Of(frames, ShellReach) : [Shells.First(distribution)];
        shells = [.. shells.Where(shell => shell.CoordinationNumber > 0)];
        var first = shells.IsEmpty ? "no neighbours" : $"{shells[0].CoordinationNumber:F1} at {shells[0].Distance:F3} Å, σ² {shells[0].Sigma2:F4} Å²";
        return new($"{phase.Label.ToString().ToLowerInvariant()}: {first}", Curves.DistanceAxis, Curves.NeighboursAxis,
            [
                new LineLayer(null, Palette.Series[0], distribution.Grid.R, distribution.NeighboursPerAngstrom),
                new MarkLayer(null, Palette.Muted, [.. shells.Select(shell => shell.Distance)], [.. shells.Select((shell, i) => i == 0 ? $"*N* = {shell.CoordinationNumber:F1}" : $"{shell.CoordinationNumber:F1}")]),
            ]);
    }
}
