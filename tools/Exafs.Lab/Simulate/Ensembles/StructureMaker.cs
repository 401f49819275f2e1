using System.Collections.Immutable;
using Exafs.Lab.Simulate.Dynamics;
using Exafs.Physics.Libraries;
using Exafs.Physics.Scattering;
using Exafs.Physics.Structures;

namespace Exafs.Lab.Simulate.Ensembles;

/// <summary>From the frames of a run to the structures of a library: EXAFS, radial distribution and labels, all of the same frames.</summary>
/// <param name="config">The recipe.</param>
/// <param name="evaluate">By the scattering data of the library.</param>
/// <param name="evaluateOther">By self-consistent ones.</param>
public sealed class StructureMaker(TrainingConfig config, EvaluatePaths evaluate, EvaluatePaths evaluateOther)
{
    private const double ShellReach = 6;

    /// <summary>What g(R) is given on.</summary>
    public static RadialGrid Grid { get; } = RadialGrid.Between(1.5, 8, 0.02);

    /// <summary>Structure <paramref name="index"/> of a run.</summary>
    /// <exception cref="ArgumentException">The frames have no EXAFS.</exception>
    public StructureSet Make(PlannedRun run, DynamicsOutcome outcome, EnsembleFrames frames, int index, CancellationToken stopping)
    {
        var ensemble = Ensemble.Of(config.Structures, config.Seed, run.Run.Name, index, frames.Count, IsCrystal(outcome.Phase));
        return Make(run, outcome, frames, ensemble, config.Structures.TriangleAbsorbers, config.Structures.GenericAbsorbers, stopping);
    }

    /// <summary>All frames as they were simulated, around many more absorbers.</summary>
    /// <exception cref="ArgumentException">The frames have no EXAFS.</exception>
    public StructureSet MakeReference(PlannedRun run, DynamicsOutcome outcome, EnsembleFrames frames, CancellationToken stopping)
    {
        ImmutableArray<int> all = [.. Enumerable.Range(0, frames.Count)];
        var ensemble = Ensemble.Of(config.Structures, config.Seed, run.Run.Name, -1, frames.Count, crystal: false) with { Frames = all, Scale = 1, Disorder = 0 };
        return Make(run, outcome, frames, ensemble, config.Structures.ReferenceTriangleAbsorbers, config.Structures.ReferenceGenericAbsorbers, stopping);
    }

    private StructureSet Make(PlannedRun run, DynamicsOutcome outcome, EnsembleFrames frames, Ensemble ensemble, int absorbers, int generic, CancellationToken stopping)
    {
        IReadOnlyList<AtomicStructure> structure = frames.Of(ensemble);
        PathSum sum = evaluate(structure, absorbers, generic, ensemble.PathSeed, stopping);
        var distribution = PairDistribution.Of(structure, Grid);
        PhaseVerdict verdict = Phases.Of(structure);
        var crystal = IsCrystal(outcome.Phase);
        var sample = new StructureSample
        {
            Chi = sum.Total,
            ChiGeneric = sum.Generic,
            // The same absorbers: what differs is the scattering alone.
            ChiOtherScattering = run.Split == LibrarySplit.Validation ? evaluateOther(structure, absorbers, generic, ensemble.PathSeed, stopping).Total : [],
            NeighboursPerAngstrom = distribution.NeighboursPerAngstrom,
            Run = run.Index,
            Potential = run.Potential,
            Phase = (int)outcome.Phase,
            Split = run.Split,
            TemperatureKelvin = run.Run.Kelvin,
            Lattice = crystal ? run.Run.LatticeAngstrom * ensemble.Scale : double.NaN,
            Density = distribution.NumberDensity,
            Within32 = distribution.CoordinationNumber(0, 3.2),
            Shells = crystal ? ShellsOf(structure) : [.. Enumerable.Repeat(double.NaN, StructureSet.ShellCount * StructureSet.ShellValues)],
            LocalStructure = [1 - verdict.Crystalline, verdict.Fcc, verdict.Hcp, verdict.Bcc, verdict.Icosahedral],
            Frames = structure.Count,
            Scale = ensemble.Scale,
            DisplacementFactor = ensemble.DisplacementFactor,
            Disorder = ensemble.Disorder,
        };
        return StructureSet.Of(sample, sum.K.AsSpan(), Grid.R.AsSpan());
    }

    private static ImmutableArray<double> ShellsOf(IReadOnlyList<AtomicStructure> structure) =>
        [.. CrystalShells.Of(structure, ShellReach)
            .Concat(Enumerable.Repeat(new Shell(double.NaN, double.NaN, double.NaN, double.NaN), StructureSet.ShellCount))
            .Take(StructureSet.ShellCount)
            .SelectMany(shell => new[] { shell.CoordinationNumber, shell.Distance, shell.Sigma2, shell.ThirdCumulant })];

    private static bool IsCrystal(DynamicsPhase phase) => phase is DynamicsPhase.Bcc or DynamicsPhase.Fcc or DynamicsPhase.Hcp;
}
