using Exafs.Inference.Features;
using Exafs.Inference.Training;
using Exafs.Physics.Comparison;
using Exafs.Physics.Libraries;
using MathNet.Numerics.Distributions;

namespace Exafs.Inference.Calibration;

/// <summary>Simulated measurements of a library's held-out potentials, with the errors that a beam time brings; the ground on which errors and thresholds are judged.</summary>
/// <remarks>
/// Of the spectra by self-consistent potentials, where the library has them: they stand for what theory does not know. No measured spectrum takes part. Seeded:
/// the same seed gives the same spectra.
/// </remarks>
public sealed class HeldOutSpectra
{
    private const double S02 = 0.8, DeltaE0 = 8;

    private readonly StructureSet _set;
    private readonly StoredTensor _chi;
    private readonly double _otherOrigin;
    private readonly TheoryScale _scale;
    private readonly double[] _phase, _temperature, _run;

    /// <param name="library">With structures of held-out potentials.</param>
    /// <param name="scale">Of the edge.</param>
    /// <param name="otherScattering">Whether the spectra by other potentials of the photoelectron are to be used.</param>
    /// <exception cref="InvalidDataException">It has none.</exception>
    public HeldOutSpectra(StructureLibrary library, TheoryScale scale, bool otherScattering = true)
    {
        _set = library.Validation ?? throw new InvalidDataException("the library holds no potential back");
        (_scale, _phase, _temperature, _run) = (scale, _set.Label("phase"), _set.Label("temperature_kelvin"), _set.Label("run"));
        _chi = otherScattering && _set.ChiOtherScattering is { } other ? other : _set.Chi;
        _otherOrigin = _chi == _set.Chi ? 0 : Origin();
    }

    /// <summary>The structures.</summary>
    public StructureSet Set => _set;

    /// <summary>σ of a point of χ(k).</summary>
    public double Noise { get; init; } = 1e-3;

    /// <summary>σ of E0, eV.</summary>
    public double DeltaE0Sigma { get; init; } = 0.3;

    /// <summary>σ of S0², of itself.</summary>
    public double S02Sigma { get; init; } = 0.03;

    /// <summary>Part of the spectra that are of two phases.</summary>
    public double Mixed { get; init; } = 0.5;

    /// <summary>Least and greatest end, Å⁻¹.</summary>
    public (double Lowest, double Highest) KMax { get; init; } = (10, 16);

    /// <summary>Least and greatest temperature, K.</summary>
    public (double Lowest, double Highest) Temperature { get; init; } = (0, 1e4);

    /// <summary>Which of the structures.</summary>
    public HeldOutHalf Half { get; init; }

    /// <summary>So many.</summary>
    public IEnumerable<HeldOutSpectrum> Draw(int count, int seed)
    {
        var random = new Random(seed);
        int[] wanted = [.. Enumerable.Range(0, _set.Count).Where(i => _temperature[i] >= Temperature.Lowest && _temperature[i] <= Temperature.Highest && HeldOutHalves.Contains(Half, (int)_run[i]))];
        for (var i = 0; i < count; i++)
        {
            var one = wanted[random.Next(wanted.Length)];
            int[] others = [.. wanted.Where(other => _phase[other] != _phase[one])];
            yield return random.NextDouble() < Mixed && others.Length > 0 && random.NextDouble() is var part
                ? Spectrum([one, others[random.Next(others.Length)]], [part, 1 - part], random)
                : Spectrum([one], [1], random);
        }
    }

    /// <summary>χ(k) of theory of a mixture [361].</summary>
    public double[] Theory(int[] members, double[] weights)
    {
        var theory = new double[_set.K.Length];
        for (var p = 0; p < members.Length; p++)
        {
            var chi = _chi.As<float>().Slice(members[p] * theory.Length, theory.Length);
            for (var k = 0; k < theory.Length; k++) theory[k] += weights[p] * chi[k];
        }

        return theory;
    }

    /// <summary>A measurement of a mixture.</summary>
    public HeldOutSpectrum Spectrum(int[] members, double[] weights, Random random)
    {
        var points = (int)Math.Round((KMax.Lowest + ((KMax.Highest - KMax.Lowest) * random.NextDouble())) / TheoryScale.KStep) + 1;
        var (e0, s02) = (Normal.Sample(random, 0, DeltaE0Sigma), Normal.Sample(random, 0, S02Sigma));
        var chi = new double[points];
        _scale.ToMeasured(Theory(members, weights), TheoryScale.KStep, DeltaE0 + e0, S02 * Math.Exp(s02), chi);
        for (var i = 0; i < points; i++) chi[i] += Normal.Sample(random, 0, Noise);
        var calibration = new BeamlineCalibration { DeltaE0 = DeltaE0 + _otherOrigin, DeltaE0Sigma = DeltaE0Sigma, S02 = S02, S02Sigma = S02Sigma * S02 };
        return new(new([.. chi]) { EpsilonK = Noise }, calibration, members, weights);
    }

    /// <summary>Where k = 0 of the one theory lies as seen from the other, eV, by a fit to the coldest structure: what a foil would do.</summary>
    private double Origin()
    {
        var coldest = Enumerable.Range(0, _set.Count).MinBy(i => _temperature[i]);
        var fit = new FoilFit(_set.K, [.. _set.ChiOf(coldest).ToArray().Select(value => (double)value)], new());
        var (result, defect) = fit.Fit([.. Theory([coldest], [1])]);
        return result?.DeltaE0 ?? throw new InvalidDataException($"the two theories of the library do not fit each other: {defect!.Detail}");
    }
}
