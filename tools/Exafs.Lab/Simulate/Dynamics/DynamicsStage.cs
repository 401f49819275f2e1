using System.Collections.Concurrent;
using System.Collections.Immutable;
using Exafs.Physics.Structures;
using Spectre.Console;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>All runs of a configuration, several processes side by side, each in its folder below dynamics/ of the output.</summary>
public sealed class DynamicsStage(TrainingConfig config, string output, IAnsiConsole people, TimeProvider clock)
{
    private readonly MolecularDynamics dynamics = new(config);

    /// <summary>The folder of a run.</summary>
    public string FolderOf(DynamicsRun run) => Path.Combine(output, "dynamics", run.Name);

    /// <summary>The frames of a finished run.</summary>
    public Trajectory FramesOf(DynamicsRun run) => dynamics.Frames(FolderOf(run));

    /// <summary>Every outcome, in the order of <paramref name="runs"/>; those of an earlier time are only read.</summary>
    /// <exception cref="UsageException">No run can be made so, or the disk is full; finished runs stay.</exception>
    /// <exception cref="OperationCanceledException">Stopped; finished runs stay.</exception>
    public ImmutableArray<DynamicsOutcome> Run(ImmutableArray<DynamicsRun> runs, int processes, CancellationToken stopping)
    {
        var outcomes = new ConcurrentDictionary<string, DynamicsOutcome>();
        foreach (DynamicsRun run in runs)
            if (dynamics.Finished(run, FolderOf(run)) is { } outcome) outcomes[run.Name] = outcome;
        ImmutableArray<DynamicsRun> remaining = [.. runs.Where(run => !outcomes.ContainsKey(run.Name))];
        if (!remaining.IsEmpty) RunRemaining(remaining, processes, outcomes, stopping);
        return [.. runs.Select(run => outcomes[run.Name])];
    }

    private void RunRemaining(ImmutableArray<DynamicsRun> remaining, int processes, ConcurrentDictionary<string, DynamicsOutcome> outcomes, CancellationToken stopping)
    {
        try
        {
            foreach (DynamicsRun run in remaining.DistinctBy(run => run.Potential)) Try(run, stopping);
            StageProgress.Run(people, clock, "molecular dynamics", remaining.Length, remaining.Sum(Cost), progress =>
                Workers.ForEach(remaining, processes, (run, ending) =>
                {
                    outcomes[run.Name] = dynamics.Run(run, FolderOf(run), ending);
                    progress.Finished(Cost(run));
                }, stopping));
        }
        catch (IOException full)
        {
            throw new UsageException(full.Message);
        }
    }

    /// <summary>In a folder that is gone afterwards: several shares may try the same one.</summary>
    private void Try(DynamicsRun run, CancellationToken stopping)
    {
        var folder = Directory.CreateTempSubdirectory("exafs-potential-").FullName;
        try
        {
            dynamics.Try(run, folder, stopping);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>About how long it takes, µs.</summary>
    private double Cost(DynamicsRun run) =>
        StartingStructure.Of(run, config.AtomicNumber).Count * (double)run.Steps * config.Potentials[run.Potential].MicrosecondsPerAtomStep;
}
