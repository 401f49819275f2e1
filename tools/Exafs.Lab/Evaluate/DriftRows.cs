using System.Globalization;
using Exafs.Inference.Training;
using Exafs.Physics.Estimates;

namespace Exafs.Lab.Evaluate;

/// <summary>How far R1 moves where nothing but the end of the data, or E0, does.</summary>
internal static class DriftRows
{
    private static readonly double[] s_ends = [10, 11, 12, 13, 14, 16], s_shifts = [-3, -2, -1, 0, 1, 2, 3];

    /// <summary>One measured spectrum, cut and reduced anew each time.</summary>
    public static IEnumerable<Finding> Measured(MeasuredSpectrum spectrum, IStructureEstimator estimator, IReadOnlyList<(double KMax, double R1)> larch) =>
        Of(spectrum.Label, [.. s_ends.Where(end => end <= spectrum.KMax + 0.01).Select(end => (end, spectrum.Reduced(end)))], [.. s_shifts.Select(shift => (shift, spectrum.Reduced(e0Error: shift)))], _ => estimator, larch);

    /// <summary>The structure nearest to a foil of held-out potentials by other scattering; E0 of its calibration is off.</summary>
    public static IEnumerable<Finding> Simulated(PackUnderTest pack)
    {
        var samples = new EvaluationSamples(pack.Library, pack.Features, new() { OtherScattering = true, KMax = 16.5 });
        var foil = samples.Pure().MinBy(sample => Math.Abs(sample.TemperatureKelvin - 300))!.Measured;
        var shifted = s_shifts.ToDictionary(shift => shift, shift => pack.For(samples.Calibration with { DeltaE0 = samples.Calibration.DeltaE0 + shift }));
        return Of("simulated foil", [.. s_ends.Select(end => (end, (ChiK?)Cut(foil, end)))], [.. s_shifts.Select(shift => (shift, (ChiK?)foil))], shift => shifted[shift], []);
    }

    private static IEnumerable<Finding> Of(
        string label, IReadOnlyList<(double KMax, ChiK? Chi)> cuts, IReadOnlyList<(double Shift, ChiK? Chi)> shifts, Func<double, IStructureEstimator> estimator, IReadOnlyList<(double KMax, double R1)> larch)
    {
        var ends = cuts.Select(cut => (cut.KMax, Found: First(estimator(0), cut.Chi))).ToArray();
        yield return new($"kmax {string.Join(", ", ends.Select(end => end.KMax.ToString(CultureInfo.InvariantCulture)))} Å⁻¹, {label}", "drift of R1, greatest − least", Range(ends.Select(end => end.Found.R1)))
        {
            Unit = "Å",
            Digits = 4,
            Decomposition = ends.All(end => double.IsFinite(end.Found.Second)) ? Range(ends.Select(end => end.Found.Second)) : null,
            Conventional = larch.Count > 1 ? Range(larch.Select(end => end.R1)) : null,
            Pass = Bound.AtMost(0.008),
            Stretch = Bound.AtMost(0.004),
            Note = "R1 " + string.Join(", ", ends.Select(end => end.Found.R1.ToString("F4", CultureInfo.InvariantCulture))),
        };
        var moved = shifts.Select(shift => (shift.Shift, Found: First(estimator(shift.Shift), shift.Chi))).ToArray();
        var second = Statistics.Slope([.. moved.Select(one => (one.Shift, one.Found.Second))]);
        yield return new($"E0 ± 3 eV, {label}", "slope of R1", Statistics.Slope([.. moved.Select(one => (one.Shift, one.Found.R1))]))
        {
            Unit = "Å/eV",
            Digits = 5,
            Decomposition = double.IsFinite(second) ? second : null,
            Pass = Bound.Within(0.001),
            Stretch = Bound.Within(0.0005),
            Note = "R1 " + string.Join(", ", moved.Select(one => one.Found.R1.ToString("F4", CultureInfo.InvariantCulture))),
        };
    }

    private static (double R1, double Second) First(IStructureEstimator estimator, ChiK? chi)
    {
        var estimate = chi is null ? null : estimator.Estimate([chi])[0].Estimate;
        return (R1(estimate), R1(estimate?.SecondOpinion));

        static double R1(StructureEstimate? of) => of is null ? double.NaN : EstimateNumbers.Of(of)[EstimateNumbers.R1].Value;
    }

    private static ChiK Cut(ChiK chi, double kmax) => chi with { Chi = [.. chi.Chi.Take((int)Math.Round(kmax / chi.KStep) + 1)] };

    // NaN where one of them is.
    private static double Range(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length > 0 && all.All(double.IsFinite) ? all.Max() - all.Min() : double.NaN;
    }
}
