using System.Collections.Concurrent;
using System.Text.Json;

namespace Exafs.Tests.Reference;

/// <summary>
/// Measured spectra and what two Larch versions make of them, in ../shared/reference/larch beside the repository.
/// They are additional: where the folder is absent every enumeration here is empty.
/// </summary>
public static class LarchCorpus
{
    public const string Larch2026 = "larch_2026.3.1";
    public const string Larch0958 = "larch_0.9.58";

    private static readonly string Folder = System.IO.Path.GetFullPath(
        System.IO.Path.Combine(RepositoryFolder.Path, "..", "shared", "reference", "larch"));

    private static readonly ConcurrentDictionary<string, Lazy<LarchSpectrum>> Loaded = new();

    /// <summary>Names of all spectra, in order.</summary>
    public static IReadOnlyList<string> Ids { get; } = Directory.Exists(System.IO.Path.Combine(Folder, "json"))
        ? [.. Directory.EnumerateFiles(System.IO.Path.Combine(Folder, "json"), "*.json")
            .Select(file => System.IO.Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>All spectra, each read when it is reached.</summary>
    public static IEnumerable<LarchSpectrum> Spectra => Ids.Select(Load);

    /// <summary>One spectrum by its name.</summary>
    public static LarchSpectrum Load(string id) => Loaded.GetOrAdd(id, key => new(() => LarchSpectrum.Of(RepositoryFolder.ReadJson(FilePath("json", key + ".json"))))).Value;

    /// <summary>A file of the corpus.</summary>
    public static string FilePath(params string[] parts) => System.IO.Path.Combine([Folder, .. parts]);

    /// <summary>A JSON file at the top of the corpus, such as merge_sets.json; null where the corpus is absent.</summary>
    public static JsonElement? TopLevel(string file) => File.Exists(FilePath(file)) ? RepositoryFolder.ReadJson(FilePath(file)) : null;

    /// <summary>Every (spectrum, version) for which Larch gave the section at <paramref name="path"/>, such as "explicit", "autobk".</summary>
    public static TheoryData<string, string> Cases(params string[] path)
    {
        TheoryData<string, string> cases = [];
        foreach (LarchSpectrum spectrum in Spectra)
            foreach (string version in new[] { Larch0958, Larch2026 })
                if (spectrum.Section([version, .. path]) is not null)
                    cases.Add(spectrum.Id, version);
        return cases;
    }
}

/// <summary>One measured spectrum of the corpus.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Energy">Photon energy, sorted, eV [n].</param>
/// <param name="Mu">µ(E) [n].</param>
/// <param name="Root">The whole file.</param>
public sealed record LarchSpectrum(string Id, double[] Energy, double[] Mu, JsonElement Root)
{
    /// <summary>What one version gave, such as Section("larch_2026.3.1", "explicit", "autobk"); null where it was not run or failed.</summary>
    public JsonElement? Section(params string[] path)
    {
        JsonElement? section = Root;
        foreach (string name in path) section = section?.Child(name);
        return section;
    }

    /// <summary>From the JSON of one spectrum.</summary>
    public static LarchSpectrum Of(JsonElement root) => new(root.GetProperty("id").GetString()!, root.Doubles("energy"), root.Doubles("mu"), root);
}
