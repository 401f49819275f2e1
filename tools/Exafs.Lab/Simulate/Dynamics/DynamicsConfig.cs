using System.Collections.Immutable;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>How molecular dynamics is run, and what of.</summary>
public sealed record DynamicsConfig
{
    /// <summary>fs.</summary>
    public required double TimestepFs { get; init; }

    /// <summary>ps, before the first frame.</summary>
    public required double EquilibrationPs { get; init; }

    /// <summary>ps.</summary>
    public required double ProductionPs { get; init; }

    /// <summary>ps.</summary>
    public required double FrameIntervalPs { get; init; }

    /// <summary>θ of the first shell, K: dynamics run at the temperature where classical atoms swing as far as quantum ones do at the one that is meant.</summary>
    public required double EinsteinKelvin { get; init; }

    /// <summary>What an atom takes of the volume, by phase (of a particle: by its crystal).</summary>
    public required ImmutableSortedDictionary<DynamicsPhase, MolarVolume> MolarVolumes { get; init; }

    public required ImmutableArray<RunGroup> Groups { get; init; }

    internal void Check(IReadOnlySet<string> potentials)
    {
        Positive(TimestepFs, "timestep_fs");
        Positive(EquilibrationPs, "equilibration_ps");
        Positive(ProductionPs, "production_ps");
        Positive(FrameIntervalPs, "frame_interval_ps");
        Positive(EinsteinKelvin, "einstein_kelvin");
        for (var i = 0; i < Groups.Length; i++)
        {
            RunGroup group = Groups[i];
            group.Check($"dynamics.groups[{i}]");
            if (!potentials.Contains(group.Potential)) throw new UsageException($"dynamics.groups[{i}].potential: there is no potential \"{group.Potential}\"");
            if (group.LatticeAngstrom is null && !MolarVolumes.ContainsKey(group.VolumePhase)) throw new UsageException($"dynamics.groups[{i}]: neither lattice_angstrom nor molar_volumes.{group.VolumePhase.ToString().ToLowerInvariant()}");
        }
    }

    private static void Positive(double value, string key)
    {
        if (!(value is > 0 and < 100000)) throw new UsageException($"dynamics.{key} = {value}: allowed is a positive number");
    }
}
