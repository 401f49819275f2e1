using System.Collections.Immutable;
using Exafs.Inference.Features;
using Exafs.Inference.Targets;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Training;

/// <summary>Structures of a set as samples are made of them, n of them, every array one row a structure.</summary>
public sealed class StructurePool
{
    private readonly double[] _chi, _generic, _neighbours, _quantities, _phases;

    private StructurePool(StructureSet set, ImmutableArray<string> phases, int[] chosen, bool otherScattering)
    {
        if (set.K.Length != TheoryScale.Points || Math.Abs(set.K[1] - TheoryScale.KStep) > 1e-9 || set.K[0] != 0)
            throw new InvalidDataException($"the library has χ(k) at {set.K.Length} k, not at the {TheoryScale.Points} from 0 to {TheoryScale.KMax} Å⁻¹");
        if (chosen.Length == 0) throw new InvalidDataException("no structure of the library is left to choose from");
        TargetGrid.OffsetIn(set);
        var chi = otherScattering ? set.ChiOtherScattering ?? throw new InvalidDataException("the library has no χ(k) by other scattering") : set.Chi;
        Count = chosen.Length;
        _chi = Rows(chi.ToDoubles(), chosen);
        _generic = Rows(set.ChiGeneric.ToDoubles(), chosen);
        for (var i = 0; i < _generic.Length; i++) _generic[i] *= set.GenericFactor;
        _neighbours = [.. chosen.SelectMany(structure => TargetGrid.NeighboursOf(set, structure).ToArray()).Select(value => (double)value)];
        _quantities = Rows(Quantities.Of(set), chosen);
        _phases = Rows(PhaseTargets.Of(set), chosen);
        Temperature = Rows(set.Label("temperature_kelvin"), chosen);
        Run = [.. Rows(set.Label("run"), chosen).Select(run => (int)run)];
        IsUnchanged = [.. Rows(set.Label("displacement_factor"), chosen).Zip(Rows(set.Label("disorder_angstrom"), chosen), (factor, disorder) => factor == 1 && disorder == 0)];
        Phase = [.. Rows(set.Label("phase"), chosen).Select(label => phases[(int)label])];

        double[] Rows(double[] all, int[] rows)
        {
            var width = all.Length / set.Count;
            var some = new double[rows.Length * width];
            for (var i = 0; i < rows.Length; i++) all.AsSpan(rows[i] * width, width).CopyTo(some.AsSpan(i * width, width));
            return some;
        }
    }

    public int Count { get; }

    /// <summary>K [n].</summary>
    public IReadOnlyList<double> Temperature { get; }

    /// <summary>Of which run each is, as the manifest counts [n].</summary>
    public IReadOnlyList<int> Run { get; }

    /// <summary>Whether displacements are as molecular dynamics left them [n].</summary>
    public IReadOnlyList<bool> IsUnchanged { get; }

    /// <summary>What each is called [n].</summary>
    public IReadOnlyList<string> Phase { get; }

    /// <summary>Structures that may be learnt from, of the phases and potentials that are wanted: never those of the split test.</summary>
    /// <exception cref="InvalidDataException">There are none, or the library is on other grids.</exception>
    public static StructurePool Training(StructureLibrary library, SampleOptions options)
    {
        var set = library.Training;
        var (split, phase, potential) = (set.Label("split"), set.Label("phase"), set.Label("potential"));
        return new(set, library.Manifest.Phases, Chosen(set.Count, i => split[i] == (int)LibrarySplit.Training
            && (options.Phases.IsEmpty || options.Phases.Contains(library.Manifest.Phases[(int)phase[i]]))
            && (options.Potentials.IsEmpty || options.Potentials.Contains(library.Manifest.Potentials[(int)potential[i]].Name))), otherScattering: false);
    }

    /// <summary>Structures of potentials that are never learnt from.</summary>
    /// <param name="library">Which has some.</param>
    /// <param name="otherScattering">χ(k) by self-consistent potentials.</param>
    /// <exception cref="InvalidDataException">There are none, or the library is on other grids.</exception>
    public static StructurePool Validation(StructureLibrary library, bool otherScattering)
    {
        var set = library.Validation ?? throw new InvalidDataException("the library has no structures for validation");
        return new(set, library.Manifest.Phases, Chosen(set.Count, _ => true), otherScattering);
    }

    internal ReadOnlySpan<double> Chi(int structure) => Row(_chi, structure, TheoryScale.Points);

    internal ReadOnlySpan<double> Generic(int structure) => Row(_generic, structure, TheoryScale.Points);

    internal ReadOnlySpan<double> Neighbours(int structure) => Row(_neighbours, structure, TargetGrid.Count);

    internal ReadOnlySpan<double> QuantitiesOf(int structure) => Row(_quantities, structure, Quantities.Count);

    internal ReadOnlySpan<double> PhasesOf(int structure) => Row(_phases, structure, PhaseTargets.Count);

    private static ReadOnlySpan<double> Row(double[] all, int row, int width) => all.AsSpan(row * width, width);

    private static int[] Chosen(int count, Func<int, bool> wanted) => [.. Enumerable.Range(0, count).Where(wanted)];
}
