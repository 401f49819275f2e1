using System.Collections.Immutable;
using Exafs.Adapters.Storage;

namespace Exafs.Adapters.Files;

/// <summary>A scan of the store as tables for XDI: µ(E) and its norm, χ(k), χ(R); of a rejected scan its counts.</summary>
public static class ScanTables
{
    /// <summary>As exafs-scan-v1 calls them, and XDI.</summary>
    private static readonly ImmutableArray<(string Key, string Label)> s_counts = [("i0_counts", "i0"), ("itrans_counts", "itrans"), ("irefer_counts", "irefer"), ("mu", "xmu")];

    /// <summary>Each table with its name: mu, chi_k, chi_r, or counts.</summary>
    public static IEnumerable<(string Content, XdiColumn[] Columns)> Of(StoreReader store, StoredScan scan)
    {
        if (store.Spectrum(scan) is not { } spectrum)
        {
            IReadOnlyDictionary<string, ImmutableArray<double>> measured = store.Measured(scan);
            if (!measured.TryGetValue("energy_ev", out ImmutableArray<double> energy))
                yield break;
            XdiColumn[] counts = [.. s_counts.Where(pair => measured.TryGetValue(pair.Key, out ImmutableArray<double> values) && values.Length == energy.Length).Select(pair => new XdiColumn(pair.Label, "", measured[pair.Key]))];
            if (counts.Length > 0)
                yield return ("counts", [new("energy", "eV", energy), .. counts]);
            yield break;
        }

        yield return ("mu", [new("energy", "eV", spectrum.Energy), new("xmu", "", spectrum.Mu), .. spectrum.Norm.IsEmpty ? Array.Empty<XdiColumn>() : [new("norm", "", spectrum.Norm)]]);
        if (!spectrum.Chi.IsEmpty)
            yield return ("chi_k", [new("k", "angstrom^-1", spectrum.K), new("chi", "", spectrum.Chi)]);
        if (spectrum.R.IsEmpty)
            yield break;
        yield return ("chi_r",
        [
            new("r", "angstrom", spectrum.R),
            new("chir_mag", "", [.. spectrum.ChiRRe.Zip(spectrum.ChiRIm, double.Hypot)]),
            new("chir_re", "", spectrum.ChiRRe),
            new("chir_im", "", spectrum.ChiRIm),
        ]);
    }

    /// <summary>What such a table is of.</summary>
    public static XdiHeader Header(StoredScan scan, params IEnumerable<string> comments) => new()
    {
        Element = scan.Element,
        Edge = scan.Edge,
        StartTime = scan.StartTime ?? scan.MidTime,
        EndTime = scan.EndTime,
        Temperature = scan.SampleTemperature,
        EdgeEnergy = scan.E0,
        Comments = [$"scan {scan.ScanId} of run {scan.RunId}", .. comments],
    };
}
