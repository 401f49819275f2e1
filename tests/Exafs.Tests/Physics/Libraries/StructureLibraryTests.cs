using System.Collections.Immutable;
using Exafs.Physics.Libraries;

namespace Exafs.Tests.Physics.Libraries;

/// <summary>A library is read whole and as it was written, or not at all.</summary>
public sealed class StructureLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-library-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_OfWhatWasWritten_GivesIt()
    {
        Write();

        var library = StructureLibrary.Load(_folder);

        Assert.Equal((2, null, null), (library.Training.Count, library.Validation, library.Reference));
        Assert.Equal("Fe", library.Manifest.Element);
        Assert.Equal("M. Made, Nowhere 1, 1 (1901)", library.Manifest.Potentials[0].Citation);
        Assert.Equal(new LibraryDroppedRun("b", "it melted"), library.Manifest.Dropped[0]);
        Assert.Equal(3, library.Open(StructureLibrary.ScatteringFile).Length);
        Assert.Throws<InvalidDataException>(() => library.Open("other"));
    }

    [Theory]
    [InlineData(StructureLibrary.TrainingFile)]
    [InlineData(StructureLibrary.ScatteringFile)]
    public void Load_OfChangedFile_SaysWhichAndHow(string file)
    {
        Write();
        var path = Path.Combine(_folder, file);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Contains($"{file}: SHA-256", Assert.Throws<InvalidDataException>(() => StructureLibrary.Load(_folder)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(path, bytes[..^1]);
        Assert.Contains("in the manifest", Assert.Throws<InvalidDataException>(() => StructureLibrary.Load(_folder)).Message, StringComparison.Ordinal);
        File.Delete(path);
        Assert.ThrowsAny<IOException>(() => StructureLibrary.Load(_folder));
    }

    [Theory]
    [InlineData("exafs-library-v1", "exafs-library-v9", "not exafs-library-v1")]
    [InlineData("training.safetensors", "../training.safetensors", "not the name of a file")]
    [InlineData("\"seed\"", "\"sead\"", "not as it should be")]
    [InlineData("{", "", "not as it should be")]
    public void Load_OfWrongManifest_SaysWhy(string from, string to, string problem)
    {
        Write();
        var path = Path.Combine(_folder, LibraryManifest.FileName);
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));

        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => StructureLibrary.Load(_folder)).Message, StringComparison.Ordinal);
    }

    private void Write()
    {
        var files = new Dictionary<string, Action<Stream>>
        {
            [StructureLibrary.TrainingFile] = StructureSet.Joined([StructureSetTests.Of(StructureSetTests.Sample(0)), StructureSetTests.Of(StructureSetTests.Sample(0))]).File.Write,
            [StructureLibrary.ScatteringFile] = stream => stream.Write([1, 2, 3]),
        };
        foreach (var (name, write) in files)
        {
            using var stream = File.Create(Path.Combine(_folder, name));
            write(stream);
        }

        using var manifest = File.Create(Path.Combine(_folder, LibraryManifest.FileName));
        new LibraryManifest
        {
            Format = LibraryManifest.CurrentFormat,
            Element = "Fe",
            Edge = "K",
            Seed = 7,
            ConfigSha256 = "00",
            Programs = ImmutableSortedDictionary<string, string>.Empty.Add("lammps", "1901"),
            Phases = ["bcc"],
            Potentials = [new("made", "M. Made, Nowhere 1, 1 (1901)")],
            Runs = [new("a", "training", "bcc", "made", 300, 54, 2, "00", 0)],
            Dropped = [new("b", "it melted")],
            Counts = [new("training", "bcc", 2)],
            Files = files.Keys.ToImmutableSortedDictionary(name => name, Describe),
            Made = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "a machine", [new("dynamics", 2, 1, 2, 2, "a machine")]),
        }.Write(manifest);
    }

    private LibraryFile Describe(string name)
    {
        using var stream = File.OpenRead(Path.Combine(_folder, name));
        return new(LibraryManifest.Sha256(stream), stream.Length);
    }
}
