using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Structures;

public sealed class PoscarTests
{
    private const string Iron = "bcc\n2.8\n1 0 0\n0 1 0\n0 0 1\nFe\n2\nDirect\n0 0 0\n0.5 0.5 0.5\n";
    private const string Moving = "run\n1\n4 0 0\n0 4 0\n0 0 4\nFe Cu\n1 1\nDirect configuration=     1\n0 0 0\n0.5 0.5 0.5\nDirect configuration=     2\n0 0 0.25\n0.5 0.5 0.5\n";

    public static TheoryData<string, string> Same => new()
    {
        { "direct", Iron },
        { "cartesian", "x\n2.8\n1 0 0\n0 1 0\n0 0 1\nFe\n2\nCartesian\n0 0 0\n0.5 0.5 0.5\n" },
        { "volume instead of a scale", "x\n-21.952\n5 0 0\n0 5 0\n0 0 5\nFe\n2\nk\n0 0 0\n2.5 2.5 2.5\n" },
        { "three scales", "x\n2.8 1.4 0.7\n1 0 0\n0 2 0\n0 0 4\nFe\n2\nc\n0 0 0\n0.5 1 2\n" },
        { "selective dynamics", "x\n1\n2.8 0 0\n0 2.8 0\n0 0 2.8\nFe\n2\nSelective dynamics\nDirect\n0 0 0 F F T\n0.5 0.5 0.5 T T T\n" },
        { "kinds of potentials, velocities after", "x\n1\n2.8 0 0\n0 2.8 0\n0 0 2.8\nFe_pv Fe/1a2b\n1 1\ndirect\n0 0 0 Fe\n0.5 0.5 0.5 Fe\n\n0 0 0\n0 0 0\n" },
        { "elements in the title alone (VASP 4)", "Fe\n2.8\n1 0 0\n0 1 0\n0 0 1\n2 ! atoms\nDirect\n0 0 0\n0.5 0.5 0.5" },
        { "carriage returns", Iron.Replace("\n", "\r\n", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Same))]
    public void Read_AllWaysToWriteIt_GiveTheSameIron(string way, string text)
    {
        AtomicStructure read = Poscar.Read(new StringReader(text));

        Assert.Equal(21.952, read.Cell.Volume, 1e-9);
        Assert.Equal(2.8, read.Cell.A.X, 1e-9);
        Assert.True((read.Positions[1] - new Vector(1.4, 1.4, 1.4)).Length < 1e-9, way);
        Assert.Equal<int>([26, 26], read.AtomicNumbers);
    }

    [Fact]
    public void Read_ALeftHandedBox_KeepsTheAtomsWhereTheyAre()
    {
        AtomicStructure read = Poscar.Read(new StringReader("x\n1\n0 3 0\n4 0 0\n0 0 5\nFe\n1\nDirect\n0.5 0.25 0.1\n"));

        Assert.Equal(60, read.Cell.Volume, 1e-9);
        Assert.Equal(new Vector(1, 1.5, 0.5), read.Positions[0]);
    }

    [Theory]
    [InlineData("\n2.8\n", "\n0\n", "line 2: the scale factor is one number, not zero, or three above zero")]
    [InlineData("0 1 0\n", "2 0 0\n", "line 5: the box has no volume")]
    [InlineData("0 1 0\n", "0 inf 0\n", "line 4: an edge of the box is \"inf\", not a number")]
    [InlineData("Fe", "Fx", "line 7: \"Fx\" is no element")]
    [InlineData("Fe", "Fe Cu", "line 7: 1 numbers of atoms for 2 elements")]
    [InlineData("\n2\n", "\n0\n", "line 7: no sensible numbers of atoms")]
    [InlineData("Direct", "0 0 0", "line 8: \"0 0 0\" is neither Direct nor Cartesian")]
    [InlineData("0.5 0.5 0.5", "0.5 0.5", "line 10: the position of an atom is three numbers, here are 2")]
    [InlineData("0.5 0.5 0.5", "0.5 0.5 NaN", "line 10: the position of an atom is NaN, not a finite number")]
    [InlineData("0.5 0.5 0.5\n", "", "line 9: 1 of 2 atoms")]
    public void Read_AFault_IsOneLineThatSaysWhere(string right, string wrong, string message)
    {
        var error = Assert.Throws<StructureFormatException>(() => Poscar.Read(new StringReader(Iron.Replace(right, wrong, StringComparison.Ordinal))));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void ReadMany_AnXdatcar_GivesItsConfigurations()
    {
        Trajectory read = Trajectory.Of(Poscar.ReadMany(new StringReader(Moving)));

        Assert.Equal<long>([1, 2], read.Steps);
        Assert.Equal(new Vector(0, 0, 1), read.Frames[1].Positions[0]);
        Assert.Equal<int>([26, 29], read.Frames[1].AtomicNumbers);
    }

    [Fact]
    public void ReadMany_AnXdatcarWhoseBoxChanges_TakesEachBox()
    {
        Trajectory read = Trajectory.Of(Poscar.ReadMany(new StringReader(Moving + Moving.Replace("\n1\n", "\n2\n", StringComparison.Ordinal))));

        Assert.Equal([64, 64, 512, 512], read.Frames.Select(f => f.Cell.Volume));
    }

    [Fact]
    public void ReadMany_ACutXdatcar_KeepsWhatIsWhole()
    {
        Trajectory read = Trajectory.Of(Poscar.ReadMany(new StringReader(Moving[..^14])));

        Assert.Single(read.Frames);
        Assert.Equal("line 12: 1 of 2 atoms", read.Cut);
    }
}
