using System.Collections.Immutable;
using Exafs.Inference.Features;
using Exafs.Inference.Packs;
using Exafs.Inference.Targets;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;

namespace Exafs.Lab.Evaluate;

/// <summary>A pack, the library that it is judged on, and its estimators.</summary>
internal sealed class PackUnderTest : IDisposable
{
    private readonly OpenedPack _opened;

    private PackUnderTest(string folder, ModelPack pack, OpenedPack opened, StructureLibrary library) => (Folder, Pack, _opened, Library) = (folder, pack, opened, library);

    public string Folder { get; }

    public ModelPack Pack { get; }

    public StructureLibrary Library { get; }

    public FeatureParameters Features => Pack.Manifest.Features;

    public EdgeGate Edge => _opened.Edge;

    public BeamlineCalibration Nominal => _opened.NominalCalibration;

    /// <summary>Whether the decomposition is asked too.</summary>
    public bool HasSecondOpinion { get; private init; }

    /// <param name="folder">Of the pack.</param>
    /// <param name="data">Of a library; null: the pack's own.</param>
    /// <param name="engine">What runs the networks.</param>
    /// <param name="secondOpinion">Also ask the decomposition, where the pack has a library.</param>
    /// <exception cref="UsageException">One of them cannot be used.</exception>
    public static PackUnderTest Open(string folder, string? data, string engine, bool secondOpinion)
    {
        try
        {
            var pack = ModelPack.Load(folder);
            if (data is null && !pack.HasLibrary) throw new UsageException($"--pack: {folder} has no library; --data names one");
            var library = data is null ? pack.OpenLibrary() : StructureLibrary.Load(File.Exists(Path.Combine(data, LibraryManifest.FileName)) ? data : Path.Combine(data, ModelPack.LibraryFolder));
            if ((library.Manifest.Element, library.Manifest.Edge) != (pack.Manifest.Element, pack.Manifest.Edge))
                throw new UsageException($"--data: the library is of {library.Manifest.Element} {library.Manifest.Edge}, the pack of {pack.Manifest.Element} {pack.Manifest.Edge}");
            var second = secondOpinion && pack.HasLibrary;
            return new(folder, pack, OpenedPack.Load(folder, engine, second), library) { HasSecondOpinion = second };
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--pack: {error.Message}");
        }
    }

    public IStructureEstimator For(BeamlineCalibration calibration) => _opened.For(calibration);

    /// <summary>g(R) of the library's reference on the distances of an estimate; null where there is none.</summary>
    public ImmutableArray<double>? ReferenceNeighbours() =>
        Library.Reference is { } reference ? [.. TargetGrid.NeighboursOf(reference, 0).ToArray().Select(value => (double)value)] : null;

    public void Dispose() => _opened.Dispose();
}
