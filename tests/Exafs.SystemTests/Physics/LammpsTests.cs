using System.Globalization;
using Exafs.Lab.Programs;
using Exafs.Physics.Structures;

namespace Exafs.SystemTests.Physics;

/// <summary>LAMMPS counts, classifies and writes the same structures.</summary>
public sealed class LammpsTests : IDisposable
{
    private const string Potentials = "/usr/share/lammps/potentials";
    private static readonly string[] s_names = ["x y z", "xs ys zs", "xu yu zu"];
    private readonly string _folder = Directory.CreateTempSubdirectory("lammps").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("bcc 2.87", "prism 0 6 0 6 0 6 0 0 0", 0.12, 3.46)]
    [InlineData("fcc 3.6", "prism 0 5 0 5 0 5 1 -2 1.5", 0.12, 3.07)]
    [InlineData("fcc 3.6", "prism 0 5 0 5 0 5 -2 1 -1", 0.4, 3.07)]
    [InlineData("hcp 2.5", "block 0 6 0 4 0 4", 0.1, 3.0)]
    public void ADumpOfDisplacedCrystals_GivesTheirNeighboursClassesAndDistribution(string lattice, string region, double displaced, double radius)
    {
        Run(FormattableString.Invariant($"""
            units metal
            atom_modify map array
            lattice {lattice}
            region box {region}
            create_box 1 box
            create_atoms 1 box
            mass 1 55.845
            displace_atoms all random {displaced} {displaced} {displaced} 4711
            pair_style zero 8.0
            pair_coeff * *
            compute cna all cna/atom {radius}
            compute coord all coord/atom cutoff {radius}
            compute rdf all rdf 160
            fix rdf all ave/time 1 1 1 c_rdf[*] file rdf mode vector
            dump 0 all custom 1 dump0 id type x y z c_cna c_coord
            dump 1 all custom 1 dump1 xs ys zs id type
            dump 2 all custom 1 dump2 id xu yu zu element
            dump_modify 2 element Fe
            dump_modify 0 format float %.15g
            dump_modify 1 format float %.15g
            dump_modify 2 format float %.15g
            run 0
            """));

        AtomicStructure[] read = [.. Enumerable.Range(0, 3).Select(i => Assert.Single(Read($"dump{i}").Frames))];
        var atoms = File.ReadLines(Path.Combine(_folder, "dump0")).Skip(9).Select(Numbers).OrderBy(words => words[0]).ToArray();

        foreach (var (other, name) in read.Zip(s_names))
            Assert.True(read[0].Positions.Zip(other.Positions).All(p => Nearest(read[0].Cell, p.First - p.Second) < 1e-9), name);
        // LAMMPS numbers fcc 1, hcp 2, bcc 3, icosahedron 4, nothing of these 5.
        LocalStructure[] kinds = [LocalStructure.Other, LocalStructure.Fcc, LocalStructure.Hcp, LocalStructure.Bcc, LocalStructure.Icosahedral, LocalStructure.Other];
        Assert.Equal(atoms.Select(words => kinds[(int)words[5]]), CommonNeighbourAnalysis.Classify(read[0], radius));
        NeighbourList list = NeighbourList.Of(read[0], radius);
        Assert.Equal(atoms.Select(words => (int)words[6]), Enumerable.Range(0, read[0].Count).Select(i => list.Of(i).Length));

        // Bins of LAMMPS: 160 up to the cutoff.
        var grid = new RadialGrid(0.025, 0.05, 160);
        var distribution = PairDistribution.Of([read[0]], grid);
        var rdf = File.ReadLines(Path.Combine(_folder, "rdf")).Skip(4).Select(Numbers).ToArray();
        var g = distribution.G;
        double sum = 0;
        for (var i = 0; i < grid.Count; i++)
        {
            sum += distribution.NeighboursPerAngstrom[i] * grid.Step;
            Assert.Equal(grid.At(i), rdf[i][1], 1e-5);
            Assert.Equal(rdf[i][3], sum, 1e-4 * (1 + sum));
            // It divides by one atom less than there are.
            Assert.Equal(rdf[i][2], g[i] * read[0].Count / (read[0].Count - 1), 1e-4 * (1 + rdf[i][2]));
        }
    }

    [Theory]
    [InlineData("eam/fs", "Fe_mm.eam.fs Fe", "bcc 2.87", 300, PhaseLabel.Bcc, 0.0045, 0.0068)]
    [InlineData("eam/fs", "Fe_mm.eam.fs Fe", "bcc 2.91", 1300, PhaseLabel.Bcc, 0.017, 0.035)]
    [InlineData("eam/alloy", "Cu_mishin1.eam.alloy Cu", "fcc 3.69", 1000, PhaseLabel.Fcc, 0.018, 0.035)]
    [InlineData("eam/alloy", "Cu_mishin1.eam.alloy Cu", "fcc 3.80", 2500, PhaseLabel.Liquid, double.NaN, double.NaN)]
    public void ARunOfDynamics_IsOfThePhaseItStartedIn_OrLiquid(string style, string potential, string lattice, double temperature, PhaseLabel expected, double leastSigma2, double mostSigma2)
    {
        // The liquid is heated far above its melting point: in a few picoseconds it has forgotten the crystal.
        Run(FormattableString.Invariant($"""
            units metal
            lattice {lattice}
            region box block 0 4 0 4 0 4
            create_box 1 box
            create_atoms 1 box
            pair_style {style}
            pair_coeff * * {Potentials}/{potential}
            mass 1 60
            timestep 0.002
            velocity all create {2 * temperature} 99 mom yes
            fix 1 all nvt temp {temperature} {temperature} 0.1
            run 1000
            dump 0 all custom 50 dump0 id type x y z
            run 1000
            """));

        Trajectory run = Read("dump0");

        Assert.Equal(21, run.Frames.Length);
        PhaseVerdict verdict = Phases.Of(run.Frames);
        Assert.True(expected == verdict.Label, verdict.ToString());
        if (expected == PhaseLabel.Liquid) return;
        Shell first = CrystalShells.Of(run.Frames, 4.5)[0];
        Assert.Equal(expected == PhaseLabel.Bcc ? 8 : 12, first.CoordinationNumber, 0.3);
        Assert.InRange(first.Sigma2, leastSigma2, mostSigma2);
    }

    private void Run(string input)
    {
        File.WriteAllText(Path.Combine(_folder, "in"), input);
        ProgramResult result = new ExternalProgram("lmp", "lammps").Run(["-in", "in", "-log", "none"], _folder, null, CancellationToken.None);
        Assert.True(result.ExitCode == 0, result.Output);
    }

    private Trajectory Read(string name) => StructureFile.Read(Path.Combine(_folder, name), [26]);

    private static double Nearest(Cell cell, Vector difference)
    {
        Vector f = cell.ToFractional(difference);
        return cell.ToPosition(new(f.X - Math.Round(f.X), f.Y - Math.Round(f.Y), f.Z - Math.Round(f.Z))).Length;
    }

    private static double[] Numbers(string line) => [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
