using System.Globalization;
using Exafs.Adapters.Files;
using Exafs.Physics.Estimates;
using Exafs.Signal;

namespace Exafs.Lab.Evaluate;

/// <summary>A measured µ(E) as the product reduces it, whole or only as far as it had come, from its own E0 or from another.</summary>
/// <param name="File">As the caller named it.</param>
/// <param name="Label">What the file calls it.</param>
/// <param name="Kelvin">Of the sample, K.</param>
/// <param name="Spectrum">µ(E).</param>
/// <param name="E0">Of its reduction, eV.</param>
internal sealed record MeasuredSpectrum(string File, string Label, double Kelvin, Spectrum Spectrum, double E0)
{
    /// <summary>Where neither the file nor the caller says otherwise, K.</summary>
    public const double RoomTemperature = 295;

    private const double AboutRoom = 15;

    private static readonly ReductionParameters s_reduction = new() { Rbkg = 1, KWeight = 2, Uncertainties = false };

    /// <summary>Whether it was measured at room temperature.</summary>
    public bool IsAtRoom => Math.Abs(Kelvin - RoomTemperature) <= AboutRoom;

    /// <summary>Where the data end, Å⁻¹ from E0.</summary>
    public double KMax => Wavenumber.FromEnergy(Spectrum.Energy.Max() - E0);

    /// <summary>Those of a file that can be reduced.</summary>
    /// <param name="word">A path, or path=kelvin.</param>
    /// <param name="edge">That it has to be of.</param>
    /// <param name="say">Told what cannot be used.</param>
    public static IEnumerable<MeasuredSpectrum> Read(string word, EdgeGate edge, Action<string> say)
    {
        var (path, kelvin) = Named(word);
        IReadOnlyList<FileScan> scans;
        try
        {
            scans = ScanFile.Read(path);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            say($"{path}: {error.Message}");
            yield break;
        }

        foreach (var scan in scans)
        {
            var label = scans.Count == 1 ? Path.GetFileName(path) : $"{Path.GetFileName(path)}: {scan.Label}";
            var absorption = Absorption.Of(scan.Scan, new AbsorptionParameters { Mode = scan.Mode });
            var (reduction, defect) = absorption.Spectrum is { } spectrum ? new Reducer(s_reduction).Reduce(spectrum) : new(null, absorption.Defect);
            var fault = defect ?? (reduction!.Chi.IsEmpty ? reduction.Limit : edge.Judge(scan.Scan.Element, scan.Scan.Edge, reduction.E0));
            if (fault is not null) say($"{label}: {fault.Detail}");
            else yield return new(path, label, kelvin ?? scan.Scan.SampleTemperature ?? RoomTemperature, absorption.Spectrum!, reduction!.E0);
        }
    }

    /// <summary>χ(k); null where it cannot be reduced so.</summary>
    /// <param name="kmax">Data beyond are not there yet, Å⁻¹.</param>
    /// <param name="e0Error">E0 is taken so much too high, eV; null: it is found from the data.</param>
    public ChiK? Reduced(double kmax = double.PositiveInfinity, double? e0Error = null)
    {
        // A hair more than kmax: χ(k) ends at the last point of its grid below the end of the data.
        var last = E0 + Wavenumber.ToEnergy(kmax + 0.01);
        var kept = Enumerable.Range(0, Spectrum.Energy.Length).Where(i => Spectrum.Energy[i] <= last).ToArray();
        var cut = kept.Length == Spectrum.Energy.Length ? Spectrum : new([.. kept.Select(i => Spectrum.Energy[i])], [.. kept.Select(i => Spectrum.Mu[i])]);
        var (reduction, _) = new Reducer(s_reduction with { E0 = e0Error is { } off ? E0 + off : null }).Reduce(cut);
        return reduction is { Chi.IsEmpty: false } ? new ChiK(reduction.Chi) { KStep = reduction.K[1] - reduction.K[0], E0 = reduction.E0, EpsilonK = reduction.Noise?.EpsilonK } : null;
    }

    private static (string Path, double? Kelvin) Named(string word) =>
        word.LastIndexOf('=') is > 0 and var at && double.TryParse(word.AsSpan(at + 1), CultureInfo.InvariantCulture, out var kelvin) ? (word[..at], kelvin) : (word, null);
}
