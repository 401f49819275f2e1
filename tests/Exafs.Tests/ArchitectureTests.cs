using System.Xml.Linq;
using Exafs.Tests.Reference;

namespace Exafs.Tests;

/// <summary>The house stays as the README draws it.</summary>
public sealed class ArchitectureTests
{
    // Who may know whom, from the bottom up. A line of this table is a line of the README.
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["src/StandIns/NetMQ"] = [],
        ["src/StandIns/MessagePack"] = [],
        ["src/StandIns/InfluxDB.Client"] = [],
        ["src/StandIns/TorchSharp"] = [],
        ["src/Exafs.Signal"] = [],
        ["src/Exafs.Physics"] = ["Exafs.Signal"],
        ["src/Exafs.Inference"] = ["Exafs.Signal", "Exafs.Physics", "TorchSharp"],
        ["src/Exafs.Pipeline"] = ["Exafs.Signal", "Exafs.Physics"],
        ["src/Exafs.Adapters"] = ["Exafs.Signal", "Exafs.Physics", "Exafs.Pipeline", "NetMQ", "MessagePack", "InfluxDB.Client"],
        ["src/Exafs.Report"] = ["Exafs.Signal", "Exafs.Physics", "Exafs.Pipeline", "Exafs.Adapters"],
        ["src/Exafs.Monitor"] = ["Exafs.Signal", "Exafs.Physics", "Exafs.Inference", "Exafs.Pipeline", "Exafs.Adapters", "Exafs.Report"],
        ["tools/Exafs.Lab"] = ["Exafs.Signal", "Exafs.Physics", "Exafs.Inference", "Exafs.Pipeline", "Exafs.Adapters", "Exafs.Report", "NetMQ", "MessagePack", "TorchSharp"],
    };

    public static TheoryData<string> Projects => new(MayReference.Keys);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_OnlyWhatItsLevelMay(string folder)
    {
        var project = XDocument.Load(Directory.GetFiles(Path.Combine(RepositoryFolder.Path, folder), "*.csproj").Single());
        var references = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
            .Concat(project.Descendants("StandIn").SelectMany(s => s.Attribute("Include")!.Value.Split(';')));

        Assert.Empty(references.Except(MayReference[folder]));
    }

    [Fact]
    public void Folders_OfSourcesAndTools_AreAllInTheTable()
    {
        var projects = new[] { "src", "tools" }
            .SelectMany(top => Directory.GetFiles(Path.Combine(RepositoryFolder.Path, top), "*.csproj", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(RepositoryFolder.Path, Path.GetDirectoryName(file)!).Replace('\\', '/'));

        Assert.Equal(MayReference.Keys.Order(), projects.Order());
    }

    [Fact]
    public void Rx_IsKnown_ToThePipelineAlone_AndToTheProgramThatComposesIt()
    {
        var users = Directory.GetFiles(Path.Combine(RepositoryFolder.Path, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("System.Reactive", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(["Exafs.Monitor", "Exafs.Pipeline"], users.Order());
    }

    [Fact]
    public void SourceFile_IsNeverLongerThan_ThreeHundredLines()
    {
        var tooLong = new[] { "src", "tools" }
            .SelectMany(top => Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, top), "*.cs", SearchOption.AllDirectories))
            .Where(file => File.ReadLines(file).Count() > 300)
            .Select(file => Path.GetRelativePath(RepositoryFolder.Path, file));

        Assert.Empty(tooLong);
    }
}
