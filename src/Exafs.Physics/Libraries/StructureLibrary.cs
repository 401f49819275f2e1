using System.Collections.Immutable;

namespace Exafs.Physics.Libraries;

/// <summary>A folder with everything that training and estimation need of one element: structures with their EXAFS, a reference, scattering data.</summary>
public sealed class StructureLibrary
{
    public const string TrainingFile = "training.safetensors", ValidationFile = "validation.safetensors", ReferenceFile = "reference.safetensors", ScatteringFile = "scattering.safetensors";

    private readonly ImmutableDictionary<string, byte[]> _files;

    private StructureLibrary(LibraryManifest manifest, ImmutableDictionary<string, byte[]> files)
    {
        Manifest = manifest;
        _files = files;
        Training = Set(TrainingFile)!;
        Validation = Set(ValidationFile);
        Reference = Set(ReferenceFile);
    }

    public LibraryManifest Manifest { get; }

    /// <summary>Structures of the splits training and test.</summary>
    public StructureSet Training { get; }

    /// <summary>Structures of potentials that are in <see cref="Training"/> nowhere; null where there are none.</summary>
    public StructureSet? Validation { get; }

    /// <summary>One structure averaged over many more absorbers, to compare foils with; null where there is none.</summary>
    public StructureSet? Reference { get; }

    /// <summary>A file of it by name, such as <see cref="ScatteringFile"/>.</summary>
    /// <exception cref="InvalidDataException">It has no such file.</exception>
    public Stream Open(string name) => _files.TryGetValue(name, out var bytes) ? new MemoryStream(bytes, writable: false) : throw new InvalidDataException($"the library has no {name}");

    /// <summary>Reads it, and compares every file with the manifest.</summary>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file is not the one of the manifest, or not as it should be.</exception>
    public static StructureLibrary Load(string folder)
    {
        LibraryManifest manifest;
        using (var stream = File.OpenRead(Path.Combine(folder, LibraryManifest.FileName))) manifest = LibraryManifest.Read(stream);
        var files = ImmutableDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, expected) in manifest.Files)
        {
            // A manifest is no more to be trusted than a file: it names files of this folder only.
            if (name != Path.GetFileName(name)) throw new InvalidDataException($"{name} is not the name of a file of the library");
            var path = Path.Combine(folder, name);
            if (new FileInfo(path).Length != expected.Bytes) throw new InvalidDataException($"{path}: {new FileInfo(path).Length} bytes, {expected.Bytes} in the manifest");
            var bytes = File.ReadAllBytes(path);
            var sha256 = LibraryManifest.Sha256(new MemoryStream(bytes));
            if (sha256 != expected.Sha256) throw new InvalidDataException($"{path}: SHA-256 {sha256}, {expected.Sha256} in the manifest");
            files[name] = bytes;
        }

        return files.ContainsKey(TrainingFile) ? new(manifest, files.ToImmutable()) : throw new InvalidDataException($"{folder}: the manifest names no {TrainingFile}");
    }

    private StructureSet? Set(string name)
    {
        if (!_files.ContainsKey(name)) return null;
        try
        {
            return StructureSet.Of(Safetensors.Read(Open(name)));
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"{name}: {wrong.Message}", wrong);
        }
    }
}
