using System.Globalization;
using Exafs.Lab;
using Exafs.Physics.Libraries;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Lab.Simulate;

/// <summary>config/training/test.json, made once, without haste: what every other making is compared with.</summary>
public sealed class SmallLibrary : IDisposable
{
    public const int Structures = 15;

    public SmallLibrary()
    {
        (Code, Said) = Simulate(Config, Folder, "--jobs", "2");
    }

    public static string Config { get; } = Path.Combine(RepositoryFolder.Path, "config", "training", "test.json");

    public string Folder { get; } = Directory.CreateTempSubdirectory("exafs-small-library-").FullName;

    public int Code { get; }

    public string Said { get; }

    public StructureLibrary Library => StructureLibrary.Load(LibraryOf(Folder));

    public static string LibraryOf(string output) => Path.Combine(output, "library");

    /// <summary>The command in this process.</summary>
    public static (int Code, string Said) Simulate(string config, string output, params string[] more)
    {
        var said = new StringWriter(CultureInfo.InvariantCulture);
        var code = CommandLine.Run(["simulate", "--config", config, "--output", output, .. more], TextWriter.Null, People.On(said, terminal: false), CancellationToken.None);
        return (code, said.ToString());
    }

    /// <summary>Every byte is the same, but for when and at what cost.</summary>
    public void AssertSameAs(string output)
    {
        StructureLibrary expected = Library, found = StructureLibrary.Load(LibraryOf(output));
        Assert.Equal(expected.Manifest.Files, found.Manifest.Files.AsEnumerable());
        Assert.Equal(ButForMade(Folder), ButForMade(output));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string ButForMade(string output)
    {
        var text = File.ReadAllText(Path.Combine(LibraryOf(output), LibraryManifest.FileName));
        return text[..text.IndexOf("\"made\":", StringComparison.Ordinal)];
    }
}
