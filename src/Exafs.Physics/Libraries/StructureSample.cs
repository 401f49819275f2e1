using System.Collections.Immutable;

namespace Exafs.Physics.Libraries;

/// <summary>One structure of a library, an ensemble of frames: its EXAFS, its radial distribution, and what is known of it. NaN stands for what it does not have.</summary>
public sealed record StructureSample
{
    /// <summary>χ(k), k = <see cref="StructureSet.K"/>, S0² = 1 [m]: all paths of up to four legs.</summary>
    public required ImmutableArray<double> Chi { get; init; }

    /// <summary>The part of <see cref="Chi"/> that the paths 0-A-B-C-0 over three different atoms give [m].</summary>
    public required ImmutableArray<double> ChiGeneric { get; init; }

    /// <summary>χ(k) as <see cref="Chi"/>, but with the phase shifts of other, self-consistent potentials [m]; empty where it was not made.</summary>
    public ImmutableArray<double> ChiOtherScattering { get; init; } = [];

    /// <summary>Neighbours per Å at R = <see cref="StructureSet.R"/>, of the same frames [l].</summary>
    public required ImmutableArray<double> NeighboursPerAngstrom { get; init; }

    /// <summary>Index of its run in the manifest.</summary>
    public required int Run { get; init; }

    /// <summary>Index of its potential in the manifest.</summary>
    public required int Potential { get; init; }

    /// <summary>Index of its phase in the manifest.</summary>
    public required int Phase { get; init; }

    public required LibrarySplit Split { get; init; }

    /// <summary>The temperature that its disorder stands for, K.</summary>
    public required double TemperatureKelvin { get; init; }

    /// <summary>Lattice parameter a of the cubic cell, or of the hexagonal one, Å.</summary>
    public required double Lattice { get; init; }

    /// <summary>Atoms per Å³.</summary>
    public required double Density { get; init; }

    /// <summary>Neighbours nearer than 3.2 Å.</summary>
    public required double Within32 { get; init; }

    /// <summary>N, R (Å), σ² (Å²), C3 (Å³) of the first three shells of a crystal, one after the other [12].</summary>
    public required ImmutableArray<double> Shells { get; init; }

    /// <summary>Shares of the atoms whose surroundings are: other, fcc, hcp, bcc, icosahedral [5].</summary>
    public required ImmutableArray<double> LocalStructure { get; init; }

    public required int Frames { get; init; }

    /// <summary>Every length was multiplied by it.</summary>
    public required double Scale { get; init; }

    /// <summary>Every displacement from the mean position was multiplied by it.</summary>
    public required double DisplacementFactor { get; init; }

    /// <summary>Standard deviation of the random displacement added to each coordinate of each atom, Å.</summary>
    public required double Disorder { get; init; }
}
