using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Exafs.Physics.Vibrations;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>All runs of a configuration, in its order. A run depends on its own group, name and the seed alone, so that a group can be added without the others changing.</summary>
public static class DynamicsPlan
{
    // LAMMPS takes 900 000 000; each stage of a run counts up from the run's own.
    private const int LargestSeed = 899_999_000;

    public static ImmutableArray<DynamicsRun> Of(TrainingConfig config) =>
        [.. from RunGroup @group in config.Dynamics.Groups
            from kelvin in @group.TemperaturesKelvin
            from radius in @group.RadiiAngstrom.IsEmpty ? [0] : @group.RadiiAngstrom
            from copy in Enumerable.Range(1, @group.Copies)
            select Run(config, @group, kelvin, radius, copy)];

    private static DynamicsRun Run(TrainingConfig config, RunGroup group, double kelvin, double radius, int copy)
    {
        DynamicsConfig dynamics = config.Dynamics;
        var name = string.Create(CultureInfo.InvariantCulture, $"{group.Name}-{kelvin:0000}K{(radius > 0 ? $"-{radius:0.#}A" : "")}{(group.Copies > 1 ? $"-{copy}" : "")}");
        var random = Seed(config.Seed, name);
        return new DynamicsRun
        {
            Name = name,
            Set = group.Set,
            Phase = group.Phase,
            Crystal = group.StartingCrystal,
            Potential = group.Potential,
            Kelvin = kelvin,
            DynamicsKelvin = DynamicsKelvin(config, group, kelvin),
            MeltKelvin = group.MeltKelvin,
            LatticeAngstrom = Math.Round(group.LatticeAngstrom ?? Lattice(dynamics, group, kelvin, random), 5),
            Cells = group.Cells,
            Shape = group.Shape,
            RadiusAngstrom = radius,
            TimestepFs = dynamics.TimestepFs,
            EquilibrationSteps = Steps(dynamics.EquilibrationPs, dynamics),
            ProductionSteps = Steps(group.ProductionPs ?? dynamics.ProductionPs, dynamics),
            FrameSteps = Math.Max(1, Steps(dynamics.FrameIntervalPs, dynamics)),
            Seed = (int)(random % LargestSeed) + 1,
        };
    }

    /// <summary>Zero-point motion and a potential's stiffness are matters of springs: a liquid has none.</summary>
    private static double DynamicsKelvin(TrainingConfig config, RunGroup group, double kelvin) => group.Phase == DynamicsPhase.Liquid
        ? kelvin
        : config.Potentials[group.Potential].TemperatureScale * EffectiveTemperature.Einstein(kelvin, config.Dynamics.EinsteinKelvin);

    private static double Lattice(DynamicsConfig dynamics, RunGroup group, double kelvin, ulong random)
    {
        var volume = dynamics.MolarVolumes[group.VolumePhase].AtomicVolume(kelvin);
        var mean = group.StartingCrystal switch
        {
            DynamicsPhase.Bcc => Math.Cbrt(2 * volume),
            DynamicsPhase.Fcc => Math.Cbrt(4 * volume),
            _ => Math.Cbrt(Math.Sqrt(2) * volume),
        };
        var uniform = (random >> 11) / (double)(1UL << 53);
        return mean * (1 + (group.LatticeSpread * ((2 * uniform) - 1)));
    }

    private static int Steps(double picoseconds, DynamicsConfig dynamics) => (int)Math.Round(picoseconds * 1000 / dynamics.TimestepFs);

    /// <summary>FNV-1a of the name, mixed with the seed by SplitMix64's finish.</summary>
    private static ulong Seed(ulong seed, string name)
    {
        var hash = Encoding.UTF8.GetBytes(name).Aggregate(14695981039346656037UL ^ seed, (h, b) => unchecked((h ^ b) * 1099511628211UL));
        hash = unchecked((hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9UL);
        hash = unchecked((hash ^ (hash >> 27)) * 0x94d049bb133111ebUL);
        return hash ^ (hash >> 31);
    }
}
