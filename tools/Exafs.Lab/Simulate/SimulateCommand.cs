using System.Collections.Immutable;
using System.CommandLine;
using Exafs.Lab.Programs;
using Exafs.Lab.Simulate.Dynamics;
using Exafs.Lab.Simulate.Ensembles;
using Exafs.Physics.Libraries;
using Spectre.Console;

namespace Exafs.Lab.Simulate;

/// <summary>exafs-lab simulate: from a configuration to a library of structures with their EXAFS.</summary>
public sealed class SimulateCommand(IAnsiConsole people, TimeProvider clock)
{
    public static Command Define(IAnsiConsole people, CancellationToken stopping)
    {
        var config = new Option<string>("--config") { Description = "What the library is made of, such as config/training/fe.json.", Required = true };
        var output = new Option<string>("--output") { Description = "Folder; what it holds already is not done again. The library is in its folder library.", Required = true };
        var stage = new Option<SimulateStage>("--stage") { Description = "dynamics, structures (of the runs that are finished), merge (of all structures, once they are there), or all.", DefaultValueFactory = _ => SimulateStage.All };
        var shard = new Option<string>("--shard") { Description = "A share of the runs, such as 3/8; the share that ends last joins all.", DefaultValueFactory = _ => "1/1" };
        var jobs = new Option<int>("--jobs") { Description = "How many runs at once; absent: one a core.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("simulate", "Makes a library of structures with their EXAFS: molecular dynamics, χ(k), g(R). Goes on where it was stopped.") { config, output, stage, shard, jobs };
        command.SetAction(parsed => new SimulateCommand(people, TimeProvider.System).Run(
            parsed.GetValue(config)!, parsed.GetValue(output)!, parsed.GetValue(stage), Shard.Parse(parsed.GetValue(shard)!), parsed.GetValue(jobs), stopping));
        return command;
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The configuration is wrong, a program is missing, the disk is full.</exception>
    public int Run(string configFile, string output, SimulateStage stage, Shard shard, int jobs, CancellationToken stopping)
    {
        if (jobs < 1) throw new UsageException($"--jobs: {jobs} is not at least 1");
        var config = TrainingConfig.Load(configFile);
        try
        {
            Directory.CreateDirectory(output);
            return Run(config, new SimulateFolder(Path.GetFullPath(output)), stage, shard, jobs, stopping);
        }
        catch (OperationCanceledException)
        {
            people.Say("Stopped; what is finished stays, and the same command goes on.");
            return ExitCode.SomeFailed;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{error.Message.TrimEnd('.')}. What is finished stays, and the same command goes on.");
        }
    }

    private int Run(TrainingConfig config, SimulateFolder folder, SimulateStage stage, Shard shard, int jobs, CancellationToken stopping)
    {
        ImmutableArray<PlannedRun> all = PlannedRun.Of(config);
        ImmutableArray<PlannedRun> mine = [.. shard.Of(all)];
        var runs = new RunFiles(config, folder);
        var sessions = new Sessions(folder, clock);
        var (dynamics, structures) = (stage is SimulateStage.Dynamics or SimulateStage.All, stage is SimulateStage.Structures or SimulateStage.All);
        if (dynamics) LammpsProgram.Version(stopping);

        // Before hours of dynamics: without FEFF there is nothing to make of them.
        ScatteringFiles? scattering = stage == SimulateStage.Dynamics ? null : new ScatteringStage(config, folder, people).Run(stopping);
        if (dynamics)
        {
            var stageOfRuns = new DynamicsStage(config, folder.Root, people, clock);
            sessions.Time("dynamics", jobs, () => stageOfRuns.Run([.. mine.Select(run => run.Run)], jobs, stopping), () => stageOfRuns.Made);
            Report(mine, runs);
        }

        if (scattering is null) return ExitCode.Done;
        var parts = new StructureParts(folder, config, scattering.Sha256);
        if (structures)
        {
            var maker = new StructureMaker(config, scattering.Evaluate, scattering.EvaluateOther);
            var stageOfStructures = new StructureStage(config, runs, parts, maker, people, clock);
            ImmutableArray<string> failures = [];
            sessions.Time("structures", jobs, () => failures = stageOfStructures.Run(mine, jobs, stopping), () => stageOfStructures.Made);
            foreach (var failure in failures) people.Say(failure);
            if (!failures.IsEmpty) return ExitCode.SomeFailed;
        }

        return Merge(config, folder, runs, parts, sessions, scattering, all, demanded: stage == SimulateStage.Merge);
    }

    private void Report(ImmutableArray<PlannedRun> mine, RunFiles runs)
    {
        foreach (PlannedRun run in mine)
        {
            if (runs.Finished(run) is not { } outcome) continue;
            if (outcome.Dropped is { } reason) people.Say($"{run.Run.Name} is dropped: {reason}");
            else if (outcome.Phase != run.Run.Phase) people.Say($"{run.Run.Name} became {outcome.Phase.ToString().ToLowerInvariant()}");
        }
    }

    private int Merge(TrainingConfig config, SimulateFolder folder, RunFiles runs, StructureParts parts, Sessions sessions, ScatteringFiles scattering, ImmutableArray<PlannedRun> all, bool demanded)
    {
        var made = new LibraryMade(clock.GetUtcNow(), Sessions.Machine, sessions.All());
        ImmutableArray<string> missing = new MergeStage(config, folder, runs, parts, scattering).Run(all, made);
        if (missing.IsEmpty)
        {
            var library = StructureLibrary.Load(folder.Library);
            people.Say($"{folder.Library}: {library.Training.Count} structures and {library.Validation?.Count ?? 0} for validation, of {library.Manifest.Runs.Length} runs; {library.Manifest.Dropped.Length} dropped.");
            return ExitCode.Done;
        }

        var line = $"{missing.Length} of {all.Length} runs are not done yet by this configuration and version, such as {missing[0]}: no library yet.";
        if (demanded) throw new UsageException(line);
        people.Say($"{line} The share that ends last joins them, or --stage merge.");
        return ExitCode.Done;
    }
}
