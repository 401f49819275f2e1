using Exafs.Adapters.Files;
using Exafs.Inference.Features;
using Exafs.Physics.Estimates;
using Exafs.Signal;

namespace Exafs.Lab.Invert;

/// <summary>Files to χ(k): those that hold it as they are, those of µ(E) reduced as the samples of a training are.</summary>
/// <param name="edge">Of the pack.</param>
internal sealed class InvertInputs(EdgeGate edge)
{
    private readonly Reducer _reducer = new(TrainedReduction.Parameters with { Uncertainties = false });

    /// <summary>One of each spectrum of a file, without an estimate yet; with an error where there will be none.</summary>
    public IEnumerable<Inverted> Of(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            if (ChiFile.Read(path) is { } chi)
                return [Gated(new(path, name, chi.ColumnsNote, chi.Chi, null, null), chi.Element, chi.Edge)];
            IReadOnlyList<FileScan> scans = ScanFile.Read(path);
            return [.. scans.Select(scan => Reduced(path, scans.Count == 1 ? name : $"{name}: {scan.Label}", scan))];
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return [new(path, name, "", null, null, error.Message)];
        }
    }

    private Inverted Reduced(string path, string label, FileScan file)
    {
        var result = new Inverted(path, label, file.ColumnsNote, null, null, null);
        AbsorptionResult absorption = Absorption.Of(file.Scan, new AbsorptionParameters { Mode = file.Mode });
        if (absorption.Spectrum is null) return Failed(result, absorption.Defect!);
        var (reduction, defect) = _reducer.Reduce(absorption.Spectrum);
        if (reduction is null) return Failed(result, defect!);
        if (reduction.Chi.IsEmpty) return Failed(result, reduction.Limit!);
        var chi = new ChiK(reduction.Chi) { KStep = reduction.K[1] - reduction.K[0], E0 = reduction.E0, EpsilonK = reduction.Noise?.EpsilonK };
        return Gated(result with { Chi = chi }, file.Scan.Element, file.Scan.Edge);
    }

    private Inverted Gated(Inverted result, string? element, string? name) =>
        edge.Judge(element, name, result.Chi!.E0) is { } other ? Failed(result, other) : result;

    private static Inverted Failed(Inverted result, Defect defect) => result with { Error = $"{defect.Reason}: {defect.Detail}" };
}
