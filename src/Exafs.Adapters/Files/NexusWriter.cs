using System.Globalization;
using Exafs.Adapters.Storage;
using Exafs.Physics.Estimates;
using PureHDF;

namespace Exafs.Adapters.Files;

/// <summary>
/// Stored scans as NeXus in HDF5: an NXentry for each, laid out as Larch writes its NXxas (instrument, scan, sample, data), with what it was reduced to in the group reduction and the
/// structure in the group structure, both NXprocess.
/// </summary>
/// <remarks>larch.io.nexus_xas of Larch 2026; https://manual.nexusformat.org/classes/applications/NXxas.html. The arrays of one scan at a time are held, and of each scan the shape of its tree, some 60 kB.</remarks>
public static class NexusWriter
{
    private const string Definition = "https://manual.nexusformat.org/classes/applications/NXxas.html";

    // Written where they stand, not into headers, which take 64 kB and only what is there from the start.
    private static readonly H5WriteOptions s_options = new(PreferCompactDatasetLayout: false);

    /// <summary>Writes the file.</summary>
    /// <param name="stream">Empty; can be read, written and sought.</param>
    /// <param name="store">Where the scans are.</param>
    /// <param name="scans">Which, in their order, and the name of the entry of each.</param>
    /// <param name="stopping">Ends it.</param>
    /// <exception cref="StoreException">The store cannot be read, or a scan in it was replaced meanwhile.</exception>
    public static void Write(Stream stream, StoreReader store, IReadOnlyList<(string Entry, StoredScan Scan)> scans, CancellationToken stopping = default)
    {
        var file = new H5File { Attributes = new() { ["NX_class"] = "NXroot", ["creator"] = "Exafs.Stream", ["default"] = scans[0].Entry } };
        var places = new List<(string Path, H5Dataset<double[]> Place, int Length)>[scans.Count];
        for (int i = 0; i < scans.Count; i++)
        {
            stopping.ThrowIfCancellationRequested();
            file[scans[i].Entry] = Entry(store, scans[i].Scan, scans[i].Entry, places[i] = []);
        }

        using H5NativeWriter writer = file.BeginWrite(stream, s_options);
        for (int i = 0; i < scans.Count; i++)
        {
            stopping.ThrowIfCancellationRequested();
            var arrays = NexusArrays.Of(store, scans[i].Scan).Arrays;
            if (!arrays.Select(array => (array.Path, array.Values.Length)).SequenceEqual(places[i].Select(place => (place.Path, place.Length))))
                throw new StoreException($"scan {scans[i].Scan.ScanId} was replaced in the store while it was read");
            for (int k = 0; k < arrays.Length; k++)
                writer.Write(places[i][k].Place, arrays[k].Values);
        }
    }

    private static H5Group Entry(StoreReader store, StoredScan scan, string name, List<(string Path, H5Dataset<double[]> Place, int Length)> places)
    {
        NexusArrays arrays = NexusArrays.Of(store, scan);
        EstimateOutcome? structure = store.Estimate(scan);
        H5Group entry = Group("NXentry");
        entry["title"] = $"{scan.ScanId} of {scan.RunId}  [{scan.Element ?? "unknown"} {scan.Edge ?? "unknown"} edge]";
        entry["definition"] = new H5Dataset("NXxas") { Attributes = new() { ["URL"] = Definition } };
        entry["entry_identifier"] = scan.ScanId;
        entry["experiment_identifier"] = scan.RunId;
        Time(entry, "start_time", scan.StartTime ?? scan.MidTime);
        Time(entry, "end_time", scan.EndTime);
        H5Group instrument = Child(entry, "instrument", "NXinstrument"), source = Child(instrument, "source", "NXsource"), detail = Child(entry, "scan", "NXscan");
        source["type"] = "X-ray Source";
        source["probe"] = "X-ray";
        _ = Child(instrument, "monochromator", "NXmonochromator");
        detail["scan_mode"] = scan.Direction ?? "Unknown";
        detail["nP"] = scan.Points;
        detail["nCol"] = (long)arrays.Labels.Length;
        if (arrays.Labels.Length > 0)
            detail["column_labels"] = arrays.Labels;
        H5Group edge = Child(detail, "xrayedge", "NXxrayedge");
        edge["element"] = scan.Element ?? "";
        edge["edge"] = scan.Edge ?? "";
        H5Group sample = Child(entry, "sample", "NXsample");
        sample["name"] = scan.RunId;
        Number(sample, "temperature", scan.SampleTemperature, "K");
        H5Group data = Child(entry, "data", "NXdata");
        data["mode"] = arrays.Mode;
        Reduction(entry, scan);
        if (structure is not null)
            Structure(entry, structure);
        foreach (NexusArray array in arrays.Arrays)
        {
            var place = new H5Dataset<double[]>(fileDims: array.Dimensions);
            if (array.Unit.Length > 0)
                place.Attributes["units"] = array.Unit;
            Put(entry, array.Path, place);
            places.Add((array.Path, place, array.Values.Length));
        }

        Link(data, name, arrays);
        Plot(entry, arrays);
        return entry;
    }

    private static void Reduction(H5Group entry, StoredScan scan)
    {
        H5Group reduction = Child(entry, "reduction", "NXprocess");
        reduction["program"] = "Exafs.Stream";
        reduction["status"] = scan.Status;
        Text(reduction, "reason", scan.Reason);
        Text(reduction, "detail", scan.Detail);
        Text(reduction, "limit_reason", scan.LimitReason);
        Number(reduction, "e0", scan.E0, "eV");
        Number(reduction, "edge_step", scan.EdgeStep, "");
        Number(reduction, "epsilon_k", scan.EpsilonK, "");
        Number(reduction, "epsilon_r", scan.EpsilonR, "");
        Number(reduction, "kmax_suggest", scan.KMaxSuggested, "1/angstrom");
        Number(reduction, "energy_shift", scan.EnergyShift, "eV");
    }

    private static void Structure(H5Group entry, EstimateOutcome outcome)
    {
        H5Group structure = Child(entry, "structure", "NXprocess");
        structure["quality"] = outcome.Quality;
        Text(structure, "detail", outcome.Defect?.Detail);
        if (outcome.Estimate is not { } estimate)
            return;
        structure["program"] = $"pack {estimate.Pack.Name}";
        structure["pack_sha256"] = estimate.Pack.Sha256;
        Number(structure, "n_within_3_2_angstrom", estimate.Within32.Value, "");
        Number(structure, "n_within_3_2_angstrom_errors", estimate.Within32.Sigma, "");
        Number(structure, "density", estimate.Density.Value, "1/angstrom^3");
        Number(structure, "density_errors", estimate.Density.Sigma, "1/angstrom^3");
        Number(structure, "out_of_distribution_score", estimate.OodScore, "");
        Number(structure, "trusted_r_max", estimate.TrustedRMax, "angstrom");
        if (!estimate.Phases.IsEmpty)
            Child(structure, "phases", "NXcollection")["name"] = estimate.Phases.Select(phase => phase.Name).ToArray();
    }

    // Larch's names, from one group to where the things stand.
    private static void Link(H5Group data, string entry, NexusArrays arrays)
    {
        data["element"] = new H5SoftLink($"/{entry}/scan/xrayedge/element");
        data["edge"] = new H5SoftLink($"/{entry}/scan/xrayedge/edge");
        if (arrays.Labels.Length == 0)
            return;
        data["energy"] = new H5SoftLink($"/{entry}/instrument/monochromator/energy");
        data["rawdata"] = new H5SoftLink($"/{entry}/scan/data");
        data["column_labels"] = new H5SoftLink($"/{entry}/scan/column_labels");
        foreach (string detector in arrays.Labels.Where(label => label is "i0" or "itrans" or "ifluor" or "irefer"))
            data[detector] = new H5SoftLink($"/{entry}/instrument/{detector}/data");
    }

    private static void Plot(H5Group entry, NexusArrays arrays)
    {
        entry.Attributes["default"] = "data";
        if (arrays.Signal is { } signal)
            Axes("data", signal, "energy");
        Axes("reduction/spectrum", "norm", "energy");
        Axes("reduction/chi_k", "chi", "k");
        Axes("reduction/chi_r", "chir_mag", "r");
        Axes("structure/distribution", "g", "r");

        void Axes(string path, string plotted, string axis)
        {
            if (Find(entry, path) is not { } group || !group.ContainsKey(plotted))
                return;
            group.Attributes["signal"] = plotted;
            group.Attributes["axes"] = axis;
        }
    }

    private static H5Group? Find(H5Group from, string path)
    {
        H5Group? group = from;
        foreach (string step in path.Split('/'))
            group = group is not null && group.TryGetValue(step, out object? next) ? next as H5Group : null;
        return group;
    }

    private static void Put(H5Group entry, string path, H5Dataset<double[]> place)
    {
        string[] steps = path.Split('/');
        H5Group group = entry;
        for (int i = 0; i < steps.Length - 1; i++)
            group = group.TryGetValue(steps[i], out object? there) ? (H5Group)there : Child(group, steps[i], Class(steps[i]));
        group[steps[^1]] = place;
    }

    private static string Class(string group) => group switch
    {
        "i0" or "itrans" or "ifluor" or "irefer" => "NXdetector",
        "shells" or "phases" => "NXcollection",
        _ => "NXdata",
    };

    private static H5Group Group(string nexusClass) => new() { Attributes = new() { ["NX_class"] = nexusClass } };

    private static H5Group Child(H5Group parent, string name, string nexusClass)
    {
        H5Group child = Group(nexusClass);
        parent[name] = child;
        return child;
    }

    private static void Text(H5Group group, string name, string? text)
    {
        if (text is not null)
            group[name] = text;
    }

    private static void Time(H5Group group, string name, DateTime? time) => Text(group, name, time?.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture));

    private static void Number(H5Group group, string name, double? value, string unit)
    {
        if (value is not { } number)
            return;
        var place = new H5Dataset(number);
        if (unit.Length > 0)
            place.Attributes["units"] = unit;
        group[name] = place;
    }
}
