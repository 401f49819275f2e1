using System.Collections.Immutable;
using System.Security.Cryptography;
using Exafs.Inference.Decomposition;
using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Packs;

/// <summary>A folder with all that an estimator of one element needs: the manifest, the weights, and often the library it learnt from.</summary>
public sealed class ModelPack
{
    public const string NetworkFile = "network.safetensors", ForwardFile = "forward.safetensors", LibraryFolder = "library";

    private const string LibraryManifestFile = $"{LibraryFolder}/{LibraryManifest.FileName}";
    private readonly string _folder;

    private ModelPack(string folder, PackManifest manifest, string sha256, ImmutableArray<NetworkWeights> members, NetworkWeights? forward)
    {
        (_folder, Manifest, Members, Forward) = (folder, manifest, members, forward);
        Identity = new(manifest.Name, sha256);
    }

    public PackManifest Manifest { get; }

    public PackIdentity Identity { get; }

    /// <summary>Networks that answer together.</summary>
    public ImmutableArray<NetworkWeights> Members { get; }

    /// <summary>From the structure back to χ(k); null where the pack has none.</summary>
    public NetworkWeights? Forward { get; }

    /// <summary>Whether there are structures in it.</summary>
    public bool HasLibrary => Manifest.Files.ContainsKey(LibraryManifestFile);

    /// <summary>The structures that it learnt from.</summary>
    /// <exception cref="InvalidDataException">It has none, or a file of them is not the one of their manifest.</exception>
    public StructureLibrary OpenLibrary() => HasLibrary
        ? Named(_folder, () => StructureLibrary.Load(Path.Combine(_folder, LibraryFolder)))
        : throw new InvalidDataException($"{_folder}: the pack has no library");

    /// <summary>How spectra are taken apart into those of its library.</summary>
    /// <param name="library">Of <see cref="OpenLibrary"/>.</param>
    /// <exception cref="InvalidDataException">What the pack says of it is of another library.</exception>
    public DecompositionManifest OpenDecomposition(StructureLibrary library) =>
        DecompositionManifest.Of(_folder, library, Manifest.Files[LibraryManifestFile].Sha256, new() { EdgeEnergy = Manifest.Features.EdgeEnergy, AtomicExponent = Manifest.Features.AtomicExponent });

    /// <summary>Reads it, and compares every file with the manifest.</summary>
    /// <param name="folder">The one with pack.json.</param>
    /// <param name="element">That it has to be of; null: any.</param>
    /// <exception cref="InvalidDataException">A file is missing, damaged, of another format or another element: one line says which and how.</exception>
    public static ModelPack Load(string folder, string? element = null) => Named(folder, () =>
    {
        var bytes = Read(folder, PackManifest.FileName);
        var manifest = Named(PackManifest.FileName, () => PackManifest.Read(bytes));
        if (element is not null && manifest.Element != element) throw new InvalidDataException($"the pack is of {manifest.Element}, not of {element}");
        var files = manifest.Files.Keys.ToDictionary(name => name, name => Checked(folder, name, manifest.Files[name]), StringComparer.Ordinal);
        var inputs = new FeaturePlan(manifest.Features).Inputs;
        if (manifest.Network.Inputs != inputs) throw new InvalidDataException($"{PackManifest.FileName}: the network has {manifest.Network.Inputs} inputs, the features are {inputs}");
        var members = Named(NetworkFile, () =>
        {
            var file = Tensors(files, NetworkFile);
            return Enumerable.Range(0, manifest.Members).Select(i => NetworkWeights.Of(manifest.Network, file, Prefix(i))).ToImmutableArray();
        });
        var forward = manifest.Forward is { } shape ? Named(ForwardFile, () => NetworkWeights.Of(shape, Tensors(files, ForwardFile))) : null;
        if (files.TryGetValue(LibraryManifestFile, out var library))
        {
            var of = Named(LibraryManifestFile, () => LibraryManifest.Read(new MemoryStream(library)));
            if ((of.Element, of.Edge) != (manifest.Element, manifest.Edge)) throw new InvalidDataException($"the library is of {of.Element} {of.Edge}, the pack of {manifest.Element} {manifest.Edge}");
        }

        return new ModelPack(folder, manifest, Sha256(bytes), members, forward);
    });

    /// <summary>Writes weights and manifest; a library and other files that lie in the folder already are taken in. The manifest comes last: a pack half written is refused.</summary>
    /// <param name="folder">Made where it is not there.</param>
    /// <param name="manifest">Its hashes are found here.</param>
    /// <param name="members">Of the manifest's shape, as many as it says.</param>
    /// <param name="forward">Of the manifest's forward shape.</param>
    /// <param name="half">Weights as float16: half the size.</param>
    /// <param name="others">Files that lie in the folder, by their paths in it, such as a model card.</param>
    /// <exception cref="InvalidDataException">The parts do not fit together.</exception>
    public static ModelPack Save(string folder, PackManifest manifest, IReadOnlyList<NetworkWeights> members, NetworkWeights? forward = null, bool half = false, params IEnumerable<string> others)
    {
        manifest.Check();
        if (members.Count != manifest.Members || members.Any(member => member.Shape != manifest.Network) || forward?.Shape != manifest.Forward) throw new InvalidDataException("the networks are not those of the manifest");
        Directory.CreateDirectory(folder);
        List<string> names = [NetworkFile, .. others];
        Write(folder, NetworkFile, Safetensors.Of(members.SelectMany((member, i) => member.Tensors(Prefix(i), half))).Write);
        if (forward is not null)
        {
            Write(folder, ForwardFile, Safetensors.Of(forward.Tensors(half: half)).Write);
            names.Add(ForwardFile);
        }

        names.AddRange(new[] { LibraryManifestFile, DecompositionManifest.FileName }.Where(name => File.Exists(Path.Combine(folder, name))));
        var files = names.Distinct().Select(name => KeyValuePair.Create(name, Read(folder, name))).ToImmutableSortedDictionary(file => file.Key, file => new LibraryFile(Sha256(file.Value), file.Value.Length), StringComparer.Ordinal);
        Write(folder, PackManifest.FileName, stream => stream.Write((manifest with { Files = files }).ToBytes()));
        return Load(folder);
    }

    private static string Prefix(int member) => $"members.{member}.";

    private static Safetensors Tensors(Dictionary<string, byte[]> files, string name) =>
        Safetensors.Read(new MemoryStream(files.TryGetValue(name, out var bytes) ? bytes : throw new InvalidDataException("the manifest does not name it")));

    private static byte[] Checked(string folder, string name, LibraryFile expected)
    {
        // A manifest is no more to be trusted than a file: it names files of this folder only.
        if (Path.IsPathRooted(name) || name.Split('/', '\\').Contains("..")) throw new InvalidDataException($"{name} is no file of the pack");
        var bytes = Read(folder, name);
        if (bytes.Length != expected.Bytes) throw new InvalidDataException($"{name}: {bytes.Length} bytes, {expected.Bytes} in the manifest");
        var sha256 = Sha256(bytes);
        return sha256 == expected.Sha256 ? bytes : throw new InvalidDataException($"{name}: SHA-256 {sha256}, {expected.Sha256} in the manifest");
    }

    private static byte[] Read(string folder, string name)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, name));
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{name} is missing or cannot be read", missing);
        }
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Written beside it and renamed: whoever reads never sees half of it.</summary>
    private static void Write(string folder, string name, Action<Stream> write)
    {
        var path = Path.Combine(folder, name);
        var part = $"{path}.{Path.GetRandomFileName()}.part";
        try
        {
            using (var stream = new FileStream(part, FileMode.CreateNew)) write(stream);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static T Named<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"{name}: {wrong.Message.ReplaceLineEndings(" ")}", wrong);
        }
    }
}
