using System.Globalization;
using Exafs.Inference.Calibration;
using Exafs.Lab;
using Exafs.Tests.Lab;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Lab;

/// <summary>exafs-lab calibrate: foils in, ΔE0 and S0² out.</summary>
public sealed class CalibrateCommandTests : IDisposable
{
    private const string Debian = "/usr/share/doc/ifeffit/examples/data";

    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-calibrate-").FullName;
    private readonly StringWriter _results = new(CultureInfo.InvariantCulture), _people = new(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("295", "cu_rt01.xmu")]
    [InlineData("10", "cu.xmu")]
    [InlineData("150", "cu_150k.xmu")]
    public void Calibrate_CopperFoil_FindsItsAmplitude(string kelvin, string foil)
    {
        var output = Path.Combine(_folder, "out.json");

        Assert.Equal(ExitCode.Done, Run("calibrate", Path.Combine(Debian, foil), "--pack", Pack("cu"), "--temperature", kelvin, "--output", output));

        using FileStream file = File.OpenRead(output);
        FoilCalibration calibration = FoilCalibration.Read(file);
        Assert.Equal(("Cu", "K", "cu", 64, 1), (calibration.Element, calibration.Edge, calibration.Pack, calibration.PackSha256.Length, calibration.Foils.Length));
        Assert.InRange(calibration.S02, 0.75, 1.05);
        Assert.InRange(calibration.DeltaE0Ev, 3, 10);
        Assert.InRange(calibration.Foils[0].RFactor, 0, 0.05);
        Assert.True(calibration.S02Sigma > 0 && calibration.DeltaE0SigmaEv > 0);
    }

    [Fact]
    public void Calibrate_OneFoilOfTwo_TellsSoAndUsesTheOther()
    {
        Assert.Equal(ExitCode.SomeFailed, Run("calibrate", Path.Combine(Debian, "feo.xmu"), Path.Combine(Debian, "cu_rt01.xmu"), "--pack", Pack("cu")));

        FoilCalibration calibration = FoilCalibration.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(_results.ToString())));
        Assert.EndsWith("cu_rt01.xmu", Assert.Single(calibration.Foils).File, StringComparison.Ordinal);
        Assert.Contains("other_edge", _people.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Calibrate_NoFoil_WritesNothing()
    {
        Assert.Equal(ExitCode.SomeFailed, Run("calibrate", Path.Combine(Debian, "feo.xmu"), "--pack", Pack("cu")));

        Assert.Empty(_results.ToString());
        Assert.Contains("no foil could be used: other_edge", _people.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cu_rt01.xmu", "cu", "-5")]
    [InlineData("cu_rt01.xmu", "cu", "1600")]
    [InlineData("cu_rt01.xmu", "none", "295")]
    public void Calibrate_WhatCannotBe_IsOneLine(string foil, string pack, string kelvin)
    {
        Assert.Equal(ExitCode.WrongUsage, Run("calibrate", Path.Combine(Debian, foil), "--pack", Pack(pack), "--temperature", kelvin));

        Assert.Empty(_results.ToString());
    }

    [Fact]
    public void Calibrate_PackWithoutALibrary_IsOneLine() =>
        Assert.Equal(ExitCode.WrongUsage, Run("calibrate", Path.Combine(Debian, "cu_rt01.xmu"), "--pack", ExamplePack.Write(Path.Combine(_folder, "pack"))));

    private static string Pack(string name) => Path.Combine(RepositoryFolder.Path, "config", "packs", name);

    private int Run(params string[] words) => CommandLine.Run(words, _results, People.On(_people, terminal: false), CancellationToken.None);
}
