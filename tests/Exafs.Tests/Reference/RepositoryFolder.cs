using System.Text.Json;

namespace Exafs.Tests.Reference;

/// <summary>Where the repository stands, seen from a running test.</summary>
public static class RepositoryFolder
{
    /// <summary>The folder of Exafs.Stream.sln.</summary>
    public static string Path { get; } = Find();

    /// <summary>A reference case that belongs to the repository: tests/reference/<paramref name="parts"/>.</summary>
    public static JsonElement ReferenceCase(params string[] parts) =>
        ReadJson(System.IO.Path.Combine([Path, "tests", "reference", .. parts]));

    /// <summary>A JSON file as a tree that outlives its document.</summary>
    public static JsonElement ReadJson(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Exafs.Stream.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Exafs.Stream.sln is not above the tests.");
    }
}
