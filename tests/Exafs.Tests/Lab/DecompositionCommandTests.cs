using System.Globalization;
using Exafs.Inference.Decomposition;
using Exafs.Inference.Packs;
using Exafs.Inference.Targets;
using Exafs.Lab;
using Exafs.Physics.Libraries;
using Exafs.Tests.Inference.Packs;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Lab;

/// <summary>exafs-lab decomposition, and what it made of the packs of the repository.</summary>
public sealed class DecompositionCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-decomposition-").FullName;
    private readonly StringWriter _people = new(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Decomposition_PackWithNetworks_IsWrittenTheSameEachTimeAndItsHashWithIt()
    {
        var file = Path.Combine(ExamplePack.WriteWhole(_folder), DecompositionManifest.FileName);
        RandomPack.Save(_folder);

        Assert.Equal(ExitCode.Done, Run(_folder));
        var once = File.ReadAllText(file);
        Assert.Equal(ExitCode.Done, Run(_folder));

        Assert.Equal(once, File.ReadAllText(file));
        Assert.Equal(once.Length, ModelPack.Load(_folder).Manifest.Files[DecompositionManifest.FileName].Bytes);
        Assert.Contains("by 400 simulated spectra", _people.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Decomposition_NoPack_IsOneLine() => Assert.Equal(ExitCode.WrongUsage, Run(Path.Combine(_folder, "none")));

    [Theory]
    [InlineData("fe")]
    [InlineData("cu")]
    public void Decomposition_OfTheRepository_IsOfItsLibraryAndKnowsNoNumberExactly(string pack)
    {
        var folder = Path.Combine(RepositoryFolder.Path, "config", "packs", pack);
        using var stream = File.OpenRead(Path.Combine(folder, DecompositionManifest.FileName));
        using var library = File.OpenRead(Path.Combine(folder, "library", LibraryManifest.FileName));

        var made = DecompositionManifest.Read(stream);

        Assert.Equal(LibraryManifest.Sha256(library), made.LibrarySha256);
        Assert.True(made.Limits is { FitRFactor: > 0.02 and < 0.5, MeltBesideCrystal: > 0.1 and < 1 });
        // Neighbours within 3.2 Å, density, then N, R, σ², C3 of three shells.
        var (factors, floors) = (made.Parameters.ErrorFactor[TargetGrid.Count..], made.Parameters.ErrorFloor[TargetGrid.Count..]);
        for (var i = 0; i < Quantities.Count; i++) Assert.True(floors[i] > 0 && factors[i] < 10, $"{Quantities.Names[i]}: factor {factors[i]}, floor {floors[i]}");
        Assert.True(floors[Quantities.FirstShell] >= 0.05);
    }

    private int Run(string pack) => CommandLine.Run(["decomposition", "--pack", pack], TextWriter.Null, People.On(_people, terminal: false), CancellationToken.None);
}
