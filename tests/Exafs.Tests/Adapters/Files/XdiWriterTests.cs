using System.Collections.Immutable;
using System.Text;
using Exafs.Adapters.Files;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Files;

/// <summary>XDI as it is written, and as it is read again.</summary>
public sealed class XdiWriterTests : IDisposable
{
    private static readonly XdiHeader s_iron = new()
    {
        Element = "Fe",
        Edge = "K",
        StartTime = new DateTime(2026, 3, 1, 12, 7, 0, 250, DateTimeKind.Utc),
        EndTime = new DateTime(2026, 3, 1, 12, 7, 1, DateTimeKind.Utc),
        Temperature = 1190.1,
        EdgeEnergy = 7112.25,
        DSpacing = 3.1356,
        Comments = ["scan 420 of run heat"],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-xdi-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_Table_IsThisText() => Assert.Equal(
        """
        # XDI/1.0 Exafs.Stream
        # Element.symbol: Fe
        # Element.edge: K
        # Mono.d_spacing: 3.1356
        # Scan.start_time: 2026-03-01T12:07:00.25Z
        # Scan.end_time: 2026-03-01T12:07:01Z
        # Scan.edge_energy: 7112.25 eV
        # Sample.temperature: 1190.1 K
        # Column.1: energy eV
        # Column.2: xmu
        # ///
        # scan 420 of run heat
        # ---
        # energy xmu
        7000 0.125
        7000.5 -1E-05

        """.ReplaceLineEndings("\n"),
        Text(s_iron, new("energy", "eV", [7000, 7000.5]), new("xmu", "", [0.125, -1e-5])));

    [Fact]
    public void Write_Mu_ComesBackBitForBit()
    {
        ImmutableArray<double> energy = [.. Enumerable.Range(0, 300).Select(i => 7000 + (i * 3.140625))], mu = [.. energy.Select(e => Math.Atan(e - 7112) + (1 / 3.0))];

        FileScan back = Assert.Single(ScanFile.Read(Path("mu.xdi", s_iron, new("energy", "eV", energy), new("xmu", "", mu), new("norm", "", [.. mu.Select(m => m / 3)]))));

        Assert.Equal(("XDI", MeasurementMode.Mu, "Fe", "K"), (back.Format, back.Mode, back.Scan.Element, back.Scan.Edge));
        Assert.Equal((s_iron.StartTime, s_iron.EndTime, 1190.1), (back.Scan.StartTime, back.Scan.EndTime, back.Scan.SampleTemperature));
        Assert.Equal(energy.ToArray(), back.Scan.Energy.ToArray());
        Assert.Equal(mu.ToArray(), back.Scan.Mu.ToArray());
    }

    [Fact]
    public void Write_Chi_ComesBack()
    {
        ImmutableArray<double> k = [.. Enumerable.Range(0, 281).Select(i => i * 0.05)], chi = [.. k.Select(at => 0.1 * Math.Sin(5 * at) * Math.Exp(-0.02 * at * at))];

        FileChi back = ChiFile.Read(Path("chi.xdi", s_iron, new("k", "1/angstrom", k), new("chi", "", chi)))!;

        Assert.Equal(("Fe", "K", 7112.25), (back.Element, back.Edge, back.Chi.E0));
        Assert.Equal(chi.ToArray(), back.Chi.Chi.ToArray());
    }

    [Fact]
    public void Write_NumbersThatAreNone_AreLeftOutWithTheirRow()
    {
        var text = Text(s_iron with { Temperature = double.NaN, EdgeEnergy = double.PositiveInfinity, DSpacing = null }, new("energy", "eV", [1, 2, 3]), new("xmu", "", [0.5, double.NaN, 0.25]));

        Assert.EndsWith("\n1 0.5\n3 0.25\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("temperature", text, StringComparison.Ordinal);
        Assert.DoesNotContain("edge_energy", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WordsWithLineEnds_StayOnTheirLine()
    {
        var text = Text(new() { Element = "Fe\n8000 1", Comments = ["a\r\n7999 2\u2028b"] }, new("energy", "eV", [7000]), new XdiColumn("xmu", "", [1]));

        Assert.Equal(["7000 1"], text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'));
    }

    private static string Text(XdiHeader header, params XdiColumn[] columns)
    {
        using var stream = new MemoryStream();
        XdiWriter.Write(stream, header, columns);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private string Path(string name, XdiHeader header, params XdiColumn[] columns)
    {
        var path = System.IO.Path.Combine(_folder, name);
        File.WriteAllText(path, Text(header, columns));
        return path;
    }
}
