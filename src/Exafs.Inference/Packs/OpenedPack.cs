using System.Collections.Immutable;
using System.Security.Cryptography;
using Exafs.Inference.Calibration;
using Exafs.Inference.Decomposition;
using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Inference.Opinions;
using Exafs.Physics.Estimates;
using Exafs.Physics.Experiment;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Packs;

/// <summary>A pack on an engine, checked and loaded once, for as many calibrations as there are. Its estimators share its networks: one thread at a time.</summary>
public sealed class OpenedPack : IDisposable
{
    /// <summary>The engine that takes spectra apart into those of the pack's library, and needs no network.</summary>
    public const string DecompositionEngine = "decomposition";

    private readonly ModelPack? _pack;
    private readonly Lazy<StructureLibrary> _library;
    private readonly DecompositionParameters _decomposition;
    private readonly ImmutableArray<INetwork> _members = [];
    private readonly INetwork? _forward;
    private readonly bool _secondOpinion;

    // With networks.
    private OpenedPack(ModelPack pack, NetworkEngine engine, bool secondOpinion)
    {
        var manifest = pack.Manifest;
        (_pack, _library, _secondOpinion) = (pack, new(pack.OpenLibrary), secondOpinion);
        _decomposition = new() { EdgeEnergy = manifest.Features.EdgeEnergy, AtomicExponent = manifest.Features.AtomicExponent };
        (Identity, Edge, Engine, NominalCalibration) = (pack.Identity, new(manifest.Element, manifest.Edge), engine.Name, manifest.NominalCalibration);
        if (secondOpinion) _ = _library.Value;
        _members = [.. pack.Members.Select(engine.Load)];
        _forward = pack.Forward is { } forward ? engine.Load(forward) : null;
    }

    // The library alone.
    private OpenedPack(StructureLibrary library, string manifestSha256)
    {
        var manifest = library.Manifest;
        var edge = AbsorptionEdge.Tabulated.FirstOrDefault(tabulated => tabulated.Element == manifest.Element && tabulated.Name == manifest.Edge)
            ?? throw new InvalidDataException($"the energy of the {manifest.Edge} edge of {manifest.Element} is not known");
        (_library, _decomposition) = (new(library), new() { EdgeEnergy = edge.Energy });
        (Identity, Edge, Engine, NominalCalibration) = (new(manifest.Element.ToLowerInvariant(), manifestSha256), new(manifest.Element, manifest.Edge), DecompositionEngine, BeamlineCalibration.Typical);
    }

    public PackIdentity Identity { get; }

    /// <summary>What spectra have to be of.</summary>
    public EdgeGate Edge { get; }

    /// <summary>What runs it.</summary>
    public string Engine { get; }

    /// <summary>What is taken where no foil has told.</summary>
    public BeamlineCalibration NominalCalibration { get; }

    /// <summary>Whether a text names an engine.</summary>
    public static bool IsEngine(string text)
    {
        try
        {
            return text == DecompositionEngine || NetworkEngine.Parse(text).Name == text;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Opens it, and compares every file with its manifest.</summary>
    /// <param name="folder">Of the pack; for the decomposition alone, one with a library or the library itself will do.</param>
    /// <param name="engine">managed, torch:cpu, torch:cuda:0 or decomposition.</param>
    /// <param name="secondOpinion">Also ask the decomposition over the pack's library.</param>
    /// <exception cref="InvalidDataException">The pack is missing, damaged or incomplete: one line says how.</exception>
    /// <exception cref="NotSupportedException">There is no such engine, or it does not run here.</exception>
    public static OpenedPack Load(string folder, string engine, bool secondOpinion)
    {
        if (!IsEngine(engine)) throw new NotSupportedException($"{engine} is no engine: managed, torch:cpu, torch:cuda:0 or {DecompositionEngine}");
        if (engine != DecompositionEngine) return new(ModelPack.Load(folder), NetworkEngine.Parse(engine), secondOpinion);
        var library = File.Exists(Path.Combine(folder, LibraryManifest.FileName)) ? folder : Path.Combine(folder, ModelPack.LibraryFolder);
        try
        {
            var opened = StructureLibrary.Load(library);
            return new(opened, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(library, LibraryManifest.FileName)))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{folder}: {error.Message}", error);
        }
    }

    /// <summary>An estimator for one calibration; it ends with the pack.</summary>
    public IStructureEstimator For(BeamlineCalibration calibration)
    {
        if (_pack is null) return Decomposition();
        var networks = new NetworkEstimator(_pack, _members, calibration, _forward);
        return _secondOpinion ? new TwoOpinions(networks, Decomposition()) : networks;

        ConvexDecomposition Decomposition() => new(_library.Value, Identity, calibration, _decomposition);
    }

    /// <summary>For calibrations on a foil of the pack's element.</summary>
    /// <exception cref="InvalidDataException">The pack has no library, or one without a reference.</exception>
    public CalibrationFoil OpenCalibrationFoil() => new(_library.Value, _decomposition.EdgeEnergy, _decomposition.AtomicExponent);

    public void Dispose()
    {
        foreach (var member in _members) member.Dispose();
        _forward?.Dispose();
    }
}
