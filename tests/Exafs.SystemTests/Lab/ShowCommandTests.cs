using System.Globalization;
using System.Xml.Linq;
using Exafs.Lab;
using Exafs.Physics.Structures;
using Exafs.Tests.Lab;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Lab;

/// <summary>exafs-lab show: what is drawn, and what is refused.</summary>
public sealed class ShowCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-show-").FullName;
    private readonly StringWriter _people = new(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Show_Library_IsASheetOfWhatItCoversAndAllItsPhases()
    {
        string library = ExamplePack.WriteLibrary(In("library")), output = In("sheet.svg");

        Assert.Equal(ExitCode.Done, Run("show", library, "--output", output));

        var svg = XDocument.Parse(File.ReadAllText(output));
        var texts = svg.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value).ToList();
        Assert.Contains("Fe K edge: 20 structures of 3 runs", texts);
        Assert.Equal(8 + (3 * 3), svg.Descendants().Count(element => element.Name.LocalName == "clipPath"));
        Assert.Contains("training 18", texts);
        Assert.Contains("validation 2", texts);
        Assert.All(["eam", "bop", "bcc: 7 structures, 100 to 1450 K", "fcc: 7 structures, 190 to 1540 K", "liquid: 6 structures, 280 to 1630 K"], text => Assert.Contains(text, texts));
        Assert.DoesNotContain("NaN", File.ReadAllText(output), StringComparison.Ordinal);
        Assert.Contains("sheet.svg: Fe K edge: 20 structures", _people.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_SameLibrary_IsTheSameFile()
    {
        var library = ExamplePack.WriteLibrary(In("library"));

        Run("show", library, "--output", In("a.svg"));
        Run("show", library, "--output", In("b.svg"));

        Assert.Equal(File.ReadAllText(In("a.svg")), File.ReadAllText(In("b.svg")));
    }

    [Theory]
    [InlineData("4", "Fe structure 4: fcc-1, fcc at 460 K")]
    [InlineData("19", "Fe structure 19: fcc-1, fcc at 190 K")]
    public void Show_OneOfALibrary_IsThatOne(string index, string title)
    {
        Assert.Equal(ExitCode.Done, Run("show", ExamplePack.WriteLibrary(In("library")), "--index", index, "--output", In("one.svg")));

        Assert.Equal(title, XDocument.Parse(File.ReadAllText(In("one.svg"))).Root!.Elements().First().Value);
    }

    [Theory]
    [InlineData("LIBRARY", "--index", "20")]
    [InlineData("LIBRARY", "--index", "-1")]
    [InlineData("LIBRARY", "LIBRARY")]
    [InlineData("DAMAGED")]
    [InlineData("LIBRARY", "--pack", "LIBRARY")]
    [InlineData("LIBRARY", "--outptu", "x.svg")]
    [InlineData("a.xyz", "--pack", "/does/not/exist")]
    [InlineData("a.xyz", "--index", "3")]
    public void Show_WhatCannotBeDrawn_IsOneLineAndNoFile(params string[] words)
    {
        ExamplePack.WriteLibrary(In("LIBRARY"));
        File.AppendAllText(Path.Combine(ExamplePack.WriteLibrary(In("DAMAGED")), "training.safetensors"), "x");

        Assert.Equal(ExitCode.WrongUsage, Run(["show", .. words.Select(word => word.All(char.IsUpper) ? In(word) : word), "--output", In("out.svg")]));

        Assert.False(File.Exists(In("out.svg")));
        Assert.InRange(_people.ToString().TrimEnd().Split('\n').Length, 1, 2);
    }

    [Fact]
    public void Show_FilesOfAtoms_HaveTheirExafsAndTheirNeighbours()
    {
        string crystal = WritePoscar("POSCAR", 2.87), output = In("atoms.svg");
        File.WriteAllText(In("cut.xyz"), "2\n\nFe 0 0 0\n");

        Assert.Equal(ExitCode.SomeFailed, Run("show", crystal, In("cut.xyz"), In("absent.xyz"), "--pack", Path.Combine(RepositoryFolder.Path, "config", "packs", "fe"), "--output", output));

        var svg = XDocument.Parse(File.ReadAllText(output));
        var texts = svg.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value).ToList();
        Assert.Equal(3, svg.Descendants().Count(element => element.Name.LocalName == "clipPath"));
        Assert.All(["EXAFS of the Fe K edge, S02 = 1, and neighbours", "54 atoms, 1 of 1 frames", "bcc: 8.0 at 2.485 Å, σ2 0.0000 Å2", "N = 8.0", "6.0", "12.0"], text => Assert.Contains(text, texts));
        Assert.Contains("cut.xyz: line", _people.ToString(), StringComparison.Ordinal);
        Assert.Contains("absent.xyz", _people.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_AtomsOfAnotherElement_AreRefusedAndDrawnWithoutAPack()
    {
        var copper = WritePoscar("POSCAR", 2.87, "Cu");

        Assert.Equal(ExitCode.SomeFailed, Run("show", copper, "--pack", Path.Combine(RepositoryFolder.Path, "config", "packs", "fe"), "--output", In("out.svg")));
        Assert.False(File.Exists(In("out.svg")));
        Assert.Equal(ExitCode.Done, Run("show", copper, "--output", In("out.svg")));
        Assert.Equal("Neighbours", XDocument.Parse(File.ReadAllText(In("out.svg"))).Root!.Elements().First().Value);
    }

    /// <summary>A bcc crystal of 54 atoms.</summary>
    private string WritePoscar(string name, double a, string element = "Fe")
    {
        var structure = Crystals.Bcc(26, a, 3, 3, 3);
        File.WriteAllLines(In(name), [name, "1", $"{3 * a} 0 0", $"0 {3 * a} 0", $"0 0 {3 * a}", element, $"{structure.Count}", "Cartesian", .. structure.Positions.Select(p => $"{p.X} {p.Y} {p.Z}")]);
        return In(name);
    }

    private string In(string name) => Path.Combine(_folder, name);

    private int Run(params string[] words) => CommandLine.Run(words, TextWriter.Null, People.On(_people, terminal: false), CancellationToken.None);
}
