using System.Text;
using Exafs.Physics.Structures;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Physics.Structures;

public sealed class DamagedFileTests
{
    private const string Damage = "0123456789.-+eE \n\t\"=:xTFN\0é";

    public static TheoryData<string, string> Files => new()
    {
        { "dump", "ITEM: UNITS\nmetal\nITEM: TIMESTEP\n5\nITEM: NUMBER OF ATOMS\n2\nITEM: BOX BOUNDS xy xz yz pp pp ff\n0 4 1\n0 4 0\n0 4 0.5\nITEM: ATOMS id type element xs ys zs\n1 1 Fe 1 2 3\n2 1 Fe 0 0 0\n" },
        { "xyz", "2\nLattice=\"4 0 0 0 4 0 0 0 4\" Properties=species:S:1:pos:R:3 pbc=\"T T F\"\nFe 1 2 3\nCu 0 0 0\n1\n\nFe 0 0 0\n" },
        { "POSCAR", "iron\n-40\n1 0 0\n0 1 0\n0 0 1\nFe Cu\n1 2\nSelective\nDirect\n0 0 0 T T T\n0.5 0.5 0.5 F F F\n0.1 0.1 0.1 T T T\n" },
        { "XDATCAR", "iron\n2 3 4\n1 0 0\n0 1 0\n0 0 1\nFe Cu\n1 1\nDirect configuration= 1\n0 0 0\n0.5 0.5 0.5\nDirect configuration= 2\n0 0 0\n0.5 0.5 0.5\n" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_AnyCharactersChanged_IsReadOrRefusedInOneLine(string name, string text)
    {
        Gen<(int At, int What, int Length)[]> changes = Gen.Choose(0, text.Length - 1).Three().Select(three => (three.Item1, three.Item2, three.Item3 % 4)).ArrayOf();

        Prop.ForAll(changes.ToArbitrary(), all =>
        {
            var damaged = new StringBuilder(text);
            foreach (var (at, what, length) in all.Where(change => change.At < damaged.Length))
            {
                if (length == 0) damaged.Remove(at, 1);
                else damaged[at] = Damage[what % Damage.Length];
            }

            return Holds(name, damaged.ToString());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Theory]
    [InlineData("xyz", "1\nProperties=species:S:2147483647:x:S:2147483647:pos:R:3:Z:I:1\nFe 0 0 0\n")]
    [InlineData("POSCAR", "x\n1\n1 0 0\n0 1 0\n0 0 1\nFe Fe Fe\n9000000000000000000 9000000000000000000 1\nDirect\n0 0 0\n")]
    [InlineData("POSCAR", "x\n1e300\n1 0 0\n0 1 0\n0 0 1\nFe\n1\nDirect\n0 0 0\n")]
    [InlineData("POSCAR", "x\n-8\n0 0 0\n0 0 0\n0 0 0\nFe\n1\nDirect\n0 0 0\n")]
    [InlineData("dump", "ITEM: TIMESTEP\n5\nITEM: NUMBER OF ATOMS\n2\nITEM: BOX BOUNDS pp pp pp\n0 1e300\n0 1e300\n0 1e300\nITEM: ATOMS element x y z\n")]
    public void Read_NumbersBeyondAllSense_AreRefused(string name, string text)
    {
        Assert.Throws<StructureFormatException>(() => StructureFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), name));
    }

    private static bool Holds(string name, string text)
    {
        try
        {
            Trajectory read = StructureFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), name, [26]);
            return read.Frames.Length > 0
                && read.Frames.All(f => f.Cell.Volume > 0 && f.Count == f.AtomicNumbers.Length && f.Positions.All(p => double.IsFinite(p.LengthSquared)));
        }
        catch (StructureFormatException wrong)
        {
            return wrong.Message.StartsWith("line ", StringComparison.Ordinal) && !wrong.Message.Contains('\n', StringComparison.Ordinal);
        }
    }
}
