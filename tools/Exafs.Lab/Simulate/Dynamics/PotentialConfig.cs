using System.Collections.Immutable;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>Forces between atoms: a file of the package lammps-data, numbers for a style that needs no file, or a closed form that is written as a file.</summary>
public sealed record PotentialConfig
{
    /// <summary>pair_style of LAMMPS with its arguments.</summary>
    public required string Style { get; init; }

    /// <summary>Name of a file among the potentials of LAMMPS; null: <see cref="Coefficients"/> or <see cref="Zhou"/>.</summary>
    public string? File { get; init; }

    /// <summary>Elements as pair_coeff wants them, in the order of the types; atoms are of type 1. Empty: the style asks for none.</summary>
    public ImmutableArray<string> Elements { get; init; } = [];

    /// <summary>Numbers of pair_coeff, where there is no file.</summary>
    public string? Coefficients { get; init; }

    /// <summary>Parameters of an embedded-atom potential in closed form.</summary>
    public ZhouParameters? Zhou { get; init; }

    /// <summary>Dynamics run at so many times the temperature that is meant: below one where the potential is too soft, above where it is too stiff.</summary>
    public double TemperatureScale { get; init; } = 1;

    /// <summary>What one step of one atom takes, µs; for the time left only.</summary>
    public double MicrosecondsPerAtomStep { get; init; } = 2;

    /// <summary>Who made it.</summary>
    public required string Citation { get; init; }

    internal void Check(string key)
    {
        var given = new object?[] { File, Coefficients, Zhou }.Count(form => form is not null);
        if (given != 1) throw new UsageException($"{key}: exactly one of file, coefficients and zhou is wanted");
        if (File is not null && Path.GetFileName(File) != File) throw new UsageException($"{key}.file: a name without folders is wanted, not \"{File}\"");
        if (!(TemperatureScale is > 0 and < 10)) throw new UsageException($"{key}.temperature_scale = {TemperatureScale}: allowed is a number from 0 to 10");
        if (!(MicrosecondsPerAtomStep > 0)) throw new UsageException($"{key}.microseconds_per_atom_step = {MicrosecondsPerAtomStep}: allowed is a positive number");
    }
}
