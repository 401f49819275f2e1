using System.IO.Compression;
using System.Text;
using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Structures;

public sealed class StructureFileTests
{
    private const string Dump = "ITEM: TIMESTEP\n5\nITEM: NUMBER OF ATOMS\n1\nITEM: BOX BOUNDS pp pp pp\n0 4\n0 4\n0 4\nITEM: ATOMS type x y z\n1 1 2 3\n";
    private const string Xyz = "1\nLattice=\"4 0 0 0 4 0 0 0 4\"\nFe 1 2 3\n";
    private const string Vasp = "1\n4\n1 0 0\n0 1 0\n0 0 1\nFe\n1\nDirect\n0.25 0.5 0.75\n";

    [Theory]
    [InlineData("dump.lammpstrj", Dump)]
    [InlineData("trajectory", Dump)]
    [InlineData("frames.extxyz", Xyz)]
    [InlineData("frames", Xyz)]
    [InlineData("POSCAR", Vasp)]
    [InlineData("CONTCAR_relaxed", Vasp)]
    [InlineData("iron.vasp", Vasp)]
    public void Read_KnowsTheKind_ByItsNameOrItsFirstLine(string name, string text)
    {
        Trajectory read = Read(name, Encoding.UTF8.GetBytes(text));

        Assert.Equal(new Vector(1, 2, 3), Assert.Single(read.Frames).Positions[0]);
        Assert.Equal(26, read.Frames[0].AtomicNumbers[0]);
        Assert.Equal(64, read.Frames[0].Cell.Volume, 1e-9);
    }

    [Fact]
    public void Read_WithoutAnyHint_TakesItForAPoscar() =>
        Assert.Equal(new Vector(1, 2, 3), Read("iron.txt", Encoding.UTF8.GetBytes("iron" + Vasp[1..])).Frames[0].Positions[0]);

    [Fact]
    public void Read_AnXdatcar_ByItsName() =>
        Assert.Equal(new Vector(1, 2, 3), Read("XDATCAR", Encoding.UTF8.GetBytes(Vasp.Replace("Direct", "Direct configuration= 1", StringComparison.Ordinal))).Frames[0].Positions[0]);

    [Fact]
    public void Read_ACompressedFile_UnpacksIt()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(Dump));

        Assert.Equal<long>([5], Read("dump.gz", packed.ToArray()).Steps);
    }

    [Fact]
    public void Read_FromTheDisk_IsTheSame()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.xyz");
        File.WriteAllText(path, Xyz);
        try
        {
            Assert.Single(StructureFile.Read(path).Frames);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Read_AnEmptyFile_SaysSo() =>
        Assert.Equal("line 0: the file is empty", Assert.Throws<StructureFormatException>(() => Read("x.xyz", [])).Message);

    [Fact]
    public void Read_SomethingElse_IsOneLineAndNoEndlessMemory()
    {
        var noise = new byte[3 << 20];
        Array.Fill(noise, (byte)'x');

        Assert.Equal("line 1: far too long for a file of atoms", Assert.Throws<StructureFormatException>(() => Read("x", noise)).Message);
        Assert.Throws<StructureFormatException>(() => Read("page.html", "<html>\n<body>\n"u8.ToArray()));
    }

    private static Trajectory Read(string name, byte[] bytes) => StructureFile.Read(new MemoryStream(bytes), name, [26]);
}
