using System.Globalization;
using Exafs.Inference.Features;
using Exafs.Inference.Targets;
using Exafs.Physics.Estimates;

namespace Exafs.Lab.Evaluate;

/// <summary>Measured foils of known structure.</summary>
/// <param name="pack">Under test.</param>
/// <param name="truth">Of its element.</param>
/// <param name="foils">At least one.</param>
/// <param name="larch">By file; empty where it was not asked.</param>
internal sealed class FoilRows(PackUnderTest pack, FoilTruth truth, IReadOnlyList<MeasuredSpectrum> foils, IReadOnlyDictionary<string, FoilNumbers> larch)
{
    /// <summary>Each by itself.</summary>
    /// <param name="of">Calibration of each.</param>
    /// <param name="by">What to call it.</param>
    public IEnumerable<FoilResult> Results(Func<MeasuredSpectrum, BeamlineCalibration?> of, string by)
    {
        foreach (var foil in foils)
        {
            if (of(foil) is not { } calibration || foil.Reduced() is not { } chi || pack.For(calibration).Estimate([chi])[0].Estimate is not { } estimate) continue;
            yield return new(foil.Label, foil.Kelvin, by, Numbers(foil, estimate), estimate.SecondOpinion is { } second ? Numbers(foil, second) : null, larch.GetValueOrDefault(foil.File));
        }
    }

    /// <summary>What they say together.</summary>
    public IEnumerable<Finding> Findings(IReadOnlyList<FoilResult> results, string by)
    {
        FoilResult[] room = [.. results.Where(result => Math.Abs(result.Kelvin - MeasuredSpectrum.RoomTemperature) <= 15)];
        var test = string.Create(CultureInfo.InvariantCulture, $"{truth.Element} foils, {by}");
        yield return Worst("N(0–3.2 Å)", results, one => one.Within32 - truth.Within32, "", 2, 0.7, 0.3);
        yield return Worst("N1", results, one => one.N1 - truth.N1, "", 2, 0.5, 0.3);
        yield return Worst("N2", results, one => one.N2 - truth.N2, "", 2, 0.6, 0.4);
        if (room.Length > 0)
        {
            yield return Told("R1 at room temperature, bias", one => one.Average(value => value.R1Angstrom) - truth.R1, "Å", 4, Bound.Within(0.010), Bound.Within(0.005), room,
                $"of {room.Length}; the library's reference of this lattice has a mean distance of {pack.Library.Reference?.Shells.ToDoubles()[1].ToString("F4", CultureInfo.InvariantCulture)} Å, the lattice {truth.R1.ToString(CultureInfo.InvariantCulture)} Å");
            yield return Told("R1 at room temperature, greatest − least", one => one.Max(value => value.R1Angstrom) - one.Min(value => value.R1Angstrom), "Å", 4, Bound.AtMost(0.008), Bound.AtMost(0.004), room, $"of {room.Length}");
            yield return Told("R-factor of g(R), 1.8–5.2 Å, worst", one => one.Max(value => value.RadialFactor), "", 4, Bound.AtMost(0.010), Bound.AtMost(0.005), room, "against the library's reference, molecular dynamics at 300 K");
        }

        foreach (var group in results.Where(result => double.IsFinite(truth.Sigma2Off(result.Kelvin, 1))).GroupBy(result => result.Kelvin).OrderBy(group => group.Key))
            yield return Worst(string.Create(CultureInfo.InvariantCulture, $"σ²1 at {group.Key:F0} K"), [.. group], one => 100 * truth.Sigma2Off(group.Key, one.Sigma2Angstrom2), "%", 1, 10, 5,
                "from the nearer of the published fits " + string.Join(", ", truth.Sigma2.Where(known => Math.Abs(known.Kelvin - group.Key) <= 12).Select(known => (1000 * known.Sigma2).ToString("F2", CultureInfo.InvariantCulture))) + " ·10⁻³ Å²");
        yield return Told("consistency R-factor, worst", one => one.Max(value => value.Consistency), "", 3, null, null, results, "");
        yield return Told("unlike the training set, worst", one => one.Max(value => value.OodScore), "", 2, Bound.AtMost(0.5), null, results, "a foil is to be called like it");

        Finding Worst(string quantity, IReadOnlyList<FoilResult> some, Func<FoilNumbers, double> off, string unit, int digits, double pass, double stretch, string note = "") =>
            Told($"{quantity}, worst error", ones => ones.Select(off).Where(double.IsFinite).OrderByDescending(Math.Abs).DefaultIfEmpty(double.NaN).First(), unit, digits, Bound.Within(pass), Bound.Within(stretch), some,
                note.Length > 0 ? note : $"of {some.Count}");

        Finding Told(string quantity, Func<FoilNumbers[], double> of, string unit, int digits, Bound? pass, Bound? stretch, IReadOnlyList<FoilResult> some, string note)
        {
            FoilNumbers[] second = [.. some.Select(one => one.Decomposition).OfType<FoilNumbers>()], third = [.. some.Select(one => one.Conventional).OfType<FoilNumbers>()];
            return new(test, quantity, some.Count > 0 ? of([.. some.Select(one => one.Network)]) : double.NaN)
            {
                Unit = unit,
                Digits = digits,
                Decomposition = Finite(second.Length == some.Count && second.Length > 0 ? of(second) : null),
                Conventional = Finite(third.Length == some.Count && third.Length > 0 ? of(third) : null),
                Pass = pass,
                Stretch = stretch,
                Note = note,
            };
        }
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private FoilNumbers Numbers(MeasuredSpectrum foil, StructureEstimate estimate)
    {
        var numbers = EstimateNumbers.Of(estimate);
        return new(numbers[Quantities.Within32].Value, numbers[EstimateNumbers.N1].Value, numbers[EstimateNumbers.N2].Value, numbers[EstimateNumbers.R1].Value, numbers[EstimateNumbers.SigmaSquared1].Value,
            foil.IsAtRoom && pack.ReferenceNeighbours() is { } reference ? EstimateNumbers.RadialFactor(estimate, reference.AsSpan()) : double.NaN, estimate.ConsistencyRFactor, estimate.OodScore);
    }
}
