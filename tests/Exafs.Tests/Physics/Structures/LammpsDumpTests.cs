using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Structures;

public sealed class LammpsDumpTests
{
    private const string TwoFrames =
        "ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n2\nITEM: BOX BOUNDS pp pp pp\n0 4\n0 5\n-1 5\nITEM: ATOMS id type x y z\n2 1 1.5 2.5 3.5\n1 2 0.25 0 0\n" +
        "ITEM: TIMESTEP\n100\nITEM: NUMBER OF ATOMS\n2\nITEM: BOX BOUNDS pp pp pp\n0 4\n0 5\n-1 5\nITEM: ATOMS id type x y z\n1 2 0.5 0 0\n2 1 1.5 2.5 3.25\n";

    [Fact]
    public void Read_UnsortedAtoms_ComeOrderedByTheirId()
    {
        Trajectory read = Read(TwoFrames, 26, 29);

        Assert.Null(read.Cut);
        Assert.Equal<long>([0, 100], read.Steps);
        Assert.Equal<int>([29, 26], read.Frames[0].AtomicNumbers);
        Assert.Equal<Vector>([new(0.25, 0, 0), new(1.5, 2.5, 3.5)], read.Frames[0].Positions);
        Assert.Equal<Vector>([new(0.5, 0, 0), new(1.5, 2.5, 3.25)], read.Frames[1].Positions);
        Assert.Equal(Cell.Orthogonal(4, 5, 6), read.Frames[0].Cell);
    }

    [Theory]
    [InlineData("id element xs ys zs", "1 Fe 0.5 0.25 0.75")]
    [InlineData("zs element ys xs id", "0.75 Fe 0.25 0.5 1")]
    [InlineData("element vx xu yu zu", "Fe 9 3 0.25 7.5")]
    [InlineData("x y z element xsu ysu zsu ", "0 0 0 Fe 0.5 0.25 0.75 ")]
    public void Read_AnyOrderAndKindOfColumns_GivesTheSameAtom(string columns, string atom)
    {
        AtomicStructure read = Read($"ITEM: UNITS\nmetal\nITEM: TIME\n0.5\nITEM: TIMESTEP\n7\nITEM: NUMBER OF ATOMS\n1\nITEM: BOX BOUNDS pp ff ps\n1 5\n-1 4\n0 10\nITEM: ATOMS {columns}\n{atom}\n").Frames[0];

        Assert.Equal(new Cell(new(4, 0, 0), new(0, 5, 0), new(0, 0, 10), true, false, false), read.Cell);
        Assert.Equal<Vector>([new(3, 0.25, 7.5)], read.Positions);
        Assert.Equal<int>([26], read.AtomicNumbers);
    }

    [Theory]
    [InlineData(1.5, -2, 0.5)]
    [InlineData(-1.5, 1, -0.5)]
    [InlineData(0.25, 0.5, 3)]
    public void Read_ASkewedBox_UndoesTheBoxAroundIt(double xy, double xz, double yz)
    {
        // The manual's own formulas, from a box that starts at (1, 2, 3) and is 8 by 9 by 10.
        FormattableString dump = $"ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n1\nITEM: BOX BOUNDS xy xz yz pp pp pp\n{1 + new[] { 0, xy, xz, xy + xz }.Min()} {9 + new[] { 0, xy, xz, xy + xz }.Max()} {xy}\n{2 + Math.Min(0, yz)} {11 + Math.Max(0, yz)} {xz}\n3 13 {yz}\nITEM: ATOMS id type xs ys zs\n1 1 0.5 0.5 0.5\n";
        AtomicStructure read = Read(FormattableString.Invariant(dump), 26).Frames[0];

        Assert.Equal(new Cell(new(8, 0, 0), new(xy, 9, 0), new(xz, yz, 10)), read.Cell);
        Assert.Equal(new Vector(1 + (8 + xy + xz) / 2, 2 + (9 + yz) / 2, 8), read.Positions[0]);
    }

    [Fact]
    public void Read_AGeneralTriclinicBox_TakesItsEdges()
    {
        AtomicStructure read = Read("ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n1\nITEM: BOX BOUNDS abc origin pp pp pp\n0 4 0 1\n0 0 5 2\n6 0 0 3\nITEM: ATOMS id type xs ys zs\n1 1 0.5 0.5 0.5\n", 26).Frames[0];

        Assert.Equal(120, read.Cell.Volume);
        Assert.Equal(new Vector(4, 4, 5.5), read.Positions[0]);
    }

    [Fact]
    public void Read_CutAnywhereInTheSecondFrame_KeepsTheFirstAndSaysSo()
    {
        var second = TwoFrames.IndexOf("ITEM: TIMESTEP\n100", StringComparison.Ordinal);
        for (var length = second + 1; length < TwoFrames.Length; length++)
        {
            Trajectory read = Read(TwoFrames[..length], 26, 29);
            Assert.Equal<long>([0], read.Steps);
            Assert.NotNull(read.Cut);
            Assert.StartsWith("line ", read.Cut, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_CutInTheFirstFrame_IsAnError()
    {
        var error = Assert.Throws<StructureFormatException>(() => Read(TwoFrames[..60], 26, 29));

        Assert.True(error.Cut);
    }

    [Fact]
    public void Read_ARunThatWasKilledAndStartedAgain_NamesTheUnfinishedFrame()
    {
        Trajectory read = Read(TwoFrames[..^10] + TwoFrames, 26, 29);

        Assert.Equal<long>([0], read.Steps);
        Assert.Equal("line 22: the frame of step 100 has 1 of 2 atoms", read.Cut);
    }

    [Theory]
    [InlineData("1.5 2.5 3.5\n", "1.5 nan 3.5\n", "line 10: the y of an atom is nan, not a finite number")]
    [InlineData("1.5 2.5 3.5\n", "1.5 1e999 3.5\n", "line 10: the y of an atom is 1e999, not a finite number")]
    [InlineData("1.5 2.5 3.5\n", "1.5 2.5\n", "line 10: an atom has 4 values for 5 columns")]
    [InlineData("1.5 2.5 3.5\n", "1.5 2.5 3.5 0\n", "line 10: an atom has 6 or more values for 5 columns")]
    [InlineData("0 4\n", "4 4\n", "line 8: the box has no volume")]
    [InlineData("\n2\n", "\n0\n", "line 9: a frame of 0 atoms")]
    [InlineData("\n2\n", "\ntwo\n", "line 4: the number of atoms is \"two\", not a whole number")]
    [InlineData("\n2\n", "\n1\n", "line 11: \"1 2 0.25 0 0\" is no item of a LAMMPS dump")]
    [InlineData("2 1 1.5", "2 3 1.5", "line 10: of type 3 no element is given (2 are)")]
    [InlineData("2 1 1.5", "1 1 1.5", "line 11: the frame of step 0 has atom 1 twice")]
    [InlineData("id type", "id mass", "line 9: no column says what the atoms are (element, or type)")]
    [InlineData("id type x y z", "id type x y", "line 9: no positions among the columns \"id type x y\" (x y z, xu yu zu, xs ys zs or xsu ysu zsu)")]
    [InlineData("ITEM: TIMESTEP\n0\n", "ITEM: UNITS\nlj\n", "line 2: lengths in units of \"lj\" are not Å (metal and real are)")]
    [InlineData("ITEM: TIMESTEP\n0\n", "", "line 7: the atoms come before their step, number or box")]
    public void Read_AFault_IsOneLineThatSaysWhere(string right, string wrong, string message)
    {
        var at = TwoFrames.IndexOf(right, StringComparison.Ordinal);
        var error = Assert.Throws<StructureFormatException>(() => Read(TwoFrames[..at] + wrong + TwoFrames[(at + right.Length)..], 26, 29));

        Assert.Equal(message, error.Message);
        Assert.False(error.Cut);
    }

    [Fact]
    public void Read_AnUnknownElement_IsNamed()
    {
        var error = Assert.Throws<StructureFormatException>(() => Read("ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n1\nITEM: BOX BOUNDS pp pp pp\n0 4\n0 4\n0 4\nITEM: ATOMS element x y z\nXx 0 0 0\n"));

        Assert.Equal("line 10: \"Xx\" is no element", error.Message);
    }

    [Fact]
    public void Read_AFaultAfterGoodFrames_ComesAfterThem()
    {
        using var frames = LammpsDump.Read(new StringReader(TwoFrames.Replace("3.25", "oops", StringComparison.Ordinal)), [26, 29]).GetEnumerator();

        Assert.True(frames.MoveNext());
        Assert.Throws<StructureFormatException>(() => frames.MoveNext());
    }

    private static Trajectory Read(string text, params int[] elements) => Trajectory.Of(LammpsDump.Read(new StringReader(text), elements.Length == 0 ? null : elements));
}
