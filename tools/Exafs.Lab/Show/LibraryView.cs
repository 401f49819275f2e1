using System.Collections.Immutable;
using Exafs.Physics.Libraries;

namespace Exafs.Lab.Show;

/// <summary>All structures of a library in one row, those of the validation after the others.</summary>
internal sealed class LibraryView
{
    private readonly ImmutableArray<StructureSet> _sets;
    private readonly Dictionary<int, LibraryRun> _runs;

    public LibraryView(StructureLibrary library)
    {
        Manifest = library.Manifest;
        _sets = library.Validation is { } validation ? [library.Training, validation] : [library.Training];
        Count = _sets.Sum(set => set.Count);
        Phase = Indices("phase", Manifest.Phases.Length);
        Potential = Indices("potential", Manifest.Potentials.Length);
        _runs = Manifest.Runs.ToDictionary(run => run.Index);
        Run = [.. Label("run").Select(value => _runs.TryGetValue((int)value, out var run) ? run.Index : throw new InvalidDataException($"tensor run has {value}, which the manifest does not know"))];
        Split = Indices("split", Enum.GetValues<LibrarySplit>().Length);
        Temperature = Label("temperature_kelvin");
        Density = Label("density_per_angstrom3");
        Within32 = Label("n_within_3_2");
        Distance1 = Shell(1);
        Sigma21 = Shell(2);
    }

    public LibraryManifest Manifest { get; }

    /// <summary>n.</summary>
    public int Count { get; }

    public ImmutableArray<double> K => _sets[0].K;

    public ImmutableArray<double> R => _sets[0].R;

    /// <summary>The run of a structure.</summary>
    public LibraryRun RunOf(int structure) => _runs[Run[structure]];

    /// <summary>Index into the manifest's phases [n].</summary>
    public int[] Phase { get; }

    public int[] Potential { get; }

    public int[] Run { get; }

    /// <summary>A <see cref="LibrarySplit"/> [n].</summary>
    public int[] Split { get; }

    /// <summary>K [n].</summary>
    public double[] Temperature { get; }

    /// <summary>Å⁻³ [n].</summary>
    public double[] Density { get; }

    /// <summary>Neighbours nearer than 3.2 Å [n].</summary>
    public double[] Within32 { get; }

    /// <summary>R of the first shell, Å [n]; NaN where there is none.</summary>
    public double[] Distance1 { get; }

    /// <summary>σ² of the first shell, Å² [n]; NaN where there is none.</summary>
    public double[] Sigma21 { get; }

    /// <summary>χ(k) of a structure [m].</summary>
    public double[] Chi(int structure)
    {
        var (set, row) = Find(structure);
        return Curves.Doubles(set.ChiOf(row));
    }

    /// <summary>Neighbours per Å of a structure [l].</summary>
    public double[] Neighbours(int structure)
    {
        var (set, row) = Find(structure);
        return Curves.Doubles(set.NeighboursOf(row));
    }

    /// <summary>The set that holds a structure, and its place there.</summary>
    public (StructureSet Set, int Row) Find(int structure) =>
        structure < _sets[0].Count ? (_sets[0], structure) : (_sets[1], structure - _sets[0].Count);

    /// <summary>Structures whose label has a value, coldest first.</summary>
    public int[] Of(int[] label, int value) => [.. Enumerable.Range(0, Count).Where(i => label[i] == value).OrderBy(i => Temperature[i]).ThenBy(i => i)];

    private double[] Label(string name) => [.. _sets.SelectMany(set => set.Label(name))];

    private double[] Shell(int value) => [.. _sets.SelectMany(set => Enumerable.Range(0, set.Count).Select(row => (double)set.Shells.As<float>()[(row * StructureSet.ShellCount * StructureSet.ShellValues) + value]))];

    /// <exception cref="InvalidDataException">An index that the manifest does not know.</exception>
    private int[] Indices(string name, int known)
    {
        int[] indices = [.. Label(name).Select(value => (int)value)];
        return indices.All(index => index >= 0 && index < known) ? indices : throw new InvalidDataException($"tensor {name} has an index beyond the {known} of the manifest");
    }
}
