using System.Collections.Immutable;
using Exafs.Physics.Libraries;

namespace Exafs.Lab.Compare;

/// <summary>What of a pack a measured foil is compared with.</summary>
/// <param name="Element">Symbol.</param>
/// <param name="Edge">K, L3…</param>
/// <param name="TemperatureKelvin">Of the simulated reference.</param>
/// <param name="K">Wavenumber, Å⁻¹ [n].</param>
/// <param name="Chi">χ(k) of the reference for S0² = 1 [n].</param>
public sealed record ComparePack(string Element, string Edge, double TemperatureKelvin, ImmutableArray<double> K, ImmutableArray<double> Chi)
{
    private const string LibraryFolder = "library";

    /// <summary>Where the library of a pack lies: in its folder, or in the folder itself.</summary>
    /// <exception cref="UsageException">There is no reference in it.</exception>
    public static string LibraryOf(string folder) =>
        new[] { folder, Path.Combine(folder, LibraryFolder) }.FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, StructureLibrary.ReferenceFile)))
        ?? throw new UsageException($"--pack: there is no {StructureLibrary.ReferenceFile} in {folder} or its folder {LibraryFolder}");

    /// <summary>Of a pack's folder, or of the folder of its library.</summary>
    /// <exception cref="UsageException">There is no reference in it, or one that cannot be read.</exception>
    public static ComparePack Load(string folder)
    {
        var library = LibraryOf(folder);
        try
        {
            using FileStream manifestFile = File.OpenRead(Path.Combine(library, LibraryManifest.FileName)), referenceFile = File.OpenRead(Path.Combine(library, StructureLibrary.ReferenceFile));
            LibraryManifest manifest = LibraryManifest.Read(manifestFile);
            StructureSet reference = StructureSet.Of(Safetensors.Read(referenceFile));
            if (reference.Count != 1) throw new InvalidDataException($"{StructureLibrary.ReferenceFile}: {reference.Count} structures where one is the reference");
            return new(manifest.Element, manifest.Edge, reference.Label("temperature_kelvin")[0], reference.K, [.. reference.ChiOf(0).ToArray().Select(value => (double)value)]);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException($"--pack: {error.Message}");
        }
    }
}
