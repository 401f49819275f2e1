using Exafs.Physics.Scattering;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Physics.Scattering;

/// <summary>The phase shifts of the pack of iron.</summary>
internal static class IronScattering
{
    public static ScatteringData Data { get; } = Read("fe");

    public static ScatteringData Read(string pack)
    {
        using var file = File.OpenRead(Path.Combine(RepositoryFolder.Path, "config", "packs", pack, "scattering.safetensors"));
        return ScatteringFile.Read(file);
    }
}
