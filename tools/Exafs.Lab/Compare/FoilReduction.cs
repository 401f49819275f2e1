using Exafs.Adapters.Files;
using Exafs.Inference.Features;
using Exafs.Physics.Comparison;
using Exafs.Physics.Experiment;
using Exafs.Signal;

namespace Exafs.Lab.Compare;

/// <summary>Files to foils: read, reduced, fitted, or the first thing that forbids it.</summary>
internal sealed class FoilReduction
{
    /// <summary>A monochromator may be off, an oxide shifts the edge by less; the next element is hundreds of eV away.</summary>
    private const double MaxEdgeOffset = 40;

    private readonly ComparePack _pack;
    private readonly FoilFit _fit;
    private readonly Reducer _reducer;
    private readonly AbsorptionEdge? _edge;

    /// <exception cref="UsageException">The pack's reference is too short.</exception>
    public FoilReduction(ComparePack pack, FoilFitParameters parameters)
    {
        _pack = pack;
        _reducer = new(TrainedReduction.Parameters with { KStep = parameters.KStep, NFft = parameters.NFft, Fourier = parameters.Fourier, EstimateNoise = false, Uncertainties = false });
        _edge = AbsorptionEdge.Tabulated.FirstOrDefault(edge => edge.Element == pack.Element && edge.Name == pack.Edge);
        try
        {
            _fit = new(pack.K, pack.Chi, parameters);
        }
        catch (ArgumentException error)
        {
            throw new UsageException($"--pack: {error.Message}");
        }
    }

    /// <summary>One of each spectrum of a file.</summary>
    public IEnumerable<Foil> Of(string path)
    {
        IReadOnlyList<FileScan> scans;
        try
        {
            scans = ScanFile.Read(path);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return [new(path, Path.GetFileName(path), null, null, error.Message)];
        }

        return scans.Select(scan => Of(path, scans.Count == 1 ? Path.GetFileName(path) : $"{Path.GetFileName(path)}: {scan.Label}", scan));
    }

    private Foil Of(string path, string label, FileScan scan)
    {
        AbsorptionResult absorption = Absorption.Of(scan.Scan, new AbsorptionParameters { Mode = scan.Mode });
        if (absorption.Spectrum is null) return Failed(null, absorption.Defect!);
        var (reduction, defect) = _reducer.Reduce(absorption.Spectrum);
        if (reduction is null) return Failed(null, defect!);
        if (_edge is not null && Math.Abs(reduction.E0 - _edge.Energy) > MaxEdgeOffset)
            return Failed(reduction.E0, new("other_edge", $"E0 is {reduction.E0:F1} eV; the pack is of the {_pack.Element} {_pack.Edge} edge at {_edge.Energy:F0} eV"));
        if (reduction.Chi.IsEmpty) return Failed(reduction.E0, reduction.Limit!);
        var (result, misfit) = _fit.Fit(reduction.Chi);
        return misfit is null ? new(path, label, reduction.E0, result, null) : Failed(reduction.E0, misfit);

        Foil Failed(double? e0, Defect defect) => new(path, label, e0, null, $"{defect.Reason}: {defect.Detail}");
    }
}
