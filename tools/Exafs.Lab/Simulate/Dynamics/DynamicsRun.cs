using System.Collections.Immutable;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>One run of molecular dynamics, fully specified.</summary>
public sealed record DynamicsRun
{
    /// <summary>Also the name of its folder.</summary>
    public required string Name { get; init; }

    public required DynamicsSet Set { get; init; }

    /// <summary>What it is meant to be.</summary>
    public required DynamicsPhase Phase { get; init; }

    /// <summary>The crystal that atoms start on: bcc, fcc or hcp.</summary>
    public required DynamicsPhase Crystal { get; init; }

    /// <summary>Key of the potential.</summary>
    public required string Potential { get; init; }

    /// <summary>The temperature that is meant, K: what a thermometer in the sample would say.</summary>
    public required double Kelvin { get; init; }

    /// <summary>The temperature of the classical dynamics, K: with zero-point motion, and with what corrects the potential.</summary>
    public required double DynamicsKelvin { get; init; }

    /// <summary>Where it is melted before, K; null: not at all.</summary>
    public double? MeltKelvin { get; init; }

    /// <summary>Lattice parameter of the starting crystal (hcp: a, with the ideal c = √(8/3) a), Å.</summary>
    public required double LatticeAngstrom { get; init; }

    /// <summary>Cells along x, y and z; empty for a particle.</summary>
    public required ImmutableArray<int> Cells { get; init; }

    public ParticleShape Shape { get; init; }

    /// <summary>Of a particle, Å; else 0.</summary>
    public double RadiusAngstrom { get; init; }

    public required int EquilibrationSteps { get; init; }

    public required int ProductionSteps { get; init; }

    /// <summary>Steps between two frames.</summary>
    public required int FrameSteps { get; init; }

    /// <summary>fs.</summary>
    public required double TimestepFs { get; init; }

    /// <summary>Positive, as LAMMPS wants it.</summary>
    public required int Seed { get; init; }

    /// <summary>How many frames it gives, the first included.</summary>
    public int Frames => (ProductionSteps / FrameSteps) + 1;

    /// <summary>All steps, melting and cooling included.</summary>
    public int Steps => (MeltKelvin is null ? 0 : 2 * EquilibrationSteps) + EquilibrationSteps + ProductionSteps;
}
