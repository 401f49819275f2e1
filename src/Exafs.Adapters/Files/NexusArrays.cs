using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Storage;
using Exafs.Physics.Estimates;

namespace Exafs.Adapters.Files;

/// <summary>The arrays of a stored scan for NeXus: what was measured as Larch's NXxas places it, what it was reduced to in groups of its own.</summary>
/// <param name="Arrays">Each with its place, in an order that is the same every time.</param>
/// <param name="Labels">Columns of scan/data.</param>
/// <param name="Signal">The array of the group data that is to be plotted over energy; null: there is none.</param>
/// <param name="Mode">Transmission, Fluorescence, or Unknown where the store does not tell.</param>
internal sealed record NexusArrays(ImmutableArray<NexusArray> Arrays, string[] Labels, string? Signal, string Mode)
{
    private const string PerAngstrom = "1/angstrom", Angstrom = "angstrom";

    /// <summary>Reads them.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static NexusArrays Of(StoreReader store, StoredScan scan)
    {
        IReadOnlyDictionary<string, ImmutableArray<double>> measured = store.Measured(scan);
        StoredSpectrum? spectrum = store.Spectrum(scan);
        var arrays = ImmutableArray.CreateBuilder<NexusArray>();
        var columns = new List<(string Label, double[] Values)>();
        double[] energy = Column(measured, ScanV1Key.Energy) ?? spectrum?.Energy.ToArray() ?? [];
        (string? signal, string mode) = (null, "Unknown");
        if (energy.Length > 0)
        {
            arrays.Add(new("instrument/monochromator/energy", energy, "eV"));
            columns.Add(("energy", energy));
            (signal, mode) = Counts(arrays, columns, measured, energy.Length);
            if (signal is null && spectrum is not null && spectrum.Energy.AsSpan().SequenceEqual(energy))
            {
                arrays.Add(new("data/mu", [.. spectrum.Mu]));
                columns.Add(("xmu", [.. spectrum.Mu]));
                signal = "mu";
            }

            arrays.Add(new("scan/data", Rows(columns), "", columns.Count));
        }

        Reduced(arrays, spectrum);
        Structure(arrays, store.Estimate(scan)?.Estimate);
        return new(arrays.ToImmutable(), [.. columns.Select(column => column.Label)], signal, mode);
    }

    private static (string? Signal, string Mode) Counts(ImmutableArray<NexusArray>.Builder arrays, List<(string Label, double[] Values)> columns, IReadOnlyDictionary<string, ImmutableArray<double>> measured, int points)
    {
        double[]? i0 = Detector("i0", Of(ScanV1Key.I0)), itrans = Detector("itrans", Of(ScanV1Key.ITrans)), irefer = Detector("irefer", Of(ScanV1Key.IRefer));
        double[]? ifluor = Detector("ifluor", Sum(measured.Where(pair => pair.Key.StartsWith($"{ScanV1Key.IFluor}/", StringComparison.Ordinal) && pair.Value.Length == points).Select(pair => pair.Value), points));
        string? signal = Mu("mutrans", i0, itrans, isRatio: false) ?? Mu("mufluor", ifluor, i0, isRatio: true);
        if (signal == "mutrans")
            _ = Mu("mufluor", ifluor, i0, isRatio: true);
        _ = Mu("murefer", itrans, irefer, isRatio: false);
        if (Of(ScanV1Key.Mu) is { } mu)
        {
            arrays.Add(new("data/mu", mu));
            columns.Add(("xmu", mu));
            signal ??= "mu";
        }

        return (signal, (itrans, ifluor) switch { ({ }, null) => "Transmission", (null, { }) => "Fluorescence", _ => "Unknown" });

        double[]? Of(string key) => Column(measured, key) is { } values && values.Length == points ? values : null;

        double[]? Detector(string name, double[]? values)
        {
            if (values is null)
                return null;
            arrays.Add(new($"instrument/{name}/data", values, "counts"));
            columns.Add((name, values));
            return values;
        }

        string? Mu(string name, double[]? over, double[]? under, bool isRatio)
        {
            if (over is null || under is null)
                return null;
            arrays.Add(new($"data/{name}", [.. over.Zip(under, (a, b) => isRatio ? a / b : Math.Log(a / b))]));
            return name;
        }
    }

    private static void Reduced(ImmutableArray<NexusArray>.Builder arrays, StoredSpectrum? spectrum)
    {
        if (spectrum is null)
            return;
        Add("reduction/spectrum/energy", spectrum.Energy, "eV");
        Add("reduction/spectrum/mu", spectrum.Mu, "");
        Add("reduction/spectrum/norm", spectrum.Norm, "");
        Add("reduction/chi_k/k", spectrum.K, PerAngstrom);
        Add("reduction/chi_k/chi", spectrum.Chi, "");
        Add("reduction/chi_r/r", spectrum.R, Angstrom);
        if (!spectrum.R.IsEmpty)
            arrays.Add(new("reduction/chi_r/chir_mag", [.. spectrum.ChiRRe.Zip(spectrum.ChiRIm, double.Hypot)]));
        Add("reduction/chi_r/chir_re", spectrum.ChiRRe, "");
        Add("reduction/chi_r/chir_im", spectrum.ChiRIm, "");

        void Add(string path, ImmutableArray<double> values, string unit)
        {
            if (!values.IsEmpty)
                arrays.Add(new(path, [.. values], unit));
        }
    }

    private static void Structure(ImmutableArray<NexusArray>.Builder arrays, StructureEstimate? estimate)
    {
        if (estimate is null)
            return;
        if (!estimate.R.IsEmpty)
        {
            arrays.Add(new("structure/distribution/r", [.. estimate.R], Angstrom));
            arrays.Add(new("structure/distribution/g", [.. estimate.NeighboursPerAngstrom], PerAngstrom));
            arrays.Add(new("structure/distribution/g_errors", [.. estimate.NeighboursPerAngstromSigma], PerAngstrom));
        }

        Pairs("structure/shells/n", estimate.Shells.Select(shell => shell.CoordinationNumber), "");
        Pairs("structure/shells/distance", estimate.Shells.Select(shell => shell.Distance), Angstrom);
        Pairs("structure/shells/sigma2", estimate.Shells.Select(shell => shell.Sigma2), "angstrom^2");
        Pairs("structure/shells/c3", estimate.Shells.Select(shell => shell.ThirdCumulant), "angstrom^3");
        Pairs("structure/phases/fraction", estimate.Phases.Select(phase => phase.Fraction), "");

        void Pairs(string path, IEnumerable<Uncertain> values, string unit)
        {
            Uncertain[] all = [.. values];
            if (all.Length == 0)
                return;
            arrays.Add(new(path, [.. all.Select(value => value.Value)], unit));
            arrays.Add(new($"{path}_errors", [.. all.Select(value => value.Sigma)], unit));
        }
    }

    private static double[]? Column(IReadOnlyDictionary<string, ImmutableArray<double>> measured, string key) =>
        measured.TryGetValue(key, out ImmutableArray<double> values) && !values.IsEmpty ? [.. values] : null;

    private static double[]? Sum(IEnumerable<ImmutableArray<double>> elements, int points)
    {
        double[]? sum = null;
        foreach (ImmutableArray<double> element in elements)
        {
            sum ??= new double[points];
            for (int i = 0; i < points; i++)
                sum[i] += element[i];
        }

        return sum;
    }

    private static double[] Rows(List<(string Label, double[] Values)> columns)
    {
        var rows = new double[columns.Count * columns[0].Values.Length];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = columns[i % columns.Count].Values[i / columns.Count];
        return rows;
    }
}
