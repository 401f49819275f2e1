using System.Collections.Immutable;
using Exafs.Lab.Simulate.Dynamics;
using Exafs.Lab.Simulate.Ensembles;
using Exafs.Physics.Libraries;
using Spectre.Console;

namespace Exafs.Lab.Simulate;

/// <summary>Structures of runs, several runs at once; what is finished is not done again.</summary>
public sealed class StructureStage(TrainingConfig config, RunFiles runs, StructureParts parts, StructureMaker maker, IAnsiConsole people, TimeProvider clock)
{
    /// <summary>Makes what is missing of the runs that are finished.</summary>
    /// <returns>One line for each run whose frames cannot be read.</returns>
    /// <exception cref="IOException">The disk is full, or fails; finished structures stay.</exception>
    /// <exception cref="OperationCanceledException">Stopped; finished structures stay.</exception>
    public ImmutableArray<string> Run(ImmutableArray<PlannedRun> planned, int jobs, CancellationToken stopping)
    {
        var failures = new SortedDictionary<int, string>();
        ImmutableArray<StructurePart> all = [.. planned.SelectMany(run => parts.Of(run))];
        StageProgress.Run(people, clock, "structures", all.Length, all.Sum(WorkOf), progress =>
            Workers.ForEach(planned, jobs, (run, ending) =>
            {
                try
                {
                    Work(run, progress, ending);
                }
                catch (UsageException wrong)
                {
                    lock (failures) failures[run.Index] = wrong.Message;
                }
            }, stopping));
        return [.. failures.Values];
    }

    private void Work(PlannedRun run, StageProgress progress, CancellationToken stopping)
    {
        if (runs.Finished(run) is not { Dropped: null } outcome) return;
        var recipe = parts.RecipeOf(run, outcome, runs.TrajectorySha256(run));
        EnsembleFrames? frames = null;
        var refused = parts.LoadRefusal(run, recipe) is not null;
        foreach (StructurePart part in parts.Of(run))
        {
            stopping.ThrowIfCancellationRequested();
            if (refused || StructureParts.Load(part.File, recipe) is not null)
            {
                progress.Skipped(WorkOf(part));
                continue;
            }

            frames ??= new(runs.Frames(run));
            refused = !Make(run, outcome, frames, part, recipe, stopping);
            progress.Finished(WorkOf(part));
        }
    }

    private bool Make(PlannedRun run, DynamicsOutcome outcome, EnsembleFrames frames, StructurePart part, string recipe, CancellationToken stopping)
    {
        StructureSet structure;
        try
        {
            structure = part.Index is { } index ? maker.Make(run, outcome, frames, index, stopping) : maker.MakeReference(run, outcome, frames, stopping);
        }
        catch (ArgumentException wrong)
        {
            parts.SaveRefusal(run, recipe, wrong.Message);
            return false;
        }

        StructureParts.Save(part.File, structure, recipe);
        return true;
    }

    /// <summary>In units of a structure, about.</summary>
    private double WorkOf(StructurePart part) => part.Index is null
        ? Math.Max(1, config.Structures.ReferenceTriangleAbsorbers / Math.Max(1.0, config.Structures.TriangleAbsorbers))
        : 1;
}
