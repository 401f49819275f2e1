using Exafs.Inference.Features;
using Exafs.Physics.Libraries;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Inference.Training;

/// <summary>The library of iron that belongs to the repository.</summary>
internal static class IronLibrary
{
    public static StructureLibrary Loaded { get; } = StructureLibrary.Load(Path.Combine(RepositoryFolder.Path, "config", "packs", "fe", "library"));

    public static FeaturePlan Plan { get; } = new(new() { EdgeEnergy = 7112 });
}
