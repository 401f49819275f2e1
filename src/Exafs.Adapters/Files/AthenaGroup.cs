using System.Collections.Immutable;
using System.Globalization;

namespace Exafs.Adapters.Files;

/// <summary>One group of an Athena project: its arguments and arrays.</summary>
internal sealed class AthenaGroup
{
    private readonly Dictionary<string, string> _arguments = [];
    private readonly Dictionary<string, double[]> _arrays = [];

    /// <param name="namesAndValues">Name, value, name, value.</param>
    public void SetArguments(ImmutableArray<string> namesAndValues)
    {
        for (int i = 0; i + 1 < namesAndValues.Length; i += 2) _arguments[namesAndValues[i]] = namesAndValues[i + 1];
    }

    public void SetArray(string name, double[] values) => _arrays[name] = values;

    /// <summary>Every group with µ(E); those that hold χ(k) have no energies and are left out.</summary>
    public static IReadOnlyList<FileScan> Scans(IReadOnlyList<AthenaGroup> groups, string format, string file)
    {
        FileScan[] scans = [.. groups.Where(group => group.HasMu).Select((group, i) => group.ToScan(i, format, file))];
        return scans.Length > 0 ? scans : throw new InvalidDataException($"{file}: {groups.Count} groups, none of them with µ(E)");
    }

    private bool HasMu => Argument("datatype") != "chi" && Argument("is_chi") is not "1"
        && _arrays.TryGetValue("x", out double[]? x) && _arrays.TryGetValue("y", out double[]? y) && x.Length == y.Length && x.Length > 0;

    private string Argument(string name) => _arguments.GetValueOrDefault(name, "");

    private FileScan ToScan(int index, string format, string file)
    {
        string label = Argument("label") is { Length: > 0 } given ? given : $"group {index + 1}";
        var columns = new List<Column>
        {
            new(0, "x", _arrays["x"], ColumnRole.Energy, 0),
            new(0, "y", _arrays["y"], ColumnRole.Mu, 0),
        };
        if (_arrays.TryGetValue("i0", out double[]? i0) && i0.Length == columns[0].Values.Length) columns.Add(new(0, "i0", i0, ColumnRole.I0, 0));
        string element = Argument("bkg_z"), edge = Argument("fft_edge").ToUpperInvariant();
        bool shifted = double.TryParse(Argument("bkg_eshift"), NumberStyles.Float, CultureInfo.InvariantCulture, out double shift) && shift != 0;
        return TableScan.Of(new ColumnTable(format, label, [.. columns],
            new HeaderFacts { Element = ElementSymbols.Contains(element) ? element : null, Edge = edge.Length > 0 ? edge : null }, 0)
        {
            Remarks = shifted ? [FormattableString.Invariant($"the project's energy shift of {shift} eV is not applied")] : [],
        }, file);
    }
}
