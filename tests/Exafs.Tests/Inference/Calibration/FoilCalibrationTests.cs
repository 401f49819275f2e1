using System.Text;
using Exafs.Inference.Calibration;
using Exafs.Inference.Features;
using Exafs.Physics.Comparison;

namespace Exafs.Tests.Inference.Calibration;

public sealed class FoilCalibrationTests
{
    private static FoilCalibration Example => new()
    {
        Format = FoilCalibration.CurrentFormat,
        Element = "Cu",
        Edge = "K",
        Pack = "cu",
        PackSha256 = "00",
        DeltaE0Ev = 4.5,
        DeltaE0SigmaEv = 0.1,
        S02 = 0.9,
        S02Sigma = 0.01,
        TemperatureKelvin = 295,
        TimeUtc = DateTimeOffset.UnixEpoch,
        Foils = [new("cu.xmu", 4.5, 0.1, 0.9, 0.01, 0.005)],
    };

    [Theory]
    [InlineData(10, 0.0028, 0.0035)]
    [InlineData(150, 0.0045, 0.0058)]
    [InlineData(300, 0.0080, 0.0092)]
    public void FirstShell_OfCopper_HasItsSigma2(double kelvin, double low, double high)
    {
        // Debian's Larch, its example of copper: 3.28(11), 5.04(29), 8.67(31) · 10⁻³ Å².
        Assert.InRange(Theory.FirstShell(kelvin).Sigma2, low, high);
        Assert.InRange(Theory.FirstShell(kelvin).Distance, 2.549, 2.5612);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(150)]
    [InlineData(300)]
    public void At_FittedToItself_NeedsNoShift(double kelvin)
    {
        var chi = Theory.At(kelvin);

        var (fit, _) = new FoilFit(Theory.K, chi, new()).Fit(chi);

        Assert.Equal(1, fit!.S02, 1e-3);
        Assert.Equal(0, fit.DeltaE0, 0.02);
    }

    [Fact]
    public void At_Colder_SwingsHigherAtHighK()
    {
        var (cold, warm) = (Theory.At(20), Theory.At(300));
        double Strength(IReadOnlyList<double> chi, int from, int to) => Math.Sqrt(Enumerable.Range(from, to - from).Sum(i => chi[i] * chi[i]));

        Assert.InRange(Strength(cold, 240, 280) / Strength(warm, 240, 280), 2.5, 12); // e^(2k²·0.0055) at 13 Å⁻¹ is 6
        Assert.InRange(Strength(cold, 70, 90) / Strength(warm, 70, 90), 1.0, 1.6);
    }

    [Fact]
    public void Mean_OfValues_TakesTheLargerOfErrorAndScatter()
    {
        Assert.Equal((3.0, 0.5), FoilCalibration.Mean([(3, 0.5)]));
        var (mean, sigma) = FoilCalibration.Mean([(1, 0.1), (1, 0.1)]);
        Assert.Equal((1.0, 0.0707), (mean, Math.Round(sigma, 4)));
        (mean, sigma) = FoilCalibration.Mean([(1, 0.1), (3, 0.1)]);
        Assert.Equal((2.0, 1.0), (mean, Math.Round(sigma, 6)));
        Assert.Throws<ArgumentException>(() => FoilCalibration.Mean([]));
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        using var memory = new MemoryStream();
        Example.Write(memory);

        FoilCalibration read = FoilCalibration.Read(new MemoryStream(memory.ToArray()));

        Assert.Equal(Example with { Foils = [] }, read with { Foils = [] });
        Assert.Equal(Example.Foils.ToArray(), read.Foils.ToArray());
        Assert.Equal(new BeamlineCalibration { DeltaE0 = 4.5, DeltaE0Sigma = 0.1, S02 = 0.9, S02Sigma = 0.01 }, read.Beamline);
    }

    [Theory]
    [InlineData("\"s02\": 0.9", "\"s02\": 9")]
    [InlineData("\"s02\": 0.9", "\"s02\": null")]
    [InlineData("\"delta_e0_ev\": 4.5", "\"delta_e0\": 4.5")]
    [InlineData("\"delta_e0_ev\": 4.5", "\"delta_e0_ev\": 450")]
    [InlineData("exafs-calibration-v1", "exafs-calibration-v9")]
    [InlineData("\"element\": \"Cu\",", "")]
    [InlineData("}", "")]
    public void Read_WhatIsNone_IsRefused(string from, string to)
    {
        using var memory = new MemoryStream();
        Example.Write(memory);
        var text = Encoding.UTF8.GetString(memory.ToArray());
        Assert.Contains(from, text, StringComparison.Ordinal);

        Assert.Throws<InvalidDataException>(() => FoilCalibration.Read(new MemoryStream(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)))));
    }

    [Fact]
    public void Read_FileOfAnotherElementOrNone_SaysWhich()
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var stream = File.Create(file)) Example.Write(stream);

            Assert.Equal(0.9, FoilCalibration.Read(file, "Cu", "K").S02);
            Assert.Equal($"{file}: the calibration is of Cu K, the pack of Fe K", Assert.Throws<InvalidDataException>(() => FoilCalibration.Read(file, "Fe", "K")).Message);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.StartsWith(file, Assert.Throws<InvalidDataException>(() => FoilCalibration.Read(file, "Cu", "K")).Message, StringComparison.Ordinal);
    }

    private static FoilTheory Theory { get; } = FoilTheory.Of(CopperLibrary.Library, new(CopperLibrary.EdgeEnergy, BeamlineCalibration.AtomicExponent));
}
