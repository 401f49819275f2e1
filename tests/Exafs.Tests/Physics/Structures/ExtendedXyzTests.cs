using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Structures;

public sealed class ExtendedXyzTests
{
    [Fact]
    public void Write_ThenRead_IsTheSameToTheLastDigit()
    {
        Cell skew = new(new(4.1, 0, 0), new(0.3, 5.2, 0), new(-0.7, 1.0 / 3, 6), true, false, true);
        AtomicStructure[] frames = [Crystals.Fcc(29, 3.6, 2, 1, 1).Shaken(0.1, new Random(1)), new(skew, [new(0.1, Math.PI, 1e-17)], [26])];
        using var text = new StringWriter();
        ExtendedXyz.Write(text, frames);

        Trajectory read = Read(text.ToString());

        Assert.Null(read.Cut);
        Assert.Equal(2, read.Frames.Length);
        for (var f = 0; f < 2; f++)
        {
            Assert.Equal(frames[f].Cell, read.Frames[f].Cell);
            Assert.Equal<Vector>(frames[f].Positions, read.Frames[f].Positions);
            Assert.Equal<int>(frames[f].AtomicNumbers, read.Frames[f].AtomicNumbers);
        }
    }

    [Theory]
    [InlineData("Properties=species:S:1:pos:R:3 Lattice=\"4 0 0 0 5 0 0 0 6\" pbc=\"T F 1\" energy=-3", "Fe 1 2 3")]
    [InlineData("lattice={4 0 0 0 5 0 0 0 6} pbc=[T, F, T] Properties=id:I:1:pos:R:3:forces:R:3:Z:I:1", "7 1 2 3 0 0 0 26")]
    [InlineData("config=\"a b = c\" pbc='T F T' Lattice='4 0 0 0 5 0 0 0 6' bare", "Fe 1.0e0 2 3 and more")]
    public void Read_AnyOrderOfKeysAndColumns_GivesTheSameAtom(string comment, string atom)
    {
        AtomicStructure read = Read($"1\n{comment}\n{atom}\n").Frames[0];

        Assert.Equal(new Cell(new(4, 0, 0), new(0, 5, 0), new(0, 0, 6), true, false, true), read.Cell);
        Assert.Equal(new Vector(1, 2, 3), read.Positions[0]);
        Assert.Equal(26, read.AtomicNumbers[0]);
    }

    [Theory]
    [InlineData("water, say")]
    [InlineData("Lattice=\"0 0 0 0 0 0 0 0 0\" pbc=\"F F F\"")]
    public void Read_WithoutABox_AtomsStandFree(string comment)
    {
        AtomicStructure read = Read($"2\n{comment}\nO 0 0 0\nH 0 0 1").Frames[0];

        Assert.Equal(20 * 20 * 21, read.Cell.Volume, 1e-9);
        Assert.False(read.Cell.PeriodicA || read.Cell.PeriodicB || read.Cell.PeriodicC);
        Assert.Single(NeighbourList.Of(read, 30).Of(0).ToArray());
    }

    [Theory]
    [InlineData("2\n\nFe 0 0 0\nFe 1 1", "line 4: the file ends in the middle of a line (an atom has 3 values for 4 columns)", true)]
    [InlineData("2\n\nFe 0 0 0\nFe 1 1\n", "line 4: an atom has 3 values for 4 columns", false)]
    [InlineData("2\n\nFe 0 0 0\n", "line 3: the frame has 1 of 2 atoms", true)]
    [InlineData("two\n\n", "line 1: the number of atoms is \"two\", not a whole number", false)]
    [InlineData("1\nLattice=\"1 0 0 1 0 0 0 0 1\"\nFe 0 0 0\n", "line 2: the box has no volume", false)]
    [InlineData("1\nLattice=\"1 0 0 1\"\nFe 0 0 0\n", "line 2: Lattice is nine numbers, here are 4", false)]
    [InlineData("1\npbc=\"T T T\"\nFe 0 0 0\n", "line 2: the frame repeats (pbc), and has no Lattice", false)]
    [InlineData("1\nProperties=species:S:1\nFe 0 0 0\n", "line 2: Properties has no pos of three columns", false)]
    [InlineData("1\nProperties=pos:R:3\n0 0 0\n", "line 2: Properties has neither species nor Z", false)]
    [InlineData("1\nProperties=pos:R:3:Z:I:1\n0 0 0 0\n", "line 3: 0 is no atomic number of an element", false)]
    [InlineData("1\nProperties=species:S:1:pos:R:3:x:R:-1\nFe 0 0 0\n", "line 2: Properties gives x \"-1\" columns", false)]
    [InlineData("1\n\nFoo 0 0 0\n", "line 3: \"Foo\" is no element", false)]
    [InlineData("1\n\nFe 0 nan 0\n", "line 3: the position of an atom is nan, not a finite number", false)]
    public void Read_AFault_IsOneLineThatSaysWhere(string text, string message, bool cut)
    {
        var error = Assert.Throws<StructureFormatException>(() => Read(text));

        Assert.Equal(message, error.Message);
        Assert.Equal(cut, error.Cut);
    }

    private static Trajectory Read(string text) => Trajectory.Of(ExtendedXyz.Read(new StringReader(text)));
}
