using System.Collections.Immutable;
using Exafs.Inference.Targets;
using MathNet.Numerics.LinearAlgebra;

namespace Exafs.Inference.Packs;

/// <summary>What is made of the σ of an ensemble so that they hold on potentials it has never seen, and how errors of the quantities go together.</summary>
/// <param name="Neighbours">Of σ of g(R), neighbours per Å.</param>
/// <param name="Quantities">Of σ of the quantities, in their units [14].</param>
/// <param name="Phases">Of σ of the fractions [4].</param>
/// <param name="Correlation">Of the quantities' errors, row after row [14, 14].</param>
public sealed record PackCalibration(ErrorScale Neighbours, ImmutableArray<ErrorScale> Quantities, ImmutableArray<ErrorScale> Phases, ImmutableArray<double> Correlation)
{
    private const int Count = Targets.Quantities.Count;

    /// <summary>σ as the ensemble gives them, errors independent of each other.</summary>
    public static PackCalibration None { get; } = new(
        ErrorScale.None,
        [.. Enumerable.Repeat(ErrorScale.None, Count)],
        [.. Enumerable.Repeat(ErrorScale.None, PhaseTargets.Count)],
        [.. Enumerable.Range(0, Count * Count).Select(i => i / Count == i % Count ? 1.0 : 0)]);

    /// <exception cref="InvalidDataException">A factor is not above 0, a floor is below 0, or the correlations are none.</exception>
    public void Check()
    {
        if (Quantities.IsDefault || Quantities.Length != Count || Phases.IsDefault || Phases.Length != PhaseTargets.Count) throw new InvalidDataException($"calibration: not {Count} factors of quantities and {PhaseTargets.Count} of phases");
        if (!Quantities.Concat(Phases).Append(Neighbours).All(scale => scale.Factor > 0 && scale.Floor >= 0 && double.IsFinite(scale.Factor + scale.Floor))) throw new InvalidDataException("calibration: a factor is not above 0, or a floor below 0");
        if (Correlation.IsDefault || Correlation.Length != Count * Count) throw new InvalidDataException($"calibration: the correlations are not {Count} by {Count}");
        for (var i = 0; i < Count; i++)
            for (var j = 0; j <= i; j++)
            {
                var (here, there) = (Correlation[(i * Count) + j], Correlation[(j * Count) + i]);
                if (!(i == j ? here == 1 : Math.Abs(here) <= 1 && here == there)) throw new InvalidDataException($"calibration: the correlation of {Targets.Quantities.Names[i]} and {Targets.Quantities.Names[j]} is {here} and {there}");
            }

        var least = Matrix<double>.Build.Dense(Count, Count, [.. Correlation]).Evd(Symmetricity.Symmetric).EigenValues.Real().Minimum();
        if (least < -1e-9) throw new InvalidDataException($"calibration: the correlations contradict each other, with an eigenvalue of {least:g2}");
    }
}
