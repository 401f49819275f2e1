using System.Globalization;
using System.Xml.Linq;
using Exafs.Lab;
using Exafs.Tests.Lab;

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
    [InlineData("/does/not/exist")]
    [InlineData("LIBRARY", "--outptu", "x.svg")]
    public void Show_WhatCannotBeDrawn_IsOneLineAndNoFile(params string[] words)
    {
        ExamplePack.WriteLibrary(In("LIBRARY"));
        File.AppendAllText(Path.Combine(ExamplePack.WriteLibrary(In("DAMAGED")), "training.safetensors"), "x");

        Assert.Equal(ExitCode.WrongUsage, Run(["show", .. words.Select(word => word.All(char.IsUpper) ? In(word) : word), "--output", In("out.svg")]));

        Assert.False(File.Exists(In("out.svg")));
        Assert.InRange(_people.ToString().TrimEnd().Split('\n').Length, 1, 2);
    }

    private string In(string name) => Path.Combine(_folder, name);

    private int Run(params string[] words) => CommandLine.Run(words, TextWriter.Null, People.On(_people, terminal: false), CancellationToken.None);
}
