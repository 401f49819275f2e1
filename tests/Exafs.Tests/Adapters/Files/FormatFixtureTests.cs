using Exafs.Adapters.Files;
using Exafs.Signal;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Adapters.Files;

/// <summary>The same made-up spectrum in every format (tests/reference/formats/README.md).</summary>
public sealed class FormatFixtureTests
{
    private static readonly double[] Energies =
        [.. Enumerable.Range(0, 26).Select(i => 7000.0 + (4 * i)), .. Enumerable.Range(0, 24).Select(i => 7102.0 + i), .. Enumerable.Range(0, 20).Select(i => 7128.0 + (4 * i))];

    /// <summary>File, format, mode, scans in it, columns; fluorescence is 0.05 of µ.</summary>
    public static TheoryData<string, string, MeasurementMode, int, string> Files => new()
    {
        { "counts.xdi", "XDI", MeasurementMode.Transmission, 1, "energy = column 1 'energy'; µ = ln(column 2 'i0' / column 3 'itrans')" },
        { "prestandard.xdi", "XDI", MeasurementMode.Mu, 1, "energy = column 1 'energy'; µ = column 2 'mutrans'" },
        { "angle.xdi", "XDI", MeasurementMode.Transmission, 1, "energy from column 1 'angle' in degrees with d = 3.1356 Å; µ = ln(column 2 'i0' / column 3 'itrans')" },
        { "elements.xdi", "XDI", MeasurementMode.Fluorescence, 1, "energy = column 1 'Energy'; µ = (column 3 'Fe_Ka_mca1' × column 7 'DTFactor_mca1' + column 4 'Fe_Ka_mca2' × column 8 'DTFactor_mca2') / column 2 'I0'" },
        { "athena.xmu", "Athena", MeasurementMode.Mu, 1, "energy = column 1 'ee'; µ = column 2 'xmu'" },
        { "athena.prj", "Athena project", MeasurementMode.Mu, 2, "energy = array 'x'; µ = array 'y'" },
        { "athena_json.prj", "Athena project (JSON)", MeasurementMode.Mu, 1, "energy = array 'x'; µ = array 'y'" },
        { "two_columns_ev.dat", "two columns", MeasurementMode.Mu, 1, "energy = column 1; µ = column 2" },
        { "two_columns_kev.dat", "two columns", MeasurementMode.Mu, 1, "energy = column 1 in keV; µ = column 2" },
        { "decimal_comma.txt", "two columns", MeasurementMode.Mu, 1, "energy = column 1 'Energy'; µ = column 2 'Absorption'" },
        { "three_columns_unlabelled.dat", "column text", MeasurementMode.Transmission, 1, "energy = column 1; µ = ln(column 2 / column 3) (no label tells it; this shows an edge)" },
        { "xdac_four_element.dat", "XDAC", MeasurementMode.Fluorescence, 1, "energy = column 1 'Energy'; µ = (column 4 'Ifch1' + column 5 'Ifch2') / column 2 'I0'" },
        { "mrcat.dat", "MRCAT_XAFS", MeasurementMode.Transmission, 1, "energy = column 1 'energy'; µ = ln(column 2 'mcs3: I0' / column 3 'mcs4: It')" },
        { "edc.300", "X11 EDC", MeasurementMode.Transmission, 1, "energy = column 1 'energy'; µ = ln(column 2 'I0' / column 3 'I')" },
        { "labview.dat", "LabVIEW 1-D scan", MeasurementMode.Fluorescence, 1, "energy = column 1 'Mono Energy (alt) *'; µ = column 7 'XMAP4:FeKa_Sum' / column 4 'PreKB-I0'" },
        { "ssrl.dat", "SSRL", MeasurementMode.Transmission, 1, "energy = column 2 'Requested Energy'; µ = ln(column 4 'I0' / column 5 'I1')" },
        { "ssrl_binary_1.bin", "SSRL binary", MeasurementMode.Transmission, 1, "energy = column 2 'Requested Energy'; µ = ln(column 4 'I0' / column 5 'I1')" },
        { "ssrl_binary_2.bin", "SSRL binary", MeasurementMode.Transmission, 1, "energy = column 2 'Requested Energy'; µ = ln(column 4 'I0' / column 5 'I1')" },
        { "kek_pf_9809.dat", "9809", MeasurementMode.Transmission, 1, "energy from column 2 'Angle(o)' in degrees with d = 3.1356 Å; µ = ln((column 4 'I0' − 700.5) / (column 5 'I' − 500.25))" },
        { "cls_macros.dat", "CLS", MeasurementMode.Transmission, 1, "energy = column 2 'BL1606-ID-1:Energy'; µ = ln(column 5 'BL1606-ID1:mcs04:fbk: I0' / column 6 'BL1606-ID1:mcs05:fbk: I1')" },
        { "cls_names.dat", "CLS", MeasurementMode.Transmission, 1, "energy = column 2 'BL1606-ID-1 Energy Setting'; µ = ln(column 5 'I0' / column 6 'I1')" },
        { "escan.001", "Epics scan", MeasurementMode.Fluorescence, 1, "energy = column 1 'Energy'; µ = (column 7 'Fe Ka' + column 8 'Fe Ka') / column 3 'I0' (a detector set to an emission line shows the edge)" },
        { "spec.dat", "SPEC", MeasurementMode.Transmission, 2, "energy = column 1 'Energy'; µ = ln(column 2 'Ion chamber 0' / column 3 'I1')" },
        { "negative_currents.dat", "column text", MeasurementMode.Transmission, 1, "energy = column 1 'energy'; µ = ln(column 2 'i0' / column 4 'it')" },
        { "reference_only.dat", "column text", MeasurementMode.Reference, 1, "energy = column 1 'eBraggEnergy'; µ of the reference = column 7 'mu_ref' (the sample shows no edge, the reference does)" },
        { "ready_ratios.dat", "column text", MeasurementMode.Mu, 1, "energy = column 1 'qexafs_energy'; µ = column 5 'lnI0It'" },
        { "srs_elements.dat", "SRS", MeasurementMode.Fluorescence, 1, "energy from column 1 'angle' in millidegrees with d = 3.13543 Å; µ = (sum of 5: column 7 'ge1' … column 11 'ge5') / column 3 'i0'" },
        { "lytle.dat", "Lytle", MeasurementMode.Transmission, 1, "energy from (column 1 'steps' / 4000) in degrees with d = 1.92017 Å; µ = ln(column 2 'I0' / column 3 'It')" },
        { "series.csv", "dispersive series", MeasurementMode.Mu, 3, "energy = first line; µ = line of time 0" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_EachFormat_GivesTheSpectrumAndTellsItsColumns(string file, string format, MeasurementMode mode, int scans, string columns)
    {
        IReadOnlyList<FileScan> read = ScanFile.Read(PathOf(file));

        Assert.Equal(scans, read.Count);
        FileScan first = read[0];
        Assert.Equal(format, first.Format);
        Assert.Equal(mode, first.Mode);
        Assert.StartsWith(columns, first.ColumnsNote, StringComparison.Ordinal);
        Assert.Equal(scans, read.Select(scan => scan.Scan.ScanId).Distinct().Count());
        foreach (FileScan scan in read) AssertIsTheSpectrum(scan, Energies);
    }

    [Fact]
    public void Read_MalformedRows_AreDroppedAndCounted()
    {
        FileScan scan = Assert.Single(ScanFile.Read(PathOf("malformed_rows.dat")));

        Assert.Equal("energy = column 1 'energy'; µ = column 2 'xmu'; 2 malformed rows dropped; 2 rows without energy or µ dropped", scan.ColumnsNote);
        AssertIsTheSpectrum(scan, [.. Energies.Where((_, i) => i is not (10 or 20 or 30 or 31))]);
    }

    [Fact]
    public void Read_XdiHeader_BecomesMetadata()
    {
        Scan scan = ScanFile.Read(PathOf("counts.xdi"))[0].Scan;

        Assert.Equal(("Fe", "K"), (scan.Element, scan.Edge));
        Assert.Equal(300.15, scan.SampleTemperature!.Value, 9);
        Assert.Equal(new DateTime(2024, 3, 1, 12, 0, 0, DateTimeKind.Utc), scan.StartTime);
        Assert.Equal(ScanDirection.Up, scan.Direction);
        Assert.Equal(Energies.Length, scan.IRefer.Length);
    }

    [Fact]
    public void Read_Project_NamesItsGroupsAndLeavesChiOut() =>
        Assert.Equal(["iron, 'first'", "second"], ScanFile.Read(PathOf("athena.prj")).Select(scan => scan.Label));

    [Fact]
    public void Fixtures_EveryFile_IsInATest()
    {
        IEnumerable<string> tested = Files.Select(row => (string)((object[])row)[0]).Append("malformed_rows.dat").Append("README.md");

        Assert.Equal(tested.Order(StringComparer.Ordinal), Directory.GetFiles(PathOf("")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static void AssertIsTheSpectrum(FileScan scan, double[] energies)
    {
        Spectrum spectrum = Absorption.Of(scan.Scan, new AbsorptionParameters { Mode = scan.Mode }).Spectrum!;
        double scale = scan.Mode == MeasurementMode.Fluorescence ? 0.05 : 1;
        Assert.Equal(energies.Length, spectrum.Energy.Length);
        for (int i = 0; i < energies.Length; i++)
        {
            Assert.Equal(energies[i], spectrum.Energy[i], 1e-3);
            double mu = 0.9 + (Math.Atan((energies[i] - 7112) / 1.5) / Math.PI) - (1e-4 * (energies[i] - 7112));
            Assert.Equal(mu, spectrum.Mu[i] / scale, 2e-5);
        }
    }

    private static string PathOf(string file) => Path.Combine(RepositoryFolder.Path, "tests", "reference", "formats", file);
}
