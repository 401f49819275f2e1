using System.Globalization;
using Exafs.Lab.Simulate;
using Exafs.Lab.Simulate.Dynamics;
using Exafs.Physics.Structures;

namespace Exafs.Tests.Lab.Simulate;

/// <summary>Inputs as LAMMPS gets them, approved as text.</summary>
public sealed class LammpsInputTests
{
    [Fact]
    public void Of_Crystal_IsApproved()
    {
        const string group = """{ "name": "pair", "phase": "fcc", "potential": "morse", "cells": [2, 2, 2], "temperatures_kelvin": [300], "lattice_angstrom": 3.6 }""";
        var config = TrainingConfigs.Parsed(group, "pair-0300K");
        DynamicsRun run = DynamicsPlan.Of(config)[0] with { Seed = 1000 };

        Assert.Equal("""
            # pair-0300K: fcc as it is at 300 K.
            # The classical dynamics run at 410.98 K: with the zero-point motion, and with what corrects the potential's stiffness.
            units metal
            boundary p p p
            atom_style atomic
            read_data start.data

            # L. A. Girifalco, V. G. Weizer, Phys. Rev. 114, 687 (1959)
            pair_style morse 9.0
            pair_coeff * * 0.4174 1.3885 2.845
            neighbor 1.0 bin
            neigh_modify every 1 delay 2 check yes

            timestep 0.002
            thermo_style custom step temp pe press
            thermo 50

            # Half of the energy of a perfect crystal goes into its springs.
            velocity all create 821.95 1000 mom yes rot yes dist gaussian
            fix motion all nve

            # Come to equilibrium.
            fix bath all langevin 410.98 410.98 0.1 1003 zero yes
            run 50

            # The frames: positions that do not jump at the box's faces, Å.
            reset_timestep 0
            dump frames all custom 10 trajectory.dump id type xu yu zu
            dump_modify frames sort id format float %.4f

            # Produce.
            fix bath all langevin 410.98 410.98 0.5 1004 zero yes
            run 100

            """, LammpsInput.Of(run, config.Potentials["morse"]));
    }

    [Fact]
    public void Of_Quench_MeltsAndCoolsFirst()
    {
        const string group = """{ "name": "glass", "phase": "quenched", "crystal": "bcc", "potential": "zhou", "cells": [2, 2, 2], "melt_kelvin": 4000, "temperatures_kelvin": [300] }""";
        var config = TrainingConfigs.Parsed(group, "glass-0300K");

        var input = LammpsInput.Of(DynamicsPlan.Of(config)[0] with { Seed = 1000 }, config.Potentials["zhou"]);

        Assert.Contains("""
            pair_style eam/alloy
            pair_coeff * * potential.eam.alloy Fe

            """, input, StringComparison.Ordinal);
        Assert.Contains("""
            # Melt.
            fix bath all langevin 4000.00 4000.00 0.1 1001 zero yes
            run 50

            # Cool.
            fix bath all langevin 4000.00 328.78 0.1 1002 zero yes
            run 50

            """, input, StringComparison.Ordinal);
    }

    [Fact]
    public void ToLammps_PotentialOfThreeElements_GivesThreeMasses_AndAtomsOfTheFirst() => Assert.Equal("""
        two atoms

        2 atoms
        3 atom types

        0 2.860000 xlo xhi
        0 2.860000 ylo yhi
        0 2.860000 zlo zhi

        Masses

        1 55.845
        2 12.011
        3 1.008

        Atoms # atomic

        1 1 0.000000 0.000000 0.000000
        2 1 1.430000 1.430000 1.430000

        """, StartingStructure.ToLammps(Crystals.Bcc(26, 2.86, 1, 1, 1), ["Fe", "C", "H"], "two atoms"));

    [Theory]
    [InlineData("sphere", "bcc", 65)]
    [InlineData("rhombic_dodecahedron", "bcc", 175)]
    [InlineData("cuboctahedron", "fcc", 55)]
    [InlineData("truncated_octahedron", "fcc", 79)]
    [InlineData("icosahedron", "fcc", 55)]
    public void Of_Particle_IsInABoxThatDoesNotRepeat(string shape, string crystal, int atoms)
    {
        var group = $$"""{ "name": "p", "phase": "particle", "crystal": "{{crystal}}", "shape": "{{shape}}", "potential": "mendelev", "lattice_angstrom": {{(crystal == "bcc" ? 2.87 : 3.6).ToString(CultureInfo.InvariantCulture)}}, "radii_angstrom": [{{(shape == "sphere" ? "6" : shape == "rhombic_dodecahedron" ? "6.1" : shape == "cuboctahedron" ? "3.6" : "5.4")}}], "temperatures_kelvin": [300] }""";
        var config = TrainingConfig.Parse(TrainingConfigs.Iron(group, shape == "sphere" ? "p-0300K-6A" : shape == "rhombic_dodecahedron" ? "p-0300K-6.1A" : shape == "cuboctahedron" ? "p-0300K-3.6A" : "p-0300K-5.4A"));
        AtomicStructure start = StartingStructure.Of(DynamicsPlan.Of(config)[0], 26);

        Assert.Equal(atoms, start.Count);
        Assert.False(start.Cell.PeriodicA || start.Cell.PeriodicB || start.Cell.PeriodicC);
    }
}
