using System.Collections.Immutable;
using System.Numerics.Tensors;
using Exafs.Inference.Features;
using Exafs.Inference.Targets;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Decomposition;

/// <summary>The structures that spectra are mixed of, and what is known of a mixture: g(R), quantities, phases, one after the other as outputs [229].</summary>
internal sealed class Mixtures
{
    public static readonly int FirstQuantity = TargetGrid.Count, FirstPhase = FirstQuantity + Quantities.Count, Outputs = FirstPhase + PhaseTargets.Count;

    /// <summary>Shells and density are told where at least this part of the mixture has them: a liquid has no shells, a particle no density.</summary>
    private const double LeastPart = 0.5;

    /// <summary>As manifests of libraries name it.</summary>
    private const string Melt = "liquid";

    private readonly double[] _rows;
    private readonly double[] _temperatures;
    private readonly bool[] _melts;

    /// <param name="set">Of a library.</param>
    /// <param name="phases">What its label phase counts.</param>
    /// <param name="structures">Which of it.</param>
    /// <exception cref="InvalidDataException">The set is on other grids.</exception>
    public Mixtures(StructureSet set, ImmutableArray<string> phases, ImmutableArray<int> structures)
    {
        if (set.K.Length != TheoryScale.Points || Math.Abs(set.K[^1] - TheoryScale.KMax) > 1e-6) throw new InvalidDataException($"χ(k) of the library has {set.K.Length} points to {set.K[^1]:0.##} Å⁻¹, not {TheoryScale.Points} to {TheoryScale.KMax} Å⁻¹");
        Count = structures.Length;
        Chi = new double[TheoryScale.Points * Count];
        _rows = new double[Count * Outputs];
        var (quantities, parts, temperature, phase) = (Quantities.Of(set), PhaseTargets.Of(set), set.Label("temperature_kelvin"), set.Label("phase"));
        _temperatures = [.. structures.Select(i => temperature[i])];
        _melts = [.. structures.Select(i => phases[(int)phase[i]] == Melt)];
        for (var i = 0; i < Count; i++)
        {
            var from = structures[i];
            var chi = set.ChiOf(from);
            for (var j = 0; j < chi.Length; j++) Chi[(j * Count) + i] = chi[j];
            var row = _rows.AsSpan(i * Outputs, Outputs);
            TensorPrimitives.ConvertTruncating(TargetGrid.NeighboursOf(set, from), row);
            quantities.AsSpan(from * Quantities.Count, Quantities.Count).CopyTo(row[FirstQuantity..]);
            parts.AsSpan(from * PhaseTargets.Count, PhaseTargets.Count).CopyTo(row[FirstPhase..]);
        }
    }

    /// <summary>n.</summary>
    public int Count { get; }

    /// <summary>χ of theory at each k [361, n].</summary>
    public double[] Chi { get; }

    /// <summary>The temperature that its disorder stands for, K.</summary>
    public double Temperature(int structure) => _temperatures[structure];

    public bool IsMelt(int structure) => _melts[structure];

    /// <summary>Part of the atoms that are in no crystal.</summary>
    public double Disorder(int structure) => _rows[(structure * Outputs) + Outputs - 1];

    /// <summary>What is known of a mixture; NaN for shells where it has none.</summary>
    /// <param name="members">Structures [p].</param>
    /// <param name="weights">Parts of the atoms [p].</param>
    /// <param name="outputs">Result [229].</param>
    public void Mix(ReadOnlySpan<int> members, ReadOnlySpan<double> weights, Span<double> outputs)
    {
        outputs.Clear();
        for (var p = 0; p < members.Length; p++) TensorPrimitives.MultiplyAdd(Row(members[p]), weights[p], outputs, outputs);
        MixQuantities(members, weights, outputs.Slice(FirstQuantity, Quantities.Count));
    }

    /// <summary>Derivatives of <see cref="Mix"/> by each weight [p, 229], for changes whose sum is 0.</summary>
    public double[] Slopes(ReadOnlySpan<int> members, ReadOnlySpan<double> weights)
    {
        const double step = 1e-4;
        var slopes = new double[members.Length * Outputs];
        var moved = weights.ToArray();
        Span<double> above = stackalloc double[Quantities.Count], below = stackalloc double[Quantities.Count];
        for (var p = 0; p < members.Length; p++)
        {
            var slope = slopes.AsSpan(p * Outputs, Outputs);
            Row(members[p]).CopyTo(slope);
            moved[p] = weights[p] + step;
            MixQuantities(members, moved, above);
            moved[p] = weights[p] - step;
            MixQuantities(members, moved, below);
            moved[p] = weights[p];
            for (var q = 0; q < Quantities.Count; q++) slope[FirstQuantity + q] = (above[q] - below[q]) / (2 * step);
        }

        return slopes;
    }

    /// <summary>Means over all atoms; of shells and density, over the atoms of those that have any, where they are at least half.</summary>
    private void MixQuantities(ReadOnlySpan<int> members, ReadOnlySpan<double> weights, Span<double> mixture)
    {
        Span<double> whole = stackalloc double[Quantities.Count];
        var (parts, shares, all, dense) = (new double[members.Length * Quantities.Count], new double[members.Length], 0.0, 0.0);
        var count = 0;
        for (var p = 0; p < members.Length; p++)
        {
            var part = Row(members[p]).Slice(FirstQuantity, Quantities.Count);
            whole[Quantities.Within32] += weights[p] * part[Quantities.Within32];
            if (double.IsFinite(part[Quantities.Density])) (whole[Quantities.Density], dense) = (whole[Quantities.Density] + (weights[p] / part[Quantities.Density]), dense + weights[p]);
            if (double.IsNaN(part[Quantities.FirstShell])) continue;
            part.CopyTo(parts.AsSpan(count * Quantities.Count));
            shares[count++] = weights[p];
            all += weights[p];
        }

        if (all < LeastPart)
        {
            mixture.Fill(double.NaN);
        }
        else
        {
            TensorPrimitives.Divide(shares, all, shares);
            Quantities.Mix(parts.AsSpan(0, count * Quantities.Count), shares.AsSpan(0, count), mixture);
        }

        (mixture[Quantities.Within32], mixture[Quantities.Density]) = (whole[Quantities.Within32], dense < LeastPart ? double.NaN : dense / whole[Quantities.Density]);
    }

    private ReadOnlySpan<double> Row(int structure) => _rows.AsSpan(structure * Outputs, Outputs);
}
