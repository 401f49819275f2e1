using System.Collections.Immutable;
using Exafs.Physics.Comparison;
using Exafs.Signal;
using static Exafs.Tests.Lab.ExamplePack;

namespace Exafs.Tests.Physics.Comparison;

/// <summary>S0² and ΔE0 found again in spectra made with them.</summary>
public sealed class FoilFitTests
{
    private const double S02 = 0.8, DeltaE0 = 6;

    private static readonly ImmutableArray<double> s_theoryK = Grid(18), s_dataK = Grid(14);

    private static readonly FoilFit s_fit = new(s_theoryK, [.. s_theoryK.Select(Chi)], new());

    [Theory]
    [InlineData(0.8, 6)]
    [InlineData(1.05, -9.3)]
    [InlineData(0.7, 0)]
    public void Fit_SpectrumWithoutNoise_GivesItsAmplitudeAndShift(double s02, double deltaE0)
    {
        FoilFitResult result = s_fit.Fit(Measured(s02, deltaE0)).Result!;

        Assert.Equal(s02, result.S02, 4);
        Assert.Equal(deltaE0, result.DeltaE0, 3);
        Assert.InRange(result.RFactor, 0, 1e-7);
    }

    [Fact]
    public void Fit_TheoryThatBeginsHigher_HasAPositiveShift()
    {
        // The data's E0 6 eV below the theory's: what the theory has at k' = 5 the data have at k = √(5² + 6·0.2625).
        var shifted = new ShiftedSpectrum(s_theoryK, [.. s_theoryK.Select(Chi)]).At(Math.Sqrt(25 + (6 * 0.262468426)), 6);

        Assert.Equal(Chi(5), shifted.Chi, 6);
        Assert.Equal(default, new ShiftedSpectrum(s_theoryK, s_theoryK).At(1, 6));
    }

    [Fact]
    public void Derivative_ByTheShift_IsTheDifferenceQuotient()
    {
        var theory = new ShiftedSpectrum(s_theoryK, [.. s_theoryK.Select(Chi)]);

        Assert.Equal((theory.At(7.03, 6.001).Chi - theory.At(7.03, 5.999).Chi) / 0.002, theory.At(7.03, 6).PerElectronvolt, 7);
    }

    [Fact]
    public void Errors_OverAHundredNoises_AreTheSpreadOfTheResults()
    {
        var results = Enumerable.Range(0, 100).Select(seed => s_fit.Fit(Noisy(Measured(S02, DeltaE0), 0.003, seed)).Result!).ToList();

        Assert.InRange(Pull(r => (r.S02 - S02) / r.S02Sigma), 0.8, 1.2);
        Assert.InRange(Pull(r => (r.DeltaE0 - DeltaE0) / r.DeltaE0Sigma), 0.8, 1.2);
        Assert.InRange(results.Average(r => r.S02), S02 - 0.01, S02 + 0.01);
        Assert.InRange(results.Average(r => r.S02Sigma), 0.001, 0.01);
        double Pull(Func<FoilFitResult, double> of) => Math.Sqrt(results.Average(r => of(r) * of(r)));
    }

    [Fact]
    public void RFactor_OfOneShellTooLittle_IsWhatThatShellCarries()
    {
        var measured = Measured(1, 0);
        var without = new FoilFit(s_theoryK, [.. s_theoryK.Select(k => Shell(k, 8, 2.48, 0.005) + Shell(k, 6, 2.87, 0.006))], new());

        FoilFitResult result = without.Fit(measured).Result!;

        Assert.InRange(result.RFactor, 0.02, 0.3);
        Assert.InRange(result.FirstShellRFactor, 0, 0.01);
    }

    [Theory]
    [InlineData("short_range")]
    [InlineData("energy_shift")]
    [InlineData("other_material")]
    [InlineData("no_oscillation")]
    [InlineData("not_a_number")]
    public void Fit_WhatCannotBeCompared_SaysWhy(string reason)
    {
        ImmutableArray<double> measured = reason switch
        {
            "short_range" => [.. Measured(S02, DeltaE0).Take(200)],
            "energy_shift" => Measured(S02, 27),
            "other_material" => [.. s_dataK.Select(k => Shell(k, 6, 1.95, 0.004) + Shell(k, 12, 3.05, 0.006))],
            "no_oscillation" => [.. s_dataK.Select(_ => 0.0)],
            _ => Measured(S02, DeltaE0).SetItem(7, double.NaN),
        };

        FoilFitOutcome outcome = s_fit.Fit(measured);

        Assert.Null(outcome.Result);
        Assert.Equal(reason, outcome.Defect!.Reason);
    }

    [Fact]
    public void Theory_TooShortForTheShift_IsRefused() => Assert.Throws<ArgumentException>(() => new FoilFit(Grid(12.7), [.. Grid(12.7).Select(Chi)], new()));

    private static ImmutableArray<double> Measured(double s02, double deltaE0) =>
        [.. s_dataK.Select(k => (k * k) - (deltaE0 * Wavenumber.KSquaredPerEnergy)).Select(squared => squared > 0 ? s02 * Chi(Math.Sqrt(squared)) : 0)];

    private static ImmutableArray<double> Noisy(ImmutableArray<double> chi, double sigma, int seed)
    {
        var random = new Random(seed);
        return [.. chi.Select(value => value + (sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }
}
