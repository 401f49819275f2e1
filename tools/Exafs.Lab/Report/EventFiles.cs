using System.Collections.Immutable;
using Exafs.Adapters.Files;
using Exafs.Adapters.Storage;
using Exafs.Pipeline.Changes;

namespace Exafs.Lab.Report;

/// <summary>The spectra around each event as XDI files: µ(E) and its norm, χ(k), χ(R); of a rejected scan its counts.</summary>
internal static class EventFiles
{
    /// <summary>As exafs-scan-v1 calls them, and XDI.</summary>
    private static readonly ImmutableArray<(string Key, string Label)> s_counts = [("i0_counts", "i0"), ("itrans_counts", "itrans"), ("irefer_counts", "irefer"), ("mu", "xmu")];

    private const int LongestName = 60;

    public static ImmutableArray<EventFile> Write(StoreReader store, ReportRun run, string folder)
    {
        var files = ImmutableArray.CreateBuilder<EventFile>();
        for (var i = 0; i < run.Events.Length; i++)
        {
            ChangeEvent change = run.Events[i];
            foreach (var (word, scan) in EventScans.Of(run, change).All)
            {
                foreach (var (content, columns) in Tables(store, scan))
                {
                    var name = $"{i + 1:000}-{change.KindName}-{Safe(change.Cause)}-{word}-{Safe(scan.Stored.ScanId)}-{content}.xdi";
                    WholeFile.Write(Path.Combine(folder, name), "--output", stream => XdiWriter.Write(stream, Header(scan, $"{word} event {i + 1}: {change.Detail}"), columns));
                    files.Add(new(i, word, content, $"{Path.GetFileName(folder)}/{name}"));
                }
            }
        }

        return files.ToImmutable();
    }

    private static IEnumerable<(string Content, XdiColumn[] Columns)> Tables(StoreReader store, ReportScan scan)
    {
        if (store.Spectrum(scan.Stored) is not { } spectrum)
        {
            var measured = store.Measured(scan.Stored);
            if (!measured.TryGetValue("energy_ev", out var energy)) yield break;
            var counts = s_counts.Where(pair => measured.TryGetValue(pair.Key, out var values) && values.Length == energy.Length).Select(pair => new XdiColumn(pair.Label, "", measured[pair.Key])).ToArray();
            if (counts.Length > 0) yield return ("counts", [new("energy", "eV", energy), .. counts]);
            yield break;
        }

        yield return ("mu", [new("energy", "eV", spectrum.Energy), new("xmu", "", spectrum.Mu), .. spectrum.Norm.IsEmpty ? Array.Empty<XdiColumn>() : [new("norm", "", spectrum.Norm)]]);
        if (!spectrum.Chi.IsEmpty) yield return ("chi_k", [new("k", "angstrom^-1", spectrum.K), new("chi", "", spectrum.Chi)]);
        if (spectrum.R.IsEmpty) yield break;
        yield return ("chi_r",
        [
            new("r", "angstrom", spectrum.R),
            new("chir_mag", "", [.. spectrum.ChiRRe.Zip(spectrum.ChiRIm, double.Hypot)]),
            new("chir_re", "", spectrum.ChiRRe),
            new("chir_im", "", spectrum.ChiRIm),
        ]);
    }

    private static XdiHeader Header(ReportScan scan, string comment) => new()
    {
        Element = scan.Stored.Element,
        Edge = scan.Stored.Edge,
        StartTime = scan.Stored.StartTime ?? scan.Stored.MidTime,
        EndTime = scan.Stored.EndTime,
        Temperature = scan.Stored.SampleTemperature,
        EdgeEnergy = scan.Stored.E0,
        Comments = [$"scan {scan.Stored.ScanId} of run {scan.Stored.RunId}", comment],
    };

    /// <summary>What comes from data names no folder, and nothing that a file system forbids.</summary>
    private static string Safe(string name)
    {
        var safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
        return safe.Length > LongestName ? safe[..LongestName] : safe;
    }
}
