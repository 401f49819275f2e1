using System.Collections.Immutable;
using System.Globalization;
using Exafs.Lab.Simulate.Dynamics;
using Exafs.Physics.Libraries;

namespace Exafs.Lab.Simulate.Ensembles;

/// <summary>A run of the plan, and how the library counts it.</summary>
/// <param name="Run">What is run.</param>
/// <param name="Index">Of the run in the plan.</param>
/// <param name="Potential">Index of its potential, by name.</param>
/// <param name="Split">What its structures are for.</param>
public sealed record PlannedRun(DynamicsRun Run, int Index, int Potential, LibrarySplit Split)
{
    /// <summary>All runs of a configuration.</summary>
    public static ImmutableArray<PlannedRun> Of(TrainingConfig config)
    {
        ImmutableArray<string> potentials = [.. config.Potentials.Keys];
        return [.. DynamicsPlan.Of(config).Select((run, index) => new PlannedRun(run, index, potentials.IndexOf(run.Potential), SplitOf(config, run)))];
    }

    /// <summary>By the run's name: so a run that is added leaves the others where they are.</summary>
    private static LibrarySplit SplitOf(TrainingConfig config, DynamicsRun run) =>
        run.Set == DynamicsSet.Validation ? LibrarySplit.Validation
        : RandomStream.Of("split", config.Seed.ToString(CultureInfo.InvariantCulture), run.Name).Uniform() < config.Structures.TestShare ? LibrarySplit.Test
        : LibrarySplit.Training;
}
