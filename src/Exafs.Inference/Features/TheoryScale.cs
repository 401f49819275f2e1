using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Exafs.Physics.Estimates;
using Exafs.Signal;

namespace Exafs.Inference.Features;

/// <summary>Between χ(k) as it is reduced from a measurement and χ(k) as theory gives it, k from 0 in steps of <see cref="KStep"/>.</summary>
/// <remarks>
/// χ(k) = S0²·(1 + (k² ħ²/2mₑ)/E0)^(−a)·χ theory(√(k² − ΔE0·2mₑ/ħ²)): the reduction divides by the edge step at E0, while χ rides on an absorption that
/// falls ("McMaster correction"). Between points a polynomial through the six nearest: a shell at 6 Å to 1e-4 of itself. Pure and thread-safe.
/// Cost: about 5 µs a spectrum.
/// </remarks>
/// <param name="edgeEnergy">E0, eV.</param>
/// <param name="atomicExponent">a.</param>
public sealed class TheoryScale(double edgeEnergy, double atomicExponent)
{
    /// <summary>Points of χ in theory, as the libraries have them.</summary>
    public const int Points = 361;

    /// <summary>Å⁻¹.</summary>
    public const double KStep = 0.05;

    /// <summary>Where theory ends, Å⁻¹.</summary>
    public const double KMax = (Points - 1) * KStep;

    public TheoryScale(FeatureParameters parameters)
        : this(parameters.EdgeEnergy, parameters.AtomicExponent)
    {
    }

    /// <summary>Where a spectrum ends in theory's k, Å⁻¹; 0 where it ends below theory's k = 0.</summary>
    public static double EndOf(double kmax, double deltaE0) => Math.Min(KMax, Math.Sqrt(Math.Max(0, (kmax * kmax) - (deltaE0 * Wavenumber.KSquaredPerEnergy))));

    /// <summary>By how much the absorption has fallen from E0 of a reduction to theory's k = 0, to the power −1: (1 + ΔE0/E0)^a.</summary>
    public double FallenBy(double deltaE0) => Math.Pow(1 + (deltaE0 / edgeEnergy), atomicExponent);

    /// <summary>χ(k) of theory for S0² = 1 [361]; zero where the measurement says nothing.</summary>
    public ImmutableArray<double> ToTheory(ChiK measured, BeamlineCalibration calibration)
    {
        var theory = new double[Points];
        ToTheory(measured.Chi.AsSpan(), measured.KStep, calibration.DeltaE0, calibration.S02, theory);
        return ImmutableCollectionsMarshal.AsImmutableArray(theory);
    }

    /// <inheritdoc cref="ToTheory(ChiK, BeamlineCalibration)"/>
    /// <param name="measured">χ(k) from E0 of its reduction [m].</param>
    /// <param name="kStep">Its step, Å⁻¹.</param>
    /// <param name="deltaE0">By how much theory's k = 0 lies above E0 of the reduction, eV.</param>
    /// <param name="s02">S0².</param>
    /// <param name="theory">Result [361].</param>
    public void ToTheory(ReadOnlySpan<double> measured, double kStep, double deltaE0, double s02, Span<double> theory)
    {
        Span<double> falls = stackalloc double[Points];
        Falls(deltaE0, KStep, falls);
        Shift(measured, kStep, deltaE0, KStep, theory[..Points]);
        TensorPrimitives.Divide(theory[..Points], falls, theory);
        TensorPrimitives.Divide(theory[..Points], s02, theory);
    }

    /// <summary>χ(k) as a reduction gives it of a spectrum that theory describes: the inverse.</summary>
    /// <param name="theory">[361].</param>
    /// <param name="kStep">Step of the result, Å⁻¹.</param>
    /// <param name="deltaE0">eV.</param>
    /// <param name="s02">S0².</param>
    /// <param name="measured">Result [m]; zero beyond the end of theory.</param>
    public void ToMeasured(ReadOnlySpan<double> theory, double kStep, double deltaE0, double s02, Span<double> measured)
    {
        var falls = new double[measured.Length];
        Falls(0, kStep, falls);
        Shift(theory, KStep, -deltaE0, kStep, measured);
        TensorPrimitives.Multiply(measured, falls, measured);
        TensorPrimitives.Multiply(measured, s02, measured);
    }

    /// <summary>(E/E0)^(−a) at the energies that lie <paramref name="offset"/> above those of k = 0, δk, 2δk, … [n].</summary>
    private void Falls(double offset, double kStep, Span<double> falls)
    {
        for (var i = 0; i < falls.Length; i++) falls[i] = Math.Max(0.5, 1 + ((offset + Wavenumber.ToEnergy(i * kStep)) / edgeEnergy));
        TensorPrimitives.Pow(falls, -atomicExponent, falls);
    }

    /// <summary>y(√(k² + offset·2mₑ/ħ²)) on another grid; zero where y has nothing.</summary>
    private static void Shift(ReadOnlySpan<double> y, double step, double offset, double wantedStep, Span<double> result)
    {
        var added = offset * Wavenumber.KSquaredPerEnergy;
        if (y.Length < SixPoints.Count)
        {
            result.Clear();
            return;
        }

        for (var i = 0; i < result.Length; i++)
        {
            var squared = (i * wantedStep * i * wantedStep) + added;
            var at = squared >= 0 ? Math.Sqrt(squared) / step : double.PositiveInfinity;
            result[i] = at <= y.Length - 1 + 1e-6 ? SixPoints.At(y, at) : 0;
        }
    }
}
