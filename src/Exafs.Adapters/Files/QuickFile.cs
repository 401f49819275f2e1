using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Files;

/// <summary>Raw recordings of a quick-scanning monochromator → the scans in them, up and down, on one grid. Read piece by piece: such a file may be larger than memory.</summary>
internal static class QuickFile
{
    private const int Piece = 1 << 16, MostScans = 100_000, ScansForEdge = 20;
    private const double WholeRange = 0.9;

    /// <summary>Whether the file is one, by its name and what lies beside it.</summary>
    public static bool Recognises(string path) =>
        path.EndsWith(QexFile.Suffix, StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(QuickBinFile.EncoderSuffix, StringComparison.Ordinal)
        || (path.EndsWith(QuickBinFile.Suffix, StringComparison.Ordinal) && File.Exists(QuickBinFile.EncoderOf(path)));

    /// <exception cref="InvalidDataException">The file is damaged, or the monochromator does not sweep.</exception>
    public static IReadOnlyList<FileScan> Read(string path, QuickFileOptions options)
    {
        string name = Path.GetFileName(path);
        if (path.EndsWith(QuickBinFile.EncoderSuffix, StringComparison.Ordinal))
            throw new InvalidDataException($"{name}: the encoder of {name[..^QuickBinFile.EncoderSuffix.Length]}{QuickBinFile.Suffix}, which is read together with it");

        double spacing = options.MonoDSpacing ?? QuickFileOptions.Si111;
        var parameters = new QuickParameters { DSpacing = spacing, E0 = options.E0 };
        string grid = FormattableString.Invariant($"three regions around E0 = {options.E0} eV");
        if (options.E0 is null && Edge(Sweeps(path, parameters, options.AngleOffset, ScansForEdge).Scans) is { } found)
        {
            parameters = parameters with { E0 = found };
            grid = FormattableString.Invariant($"three regions around E0 = {found:F1} eV, found here");
        }
        else if (options.E0 is null)
        {
            grid = "uniform in angle, since no edge was found";
        }

        (IQuickRecording of, List<QuickScan> scans) = Sweeps(path, parameters, options.AngleOffset, MostScans);
        int before = scans.Count;
        List<QuickScan> whole = Whole(scans);
        if (whole.Count == 0) throw new InvalidDataException(FormattableString.Invariant($"{name}: no sweep of the monochromator around its edge (d = {spacing} Å, angle offset {options.AngleOffset}°)"));
        string note = FormattableString.Invariant($"µ = ln({of.Channels[0]} / {of.Channels[1]}); energy from the encoder with d = {spacing} Å{(options.MonoDSpacing is null ? ", that of Si(111), since the file does not say it" : "")}; grid {grid}")
            + (before > whole.Count ? $"; incomplete sweeps left out: {before - whole.Count}" : "");
        return [.. whole.Select((scan, i) => new FileScan(ScanOf(scan, name, i + 1, of), $"{name} {i + 1} {(scan.Direction == ScanDirection.Up ? "up" : "down")}", MeasurementMode.Transmission, note, of.Format))];
    }

    private static IQuickRecording Open(string path) => path.EndsWith(QexFile.Suffix, StringComparison.OrdinalIgnoreCase) ? new QexFile(path) : new QuickBinFile(path);

    private static (IQuickRecording Of, List<QuickScan> Scans) Sweeps(string path, QuickParameters parameters, double offset, int most)
    {
        using IQuickRecording recording = Open(path);
        var (angle, found) = (new double[Piece], new List<QuickScan>());
        double[][] columns = [.. recording.Channels.Select(_ => new double[Piece])];
        var sweeps = new QuickScans(parameters, columns.Length, recording.Rate, 0);
        for (int n; found.Count < most && (n = recording.Read(angle, columns)) > 0;)
        {
            for (int i = 0; offset != 0 && i < n; i++) angle[i] += offset;
            found.AddRange(sweeps.Add(angle.AsSpan(0, n), columns, double.NaN));
        }

        if (found.Count < most && sweeps.End() is { } last) found.Add(last);
        return (recording, found);
    }

    // A recording begins and ends anywhere in a sweep.
    private static List<QuickScan> Whole(List<QuickScan> scans)
    {
        List<QuickScan> good = [.. scans.Where(scan => scan.Defect is null && scan.Energy.Length > 1)];
        if (good.Count < 3) return good;
        double[] ranges = [.. good.Select(Range).Order()];
        return [.. good.Where((scan, i) => (i > 0 && i < good.Count - 1) || Range(scan) >= WholeRange * ranges[ranges.Length / 2])];

        static double Range(QuickScan scan) => Math.Abs(scan.Energy[^1] - scan.Energy[0]);
    }

    /// <summary>E0 of the mean of the sweeps that have the same energies; null where there is no µ, or no step.</summary>
    private static double? Edge(List<QuickScan> scans)
    {
        if (Whole(scans) is not { Count: > 0 } whole) return null;
        QuickScan[] alike = [.. whole.GroupBy(scan => (scan.Energy.Length, Math.Min(scan.Energy[0], scan.Energy[^1]))).MaxBy(group => group.Count())!];
        int n = alike[0].Energy.Length;
        double[] mu = new double[n];
        foreach (QuickScan scan in alike)
        {
            for (int i = 0; i < n; i++)
            {
                int at = scan.Direction == ScanDirection.Up ? i : n - 1 - i;
                mu[i] += Math.Log(scan.Columns[0][at] / scan.Columns[1][at]) / alike.Length;
            }
        }

        double[] energy = [.. alike[0].Energy.Order()];
        if (n < 100 || !mu.All(double.IsFinite)) return null;
        double e0 = EdgeEnergy.Find(energy, mu, Compatibility.None);
        double Around(double from, double to) => energy.Zip(mu).Where(p => p.First >= e0 + from && p.First <= e0 + to).Select(p => p.Second).DefaultIfEmpty(double.NaN).Average();
        return Around(20, 60) - Around(-60, -20) > 0.02 ? e0 : null;
    }

    private static Scan ScanOf(QuickScan scan, string name, int number, IQuickRecording of)
    {
        ImmutableArray<ImmutableArray<double>> currents = [.. scan.Columns.Select(Positive)];
        return new Scan
        {
            RunId = name,
            ScanId = $"{scan.FirstSample:D12}",
            Sequence = number,
            Direction = scan.Direction,
            Energy = scan.Energy,
            I0 = currents[0],
            ITrans = currents[1],
            IRefer = currents.Length > 2 ? currents[2] : [],
            Channels = [.. currents.Skip(3).Select((values, i) => new Channel(of.Channels[i + 3], "", values))],
            StartTime = UnixTime.After(of.StartTime, of.Seconds(scan.FirstSample)),
            EndTime = UnixTime.After(of.StartTime, of.Seconds(scan.LastSample)),
        };
    }

    // An inverting amplifier makes all of a current negative; its ratio to another one such is what it was.
    private static ImmutableArray<double> Positive(ImmutableArray<double> current) => current.All(value => value < 0) ? [.. current.Select(value => -value)] : current;
}
