using System.Collections.Immutable;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>Runs that differ by temperature, size and luck.</summary>
public sealed record RunGroup
{
    public required string Name { get; init; }

    public DynamicsSet Set { get; init; } = DynamicsSet.Training;

    public required DynamicsPhase Phase { get; init; }

    /// <summary>Key of <see cref="TrainingConfig.Potentials"/>.</summary>
    public required string Potential { get; init; }

    public required ImmutableArray<double> TemperaturesKelvin { get; init; }

    /// <summary>Runs per temperature (and radius).</summary>
    public int Copies { get; init; } = 1;

    /// <summary>The crystal it starts from: of a liquid, a quench or a particle.</summary>
    public DynamicsPhase? Crystal { get; init; }

    /// <summary>Cells along x, y, z (hcp: of the cell with right angles).</summary>
    public ImmutableArray<int> Cells { get; init; } = [];

    /// <summary>Lattice parameter, Å; null: from the molar volume at the temperature, each run within <see cref="LatticeSpread"/> of it.</summary>
    public double? LatticeAngstrom { get; init; }

    /// <summary>Half width of the relative spread of lattice parameters.</summary>
    public double LatticeSpread { get; init; }

    /// <summary>Of particles.</summary>
    public ParticleShape Shape { get; init; }

    /// <summary>Of particles, Å.</summary>
    public ImmutableArray<double> RadiiAngstrom { get; init; } = [];

    /// <summary>Of liquids and quenches: where they are melted first, K.</summary>
    public double? MeltKelvin { get; init; }

    /// <summary>Instead of the production time of all, ps.</summary>
    public double? ProductionPs { get; init; }

    /// <summary>The crystal that atoms start on.</summary>
    internal DynamicsPhase StartingCrystal => Crystal ?? Phase;

    /// <summary>Whose molar volume gives the lattice parameter.</summary>
    internal DynamicsPhase VolumePhase => Phase == DynamicsPhase.Particle ? StartingCrystal : Phase;

    internal void Check(string key)
    {
        if (Name.Length == 0 || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) throw new UsageException($"{key}.name: letters, digits and - are wanted, not \"{Name}\"");
        if (TemperaturesKelvin.IsEmpty || TemperaturesKelvin.Any(t => !(t is > 0 and < 10000))) throw new UsageException($"{key}.temperatures_kelvin: numbers from 0 to 10000 are wanted");
        if (Copies is < 1 or > 1000) throw new UsageException($"{key}.copies = {Copies}: allowed is 1 to 1000");
        if (LatticeSpread is not (>= 0 and < 0.1)) throw new UsageException($"{key}.lattice_spread = {LatticeSpread}: allowed is 0 to 0.1");
        if (LatticeAngstrom is not (null or (> 1 and < 20))) throw new UsageException($"{key}.lattice_angstrom = {LatticeAngstrom}: allowed is 1 to 20");
        if (ProductionPs is not (null or (> 0 and < 10000))) throw new UsageException($"{key}.production_ps = {ProductionPs}: allowed is 0 to 10000");
        var particle = Phase == DynamicsPhase.Particle;
        var molten = Phase is DynamicsPhase.Liquid or DynamicsPhase.Quenched;
        if ((particle || molten) != Crystal.HasValue || Crystal is DynamicsPhase.Liquid or DynamicsPhase.Quenched or DynamicsPhase.Particle)
            throw new UsageException($"{key}.crystal: bcc, fcc or hcp is wanted of a liquid, a quench and a particle, and nothing of a crystal");
        if (molten != MeltKelvin.HasValue || MeltKelvin is not (null or (> 0 and < 20000))) throw new UsageException($"{key}.melt_kelvin: wanted of a liquid and a quench, and of nothing else");
        if (particle == RadiiAngstrom.IsEmpty || RadiiAngstrom.Any(radius => !(radius is > 2 and < 100))) throw new UsageException($"{key}.radii_angstrom: wanted of particles, 2 to 100, and of nothing else");
        if (particle ? !Cells.IsEmpty : Cells.Length != 3 || Cells.Any(n => n is < 1 or > 100)) throw new UsageException($"{key}.cells: three numbers from 1 to 100 are wanted, none of a particle");
    }
}
