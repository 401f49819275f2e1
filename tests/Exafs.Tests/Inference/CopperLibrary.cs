using Exafs.Inference.Calibration;
using Exafs.Inference.Decomposition;
using Exafs.Inference.Features;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Inference;

/// <summary>The smaller library of the repository, and a decomposition over a part of it.</summary>
internal static class CopperLibrary
{
    public const double EdgeEnergy = 8979;

    private static readonly Lazy<StructureLibrary> s_library = new(() => StructureLibrary.Load(Path.Combine(RepositoryFolder.Path, "config", "packs", "cu", "library")));

    public static StructureLibrary Library => s_library.Value;

    public static DecompositionParameters Parameters { get; } = new() { EdgeEnergy = EdgeEnergy, MaxStructures = 160 };

    public static HeldOutSpectra HeldOut { get; } = new(Library, new(EdgeEnergy, Parameters.AtomicExponent)) { Mixed = 0 };

    public static ConvexDecomposition Decomposition(BeamlineCalibration calibration, DecompositionParameters? parameters = null) => new(Library, new PackIdentity("cu", "0"), calibration, parameters ?? Parameters);
}
