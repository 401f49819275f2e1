using System.Globalization;
using Exafs.Adapters.Files;
using Exafs.Tests.Lab;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Adapters.Files;

/// <summary>χ(k) as analysis programs export it.</summary>
public sealed class ChiFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-chi-").FullName;

    private static readonly double[] s_k = [.. Enumerable.Range(0, 281).Select(i => 0.05 * i)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Header, weights of the columns behind k, and what is told of the choice.</summary>
    public static TheoryData<string, int[], string> Forms => new()
    {
        { AthenaHeader, [0, 1, 2, 3], "k = column 1 'k'; χ = column 2 'chi'" },
        { "# XDI/1.0 GSE/1.0\n# Element.symbol: Fe\n# Element.edge: K\n# Scan.edge_energy: 7112.0\n# Column.1: k 1/Angstrom\n# Column.2: k2chi\n# ///\n#----\n# k  k2chi", [2], "k = column 1 'k'; χ = column 2 'k2chi' / k^2" },
        { "# Element: Fe\n# Edge: K\n# e0 = 7112.00; pre-edge range =[   -50.0  -200.0]\n#------\n#     k              chi(k)", [0], "k = column 1 'k'; χ = column 2 'chi(k)'" },
        { "# Element: Fe\n# Edge: K\n# e0 = 7112\n#---------------------------------\n#  k  chi  k*chi", [0, 1], "k = column 1 'k'; χ = column 2 'chi'" },
        { "# Element: Fe\n# Edge: K\n# e0 = 7112\n#  k (1/Å)\tk³χ(k)", [3], "k = column 1 'k (1/Å)'; χ = column 2 'k³χ(k)' / k^3" },
        { "# Element: Fe\n# Edge: K\n# e0 = 7112\nk,chi*k", [1], "k = column 1 'k'; χ = column 2 'chi*k' / k" },
        { "# Element: Fe\n# Edge: K\n# e0 = 7112\n#---------------------------------\n#  col1             col2", [0], "k = column 1; χ = column 2 (no label tells its weight; it falls off as χ does)" },
        { "# Element: Fe\n# Edge: K\n# e0 = 7112\n# k  fe_foil_300K", [0], "k = column 1 'k'; χ = column 2 'fe_foil_300K' (no label tells its weight; it falls off as χ does)" },
    };

    private const string AthenaHeader = """
        # XDI/1.0 Athena/0.9.26
        # Element.edge:                  K
        # Element.symbol:                Fe
        # Column.1:                      k inverse Angstrom
        # Column.2:                      chi
        # Column.3:                      chik
        # Column.4:                      chik2
        # Column.5:                      chik3
        # Athena.e0:                     7112
        # ///
        #------------------------
        #  k chi chik chik2 chik3
        """;

    [Theory]
    [MemberData(nameof(Forms))]
    public void Read_EachForm_GivesTheUnweightedSpectrum(string header, int[] weights, string note)
    {
        FileChi read = ChiFile.Read(Write(header, k => [k, .. weights.Select(weight => Math.Pow(k, weight) * ExamplePack.Chi(k))]))!;

        Assert.Equal((note, "Fe", "K", 7112.0, 0.05), (read.ColumnsNote, read.Element, read.Edge, read.Chi.E0, read.Chi.KStep));
        Assert.Equal(s_k.Length, read.Chi.Chi.Length);
        for (int i = 1; i < s_k.Length; i++)
            Assert.Equal(ExamplePack.Chi(s_k[i]), read.Chi.Chi[i], 1e-8);
    }

    [Fact]
    public void Read_KNotFirst_IsFoundByItsLabel()
    {
        FileChi read = ChiFile.Read(Write("#  chi  k  kwin", k => [ExamplePack.Chi(k), k, 1]))!;

        Assert.Equal("k = column 2 'k'; χ = column 1 'chi'", read.ColumnsNote);
        Assert.Equal(ExamplePack.Chi(4), read.Chi.Chi[80], 1e-8);
        Assert.Null(read.Chi.E0);
    }

    [Fact]
    public void Read_OtherGrid_IsInterpolatedAndBeginsWithZeros()
    {
        FileChi read = ChiFile.Read(Write("# k chi", k => [k, ExamplePack.Chi(k)], [.. Enumerable.Range(0, 300).Select(i => 1.013 + (0.037 * i))]))!;

        Assert.All(Enumerable.Range(0, 21), i => Assert.Equal(0, read.Chi.Chi[i]));
        Assert.All(Enumerable.Range(60, 140), i => Assert.Equal(ExamplePack.Chi(0.05 * i), read.Chi.Chi[i], 2e-4));
        Assert.Equal(12.05, read.Chi.KMax, 9);
    }

    public static TheoryData<string, int[], string> Refused => new()
    {
        { "# k chik", [1], "column 2 'chik' may or may not be weighted with k" },
        { "# k chi_kw", [2], "column 2 'chi_kw' may or may not be weighted with k" },
        { "#", [1], "no label tells whether column 2 is χ(k), and it does not fall off" },
        { "#", [2], "no label tells whether column 2 is χ(k), and it does not fall off" },
        { "#", [0, 1], "k, but no χ among 3 columns (column 1, column 2, column 3)" },
        { "# k chi_mag chi_pha", [0, 0], "k, but no χ among 3 columns (column 1 'k', column 2 'chi_mag', column 3 'chi_pha')" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_WeightThatNothingTells_IsRefusedWithTheReason(string header, int[] weights, string reason) =>
        Assert.Contains(reason, Refusal(Write(header, k => [k, .. weights.Select(weight => Math.Pow(k, weight) * ExamplePack.Chi(k))])), StringComparison.Ordinal);

    [Fact]
    public void Read_DamagedTable_IsRefusedWithTheReason()
    {
        Assert.Contains("k does not ascend at 5", Refusal(Write("# k chi", k => [k == 5.1 ? 5 : k, 0.1], [.. s_k.Select(k => Math.Round(k, 2))])), StringComparison.Ordinal);
        Assert.Contains("nothing between k = 7 and 7.5", Refusal(Write("# k chi", k => [k, 0.1], [.. s_k.Where(k => k is < 7.01 or > 7.49)])), StringComparison.Ordinal);
        Assert.Contains("χ is no number at k = 6", Refusal(Write("# k chi", k => [k, Math.Round(k, 2) == 6 ? double.NaN : 0.1])), StringComparison.Ordinal);
    }

    public static TheoryData<string> Spectra => [.. Directory.GetFiles(Path.Combine(RepositoryFolder.Path, "tests", "reference", "formats")).Where(file => !file.EndsWith(".md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Spectra))]
    public void Read_Spectrum_IsNoChi(string file) => Assert.Null(ChiFile.Read(file));

    /// <summary>What there is of exports of programs, and whether it is χ(k).</summary>
    public static TheoryData<string, string> Exports
    {
        get
        {
            var exports = new TheoryData<string, string> { { "", "" } };
            string debian = "/usr/share/doc/ifeffit/examples", shared = Path.Combine(RepositoryFolder.Path, "..", "shared", "spectra", "platinum");
            foreach (var (file, note) in new[]
            {
                (Path.Combine(debian, "data", "cu10k.chi"), "k = column 1 'k'; χ = column 2 'chi(k)'"),
                (Path.Combine(debian, "data", "mno.chi"), "k = column 1 'k'; χ = column 2 'chi'"),
                (Path.Combine(debian, "RefMan", "Out.chi"), "k = column 1 'k'; χ = column 2 'chi'"),
                (Path.Combine(debian, "Data_Processing", "b.chi"), ""),
                (Path.Combine(shared, "Ptfoil.chik"), "k = column 1 'k'; χ = column 2 'chi'"),
                (Path.Combine(shared, "Pt_SiO2.chik"), "k = column 1 'k'; χ = column 2 'chi'"),
            })
            {
                if (File.Exists(file))
                    exports.Add(file, note);
            }

            return exports;
        }
    }

    [Theory]
    [MemberData(nameof(Exports))]
    public void Read_ExportOfAProgram_IsTakenForWhatItIs(string file, string note) =>
        Assert.Equal(note, file.Length == 0 ? "" : ChiFile.Read(file)?.ColumnsNote ?? "");

    private static string Refusal(string path) => Assert.Throws<InvalidDataException>(() => ChiFile.Read(path)).Message;

    private string Write(string header, Func<double, double[]> row, double[]? k = null)
    {
        string path = Path.Combine(_folder, $"{Guid.NewGuid():N}.chi");
        File.WriteAllLines(path, (k ?? s_k).Select(at => string.Join("  ", row(at).Select(x => x.ToString("r", CultureInfo.InvariantCulture)))).Prepend(header));
        return path;
    }
}
