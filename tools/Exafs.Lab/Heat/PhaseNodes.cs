using System.Collections.Immutable;
using Exafs.Physics.Libraries;

namespace Exafs.Lab.Heat;

/// <summary>A structure at several temperatures, as molecular dynamics left it; in between, straight lines.</summary>
/// <remarks>Between nodes 100 K apart the mean of two damped waves is off by less than 1 % of the amplitude at k = 10 Å⁻¹, and less below.</remarks>
public sealed class PhaseNodes
{
    private readonly ImmutableArray<Node> _nodes;

    private PhaseNodes(ImmutableArray<Node> nodes) => _nodes = nodes;

    /// <param name="library">With the structures among those for validation.</param>
    /// <param name="name">What the names of its runs begin with.</param>
    /// <param name="otherScattering">χ(k) by self-consistent potentials.</param>
    /// <exception cref="UsageException">The library has none.</exception>
    public static PhaseNodes Of(StructureLibrary library, string name, bool otherScattering)
    {
        var set = library.Validation ?? throw new UsageException("the library has no structures of held-out potentials");
        var chi = otherScattering ? set.ChiOtherScattering ?? throw new UsageException("the library has no χ(k) by other scattering") : set.Chi;
        double[] run = set.Label("run"), kelvin = set.Label("temperature_kelvin"), within = set.Label("n_within_3_2"), density = set.Label("density_per_angstrom3"), lattice = set.Label("lattice_angstrom");
        var nodes = Enumerable.Range(0, set.Count)
            .Where(i => library.Manifest.Runs[(int)run[i]].Name.StartsWith(name, StringComparison.Ordinal))
            .Select(i => new Node(kelvin[i], [.. chi.As<float>().Slice(i * set.K.Length, set.K.Length).ToArray().Select(value => (double)value)], within[i], 1 / density[i], lattice[i], set.Shells.As<float>()[(i * 12) + 1]))
            .OrderBy(node => node.Kelvin);
        return nodes.ToImmutableArray() is { Length: >= 2 } found ? new(found) : throw new UsageException($"the library has no two runs whose names begin with {name}");
    }

    /// <summary>At a temperature; beyond the ends the straight line goes on.</summary>
    public Node At(double kelvin)
    {
        var upper = 1;
        while (upper < _nodes.Length - 1 && _nodes[upper].Kelvin < kelvin) upper++;
        Node a = _nodes[upper - 1], b = _nodes[upper];
        var part = (kelvin - a.Kelvin) / (b.Kelvin - a.Kelvin);
        double Between(double x, double y) => x + (part * (y - x));
        return new(kelvin, [.. a.Chi.Zip(b.Chi, Between)], Between(a.Within32, b.Within32), Between(a.VolumePerAtom, b.VolumePerAtom), Between(a.Lattice, b.Lattice), Between(a.R1, b.R1));
    }

    /// <summary>A structure at one temperature.</summary>
    /// <param name="Kelvin">T.</param>
    /// <param name="Chi">χ(k) for S0² = 1, k = 0, 0.05, … 18 Å⁻¹.</param>
    /// <param name="Within32">Neighbours within 3.2 Å.</param>
    /// <param name="VolumePerAtom">Å³.</param>
    /// <param name="Lattice">Å.</param>
    /// <param name="R1">Mean distance of the first shell, Å.</param>
    public sealed record Node(double Kelvin, ImmutableArray<double> Chi, double Within32, double VolumePerAtom, double Lattice, double R1);
}
