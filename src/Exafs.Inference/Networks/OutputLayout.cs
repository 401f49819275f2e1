using System.Numerics.Tensors;
using Exafs.Inference.Targets;

namespace Exafs.Inference.Networks;

/// <summary>What the raw outputs of a network stand for, in this order: g before softplus and its log σ, quantities in units of their spread and their log σ, logits of phases and log σ of their fractions.</summary>
/// <param name="Bins">Points of g(R).</param>
/// <param name="Quantities">Numbers beside g(R).</param>
/// <param name="Phases">Phases.</param>
public sealed record OutputLayout(int Bins, int Quantities, int Phases)
{
    /// <summary>log σ is held between these: a network that has never seen the like may not claim 0 or ∞.</summary>
    public const float MinLogSigma = -7, MaxLogSigma = 5;

    /// <summary>g(R) on <see cref="TargetGrid"/>, <see cref="Targets.Quantities"/>, <see cref="PhaseTargets"/>.</summary>
    public static OutputLayout Standard { get; } = new(TargetGrid.Count, Targets.Quantities.Count, PhaseTargets.Count);

    /// <summary>Numbers that come out.</summary>
    public int Count => 2 * (Bins + Quantities + Phases);

    /// <summary>Where g(R) before softplus begins.</summary>
    public static int Bin => 0;

    /// <summary>Where log σ of g(R) begins.</summary>
    public int BinLogSigma => Bins;

    /// <summary>Where the normalised quantities begin.</summary>
    public int Quantity => 2 * Bins;

    /// <summary>Where their log σ begins, of the normalised ones.</summary>
    public int QuantityLogSigma => Quantity + Quantities;

    /// <summary>Where the logits of phases begin.</summary>
    public int Phase => Quantity + (2 * Quantities);

    /// <summary>Where log σ of the fractions begins.</summary>
    public int PhaseLogSigma => Phase + Phases;

    /// <summary>What a row of raw outputs says.</summary>
    /// <param name="raw">As the network gave it [count].</param>
    /// <param name="scale">From normalised quantities to their units.</param>
    /// <param name="reading">Overwritten; of this layout.</param>
    public void Read(ReadOnlySpan<float> raw, QuantityScale scale, OutputReading reading)
    {
        Softplus(raw.Slice(Bin, Bins), reading.Neighbours);
        Sigma(raw.Slice(BinLogSigma, Bins), reading.NeighboursSigma);
        Sigma(raw.Slice(QuantityLogSigma, Quantities), reading.QuantitiesSigma);
        for (var i = 0; i < Quantities; i++)
        {
            reading.Quantities[i] = scale.Restored(i, raw[Quantity + i]);
            reading.QuantitiesSigma[i] *= scale.Deviation[i];
        }

        Softmax(raw.Slice(Phase, Phases), reading.Phases);
        Sigma(raw.Slice(PhaseLogSigma, Phases), reading.PhasesSigma);
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), without overflow.</summary>
    private static void Softplus(ReadOnlySpan<float> raw, Span<double> result)
    {
        Span<double> x = stackalloc double[raw.Length];
        TensorPrimitives.ConvertTruncating(raw, x);
        TensorPrimitives.Abs(x, result);
        TensorPrimitives.Negate(result, result);
        TensorPrimitives.Exp(result, result);
        TensorPrimitives.Add(result, 1, result);
        TensorPrimitives.Log(result, result);
        TensorPrimitives.Max(x, 0, x);
        TensorPrimitives.Add(result, x, result);
    }

    /// <summary>σ from the network's log σ.</summary>
    private static void Sigma(ReadOnlySpan<float> logSigma, Span<double> result)
    {
        TensorPrimitives.ConvertTruncating(logSigma, result);
        TensorPrimitives.Clamp(result, MinLogSigma, MaxLogSigma, result);
        TensorPrimitives.Exp(result, result);
    }

    /// <summary>eˣ over the sum of all eˣ.</summary>
    private static void Softmax(ReadOnlySpan<float> logits, Span<double> fractions)
    {
        double largest = float.NegativeInfinity, sum = 0;
        foreach (var x in logits) largest = Math.Max(largest, x);
        for (var i = 0; i < logits.Length; i++) sum += fractions[i] = Math.Exp(logits[i] - largest);
        for (var i = 0; i < logits.Length; i++) fractions[i] /= sum;
    }
}
