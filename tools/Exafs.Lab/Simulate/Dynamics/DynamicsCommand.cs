using System.Collections.Immutable;
using System.CommandLine;
using Spectre.Console;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>exafs-lab dynamics: the trajectories of a training set, without what is made of them.</summary>
public static class DynamicsCommand
{
    public static Command Define(IAnsiConsole people, CancellationToken stopping)
    {
        var config = new Option<string>("--config") { Description = "What the training set is made of, such as config/training/fe.json.", Required = true };
        var output = new Option<string>("--output") { Description = "Folder; what it holds already is not done again.", Required = true };
        var processes = new Option<int>("--processes") { Description = "Runs side by side; absent: one a core.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var shells = new Option<bool>("--shells") { Description = "Also prints the first shell of every crystal beside that of an Einstein oscillator." };
        var command = new Command("dynamics", "Runs the molecular dynamics of a training set, by LAMMPS.") { config, output, processes, shells };
        command.SetAction(parsed => Run(people, parsed.GetValue(config)!, parsed.GetValue(output)!, parsed.GetValue(processes), parsed.GetValue(shells), stopping));
        return command;
    }

    private static int Run(IAnsiConsole people, string configFile, string output, int processes, bool shells, CancellationToken stopping)
    {
        if (processes < 1) throw new UsageException($"--processes {processes}: one at least");
        TrainingConfig config = TrainingConfig.Load(configFile);
        try
        {
            var stage = new DynamicsStage(config, output, people);
            ImmutableArray<DynamicsOutcome> outcomes = stage.Run(DynamicsPlan.Of(config), processes, stopping);
            foreach (DynamicsOutcome dropped in outcomes.Where(outcome => outcome.Dropped is not null)) people.Say($"{dropped.Run.Name} dropped: {dropped.Dropped}");
            foreach (DynamicsOutcome other in outcomes.Where(outcome => outcome.Dropped is null && outcome.Phase != outcome.Run.Phase)) people.Say($"{other.Run.Name} became {other.Phase}");
            people.Say($"{outcomes.Count(outcome => outcome.Dropped is null)} of {outcomes.Length} runs are good.");
            if (shells) people.Write(FirstShells.Table(config, outcomes, stage));
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            people.Say("Stopped; what is finished stays, and the same command goes on.");
            return ExitCode.SomeFailed;
        }
    }
}
