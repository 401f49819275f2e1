using System.Collections.Immutable;
using Exafs.Lab.Programs;
using Exafs.Lab.Simulate.Dynamics;
using Exafs.Lab.Simulate.Ensembles;
using Exafs.Physics.Libraries;
using Exafs.Physics.Structures;

namespace Exafs.Lab.Simulate;

/// <summary>What molecular dynamics left of each run.</summary>
public sealed class RunFiles(TrainingConfig config, SimulateFolder folder)
{
    private readonly MolecularDynamics dynamics = new(config);

    /// <summary>Null where it is not finished.</summary>
    public DynamicsOutcome? Finished(PlannedRun run) => dynamics.Finished(run.Run, FolderOf(run));

    /// <exception cref="UsageException">They are not whole.</exception>
    public ImmutableArray<AtomicStructure> Frames(PlannedRun run) => dynamics.Frames(FolderOf(run)).Frames;

    /// <exception cref="UsageException">There is none.</exception>
    public string TrajectorySha256(PlannedRun run)
    {
        var file = Path.Combine(FolderOf(run), LammpsInput.DumpFile);
        if (!File.Exists(file)) throw new UsageException($"{file} is missing: delete its folder, and the run is done again");
        using var stream = File.OpenRead(file);
        return LibraryManifest.Sha256(stream);
    }

    /// <summary>What the program itself wrote into its log.</summary>
    public string LammpsVersion(PlannedRun run)
    {
        var log = Path.Combine(FolderOf(run), LammpsProgram.LogFile);
        var line = File.Exists(log) ? File.ReadLines(log).FirstOrDefault() : null;
        return line is not null && line.StartsWith("LAMMPS (", StringComparison.Ordinal) ? line["LAMMPS (".Length..].TrimEnd(')') : "unknown";
    }

    private string FolderOf(PlannedRun run) => Path.Combine(folder.Dynamics, run.Run.Name);
}
