using System.Globalization;
using System.Text.RegularExpressions;
using Exafs.Lab.Programs;
using Exafs.Physics.Structures;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>Runs LAMMPS in a folder of its own for each run, once: a finished run is only read, a half-finished one, or one that was specified otherwise, is done again.</summary>
public sealed partial class MolecularDynamics(TrainingConfig config)
{
    // Files of old carry masses of old.
    private const double MassTolerance = 0.1;

    /// <summary>The outcome of a run that was finished in its folder before; null: it is still to be done.</summary>
    public DynamicsOutcome? Finished(DynamicsRun run, string folder) =>
        IsOf(run, folder) && DynamicsOutcome.Load(folder) is { } outcome && outcome.Run.Name == run.Name ? outcome : null;

    /// <summary>Runs it to its end, unless that was done.</summary>
    /// <exception cref="UsageException">There is no lmp or no potential, or its files cannot be written whole.</exception>
    public DynamicsOutcome Run(DynamicsRun run, string folder, CancellationToken cancellation)
    {
        if (Finished(run, folder) is { } outcome) return outcome;
        string? error = null;
        if (!IsOf(run, folder) || !LogOf(folder).Finished)
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Prepare(run, folder, LammpsInput.Of(run, config.Potentials[run.Potential]));
            error = LammpsProgram.Run(LammpsInput.InputFile, folder, cancellation);
        }

        outcome = error is null
            ? DynamicsJudgement.Of(run, LogOf(folder), Frames(folder), StartingStructure.Of(run, config.AtomicNumber))
            : new DynamicsOutcome { Run = run, Phase = run.Phase, Label = PhaseLabel.Disordered, CrystallineShare = 0, Dropped = $"LAMMPS: {error}" };
        outcome.Save(folder);
        return outcome;
    }

    /// <summary>Reads a potential, once and before all runs, so that one that is missing or lacks the element is told at once.</summary>
    /// <exception cref="UsageException">It cannot be used.</exception>
    public void Try(DynamicsRun run, string folder, CancellationToken cancellation)
    {
        Prepare(run, folder, LammpsInput.Trial(run, config.Potentials[run.Potential]));
        if (LammpsProgram.Run(LammpsInput.InputFile, folder, cancellation) is { } error) throw new UsageException($"potential {run.Potential}: {error}");
        Match mass = AtomMass().Match(File.ReadAllText(Path.Combine(folder, LammpsProgram.LogFile)));
        var (found, wanted) = (double.Parse(mass.Groups[1].Value, CultureInfo.InvariantCulture), Elements.MassOf(config.AtomicNumber));
        if (Math.Abs(found - wanted) > MassTolerance)
            throw new UsageException($"potential {run.Potential}: {config.Potentials[run.Potential].File} is for atoms of {found} g/mol, not for {config.Element} ({wanted} g/mol)");
    }

    /// <summary>All frames of a finished run.</summary>
    /// <exception cref="UsageException">The dump is not whole.</exception>
    public Trajectory Frames(string folder)
    {
        var file = Path.Combine(folder, LammpsInput.DumpFile);
        try
        {
            using var text = new StreamReader(file);
            Trajectory frames = Trajectory.Of(LammpsDump.Read(text, [config.AtomicNumber]));
            return frames.Cut is null ? frames : throw new UsageException($"{file}: {frames.Cut}; is the disk full?");
        }
        catch (StructureFormatException wrong)
        {
            throw new UsageException($"{file}: {wrong.Message}");
        }
    }

    [GeneratedRegex("^mass of an atom: (.+)$", RegexOptions.Multiline)]
    private static partial Regex AtomMass();

    private void Prepare(DynamicsRun run, string folder, string input)
    {
        Directory.CreateDirectory(folder);
        PotentialConfig potential = config.Potentials[run.Potential];
        File.WriteAllText(Path.Combine(folder, LammpsInput.DataFile), Data(run));
        if (potential.Zhou is { } zhou)
            File.WriteAllText(Path.Combine(folder, LammpsInput.PotentialFile), SetflFile.Of(zhou, config.AtomicNumber, $"{run.Potential}: {potential.Citation}"));
        File.WriteAllText(Path.Combine(folder, LammpsInput.InputFile), input);
    }

    private bool IsOf(DynamicsRun run, string folder) =>
        Holds(folder, LammpsInput.DataFile, Data(run)) && Holds(folder, LammpsInput.InputFile, LammpsInput.Of(run, config.Potentials[run.Potential]));

    private string Data(DynamicsRun run) =>
        StartingStructure.ToLammps(StartingStructure.Of(run, config.AtomicNumber), config.Potentials[run.Potential].Elements, run.Name);

    private static bool Holds(string folder, string name, string text)
    {
        var file = Path.Combine(folder, name);
        return File.Exists(file) && File.ReadAllText(file) == text;
    }

    private static LammpsLog LogOf(string folder)
    {
        var file = Path.Combine(folder, LammpsProgram.LogFile);
        return LammpsLog.Parse(File.Exists(file) ? File.ReadAllText(file) : "");
    }
}
