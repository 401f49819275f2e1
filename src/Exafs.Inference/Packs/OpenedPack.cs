using System.Collections.Immutable;
using System.Security.Cryptography;
using Exafs.Inference.Calibration;
using Exafs.Inference.Decomposition;
using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Inference.Opinions;
using Exafs.Inference.Trust;
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
    private readonly TheoryScale _scale;
    private readonly ConvexDecomposition? _decomposition;
    private readonly TrustLimits _limits = new();
    private readonly ImmutableArray<INetwork> _members = [];
    private readonly INetwork? _forward;
    private readonly bool _secondOpinion;

    // With networks.
    private OpenedPack(ModelPack pack, NetworkEngine engine, bool secondOpinion)
    {
        var manifest = pack.Manifest;
        (_pack, _library, _secondOpinion, _scale) = (pack, new(pack.OpenLibrary), secondOpinion, new(manifest.Features));
        (Identity, Edge, Engine, NominalCalibration) = (pack.Identity, new(manifest.Element, manifest.Edge), engine.Name, manifest.NominalCalibration);
        // With the structures at hand it is known how far a spectrum lies from all of them.
        if (secondOpinion || pack.HasLibrary) (_decomposition, _limits) = Decomposition(pack.OpenDecomposition(_library.Value));
        _members = [.. pack.Members.Select(engine.Load)];
        _forward = pack.Forward is { } forward ? engine.Load(forward) : null;
    }

    // The library alone.
    private OpenedPack(string folder, StructureLibrary library, string manifestSha256)
    {
        var manifest = library.Manifest;
        var edge = AbsorptionEdge.Tabulated.FirstOrDefault(tabulated => tabulated.Element == manifest.Element && tabulated.Name == manifest.Edge)
            ?? throw new InvalidDataException($"the energy of the {manifest.Edge} edge of {manifest.Element} is not known");
        var parameters = new DecompositionParameters { EdgeEnergy = edge.Energy };
        (_library, _scale) = (new(library), new(edge.Energy, parameters.AtomicExponent));
        (Identity, Edge, Engine, NominalCalibration) = (new(manifest.Element.ToLowerInvariant(), manifestSha256), new(manifest.Element, manifest.Edge), DecompositionEngine, BeamlineCalibration.Typical);
        (_decomposition, _limits) = Decomposition(DecompositionManifest.Of(folder, library, manifestSha256, parameters));
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
            return new(folder, opened, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(library, LibraryManifest.FileName)))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{folder}: {error.Message}", error);
        }
    }

    /// <summary>An estimator for one calibration; it ends with the pack.</summary>
    public IStructureEstimator For(BeamlineCalibration calibration)
    {
        var decomposition = _decomposition?.For(calibration);
        if (_pack is null) return decomposition!;
        var networks = new NetworkEstimator(_pack, _members, calibration, _forward);
        if (decomposition is null) return networks;
        var limits = _pack.Manifest.OutOfDistribution with { FitRFactor = _limits.FitRFactor, MeltBesideCrystal = _limits.MeltBesideCrystal };
        return new TwoOpinions(networks, decomposition, limits, _secondOpinion);
    }

    /// <summary>For calibrations on a foil of the pack's element.</summary>
    /// <param name="kelvin">T of the foil, K.</param>
    /// <exception cref="InvalidDataException">The pack has no library, or one without a reference or without crystals like the foil.</exception>
    public CalibrationFoil OpenCalibrationFoil(double kelvin) => new(_library.Value, _scale, kelvin);

    private (ConvexDecomposition Decomposition, TrustLimits Limits) Decomposition(DecompositionManifest made) =>
        (new(_library.Value, Identity, NominalCalibration, made.Parameters, made.Limits), made.Limits);

    public void Dispose()
    {
        foreach (var member in _members) member.Dispose();
        _forward?.Dispose();
    }
}
