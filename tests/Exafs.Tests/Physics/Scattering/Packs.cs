using Exafs.Physics.Scattering;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Physics.Scattering;

/// <summary>The scattering data that the repository ships.</summary>
public static class Packs
{
    public static ScatteringData Iron { get; } = Read("fe");

    private static ScatteringData Read(string pack)
    {
        using FileStream stream = File.OpenRead(Path.Combine(RepositoryFolder.Path, "config", "packs", pack, "scattering.safetensors"));
        return ScatteringFile.Read(stream);
    }
}
