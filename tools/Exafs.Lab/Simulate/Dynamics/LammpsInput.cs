using System.Globalization;
using System.Text;
using Exafs.Lab.Programs;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>The input of LAMMPS for a run: readable, and kept beside what came of it.</summary>
public static class LammpsInput
{
    public const string InputFile = "run.in", DataFile = "start.data", PotentialFile = "potential.eam.alloy", DumpFile = "trajectory.dump";

    // A strong bath brings a crystal to its temperature in half a picosecond, a weak one lets it swing freely.
    private const double StrongBathPs = 0.1, WeakBathPs = 0.5;
    private const int ThermoSteps = 50;

    /// <summary>The whole run.</summary>
    public static string Of(DynamicsRun run, PotentialConfig potential)
    {
        StringBuilder text = Head(run, potential);
        text.Append(CultureInfo.InvariantCulture, $"""

            # Half of the energy of a perfect crystal goes into its springs.
            velocity all create {2 * (run.MeltKelvin ?? run.DynamicsKelvin):F2} {run.Seed} mom yes rot yes dist gaussian
            fix motion all nve

            """);
        if (run.MeltKelvin is { } melt)
        {
            Bath(text, "Melt.", run.Seed + 1, melt, melt, StrongBathPs, run.EquilibrationSteps);
            Bath(text, "Cool.", run.Seed + 2, melt, run.DynamicsKelvin, StrongBathPs, run.EquilibrationSteps);
        }

        Bath(text, "Come to equilibrium.", run.Seed + 3, run.DynamicsKelvin, run.DynamicsKelvin, StrongBathPs, run.EquilibrationSteps);
        text.Append(CultureInfo.InvariantCulture, $"""

            # The frames: positions that do not jump at the box's faces, Å.
            reset_timestep 0
            dump frames all custom {run.FrameSteps} {DumpFile} id type xu yu zu
            dump_modify frames sort id format float %.4f

            """);
        Bath(text, "Produce.", run.Seed + 4, run.DynamicsKelvin, run.DynamicsKelvin, WeakBathPs, run.ProductionSteps);
        return text.ToString();
    }

    /// <summary>Only whether the potential can be read and is one of the element: of some styles the file itself says what atoms it is for, by their mass.</summary>
    public static string Trial(DynamicsRun run, PotentialConfig potential) =>
        Head(run, potential).Append("\nrun 0\nvariable mass equal mass(all)/count(all)\nprint \"mass of an atom: ${mass}\"\n").ToString();

    private static StringBuilder Head(DynamicsRun run, PotentialConfig potential)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # {run.Name}: {run.Phase.ToString().ToLowerInvariant()} as it is at {run.Kelvin} K.
            # The classical dynamics run at {run.DynamicsKelvin:F2} K: with the zero-point motion, and with what corrects the potential's stiffness.
            units metal
            boundary {(run.Phase == DynamicsPhase.Particle ? "f f f" : "p p p")}
            atom_style atomic
            read_data {DataFile}

            # {potential.Citation}
            pair_style {potential.Style}
            pair_coeff * * {Coefficients(potential)}
            neighbor 1.0 bin
            neigh_modify every 1 delay 2 check yes

            timestep {run.TimestepFs / 1000}
            thermo_style custom step temp pe press
            thermo {ThermoSteps}

            """);
        return text;
    }

    private static string Coefficients(PotentialConfig potential)
    {
        if (potential.Coefficients is not null) return potential.Coefficients;
        var file = potential.Zhou is null ? LammpsProgram.PotentialFile(potential.File!) : PotentialFile;
        return string.Join(' ', [file, .. potential.Elements]);
    }

    private static void Bath(StringBuilder text, string purpose, int seed, double from, double to, double picoseconds, int steps) =>
        text.Append(CultureInfo.InvariantCulture, $"""

            # {purpose}
            fix bath all langevin {from:F2} {to:F2} {picoseconds} {seed} zero yes
            run {steps}

            """);
}
