using System.Collections.Immutable;
using Exafs.Lab.Simulate.Dynamics;
using Exafs.Lab.Simulate.Ensembles;
using Exafs.Physics.Libraries;

namespace Exafs.Lab.Simulate;

/// <summary>Joins the structures of all runs to a library, once all are there.</summary>
/// <param name="config">What was made.</param>
/// <param name="folder">Where.</param>
/// <param name="runs">For the outcomes.</param>
/// <param name="parts">For the structures.</param>
/// <param name="scattering">What they were made with.</param>
public sealed class MergeStage(TrainingConfig config, SimulateFolder folder, RunFiles runs, StructureParts parts, ScatteringFiles scattering)
{
    private readonly List<LibraryRun> _runs = [];
    private readonly List<LibraryDroppedRun> _dropped = [];
    private readonly List<string> _missing = [];
    private readonly List<StructureSet> _training = [], _validation = [], _reference = [];

    /// <summary>Names of runs that are not done; empty where the library was written.</summary>
    /// <param name="planned">All of them.</param>
    /// <param name="made">The circumstances.</param>
    /// <exception cref="UsageException">There is nothing to join, or a trajectory is missing.</exception>
    public ImmutableArray<string> Run(ImmutableArray<PlannedRun> planned, LibraryMade made)
    {
        foreach (PlannedRun run in planned) Collect(run);
        if (_missing.Count > 0) return [.. _missing];
        if (_training.Count == 0) throw new UsageException("no run gave structures to train with: nothing to join");

        Directory.CreateDirectory(folder.Library);
        Write(StructureLibrary.TrainingFile, StructureSet.Joined(_training).File.Write);
        if (_validation.Count > 0) Write(StructureLibrary.ValidationFile, StructureSet.Joined(_validation).File.Write);
        if (_reference.Count > 0) Write(StructureLibrary.ReferenceFile, StructureSet.Joined(_reference).File.Write);
        Write(StructureLibrary.ScatteringFile, stream => stream.Write(File.ReadAllBytes(scattering.File)));
        Write(LibraryManifest.FileName, Manifest(planned, made).Write);
        return [];
    }

    private void Collect(PlannedRun run)
    {
        var name = run.Run.Name;
        if (runs.Finished(run) is not { } outcome)
        {
            _missing.Add(name);
            return;
        }

        if (outcome.Dropped is { } reason)
        {
            _dropped.Add(new(name, reason));
            return;
        }

        var trajectory = runs.TrajectorySha256(run);
        var recipe = parts.RecipeOf(run, outcome, trajectory);
        if (parts.LoadRefusal(run, recipe) is { } refusal)
        {
            _dropped.Add(new(name, refusal));
            return;
        }

        var found = parts.Of(run).Select(part => (part.Index, Set: StructureParts.Load(part.File, recipe))).ToArray();
        if (found.Any(part => part.Set is null))
        {
            _missing.Add(name);
            return;
        }

        _reference.AddRange(found.Where(part => part.Index is null).Select(part => part.Set!));
        (run.Split == LibrarySplit.Validation ? _validation : _training).AddRange(found.Where(part => part.Index is not null).Select(part => part.Set!));
        _runs.Add(new(name, Word(run.Split), Word(outcome.Phase), run.Run.Potential, run.Run.Kelvin, outcome.Atoms, config.Structures.PerRun, trajectory, run.Index));
    }

    private LibraryManifest Manifest(ImmutableArray<PlannedRun> planned, LibraryMade made) => new()
    {
        Format = LibraryManifest.CurrentFormat,
        Element = config.Element,
        Edge = config.Edge,
        Seed = config.Seed,
        ConfigSha256 = config.Sha256,
        Programs = ImmutableSortedDictionary<string, string>.Empty
            .Add("feff", scattering.FeffVersion)
            .Add("lammps", string.Join(" and ", planned.Select(runs.LammpsVersion).Distinct().Order(StringComparer.Ordinal))),
        Phases = [.. Enum.GetValues<DynamicsPhase>().Select(phase => Word(phase))],
        Potentials = [.. config.Potentials.Select(potential => new LibraryPotential(potential.Key, potential.Value.Citation))],
        Runs = [.. _runs],
        Dropped = [.. _dropped],
        Counts = [.. _runs.GroupBy(run => (run.Split, run.Phase)).OrderBy(group => group.Key).Select(group => new LibraryCount(group.Key.Split, group.Key.Phase, group.Sum(run => run.Structures)))],
        Files = new[] { StructureLibrary.TrainingFile, StructureLibrary.ValidationFile, StructureLibrary.ReferenceFile, StructureLibrary.ScatteringFile }
            .Where(name => name != StructureLibrary.ValidationFile || _validation.Count > 0)
            .Where(name => name != StructureLibrary.ReferenceFile || _reference.Count > 0)
            .ToImmutableSortedDictionary(name => name, Describe, StringComparer.Ordinal),
        Made = made,
    };

    private LibraryFile Describe(string name)
    {
        using var stream = File.OpenRead(Path.Combine(folder.Library, name));
        return new(LibraryManifest.Sha256(stream), stream.Length);
    }

    private void Write(string name, Action<Stream> write) => AtomicFile.Write(Path.Combine(folder.Library, name), write);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
