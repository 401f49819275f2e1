using Exafs.Inference.Networks;
using Exafs.Inference.Targets;
using static TorchSharp.torch;

namespace Exafs.Inference.Training;

/// <summary>What a network is punished for.</summary>
/// <remarks>
/// g(R): mean squared error of the softplus of its outputs. Its σ, and that of the phases: the likelihood of a normal distribution whose mean is held, so that a σ never
/// bends what it is the error of. Quantities: β-NLL in units of their spread, over those that a structure has. Phases: cross-entropy with the fractions.
/// </remarks>
internal sealed class TrainingLoss(TrainingRecipe recipe, QuantityScale scale)
{
    private static readonly OutputLayout Layout = OutputLayout.Standard;

    /// <summary>One number to be made small, and its parts.</summary>
    /// <param name="raw">Outputs of the network [n, outputs].</param>
    /// <param name="batch">What they were to be.</param>
    public (Tensor Loss, TrainingLosses Parts) Of(Tensor raw, SampleBatch batch)
    {
        var place = raw.device;
        var g = tensor(batch.Neighbours, [batch.Count, Layout.Bins]).to(place);
        var found = nn.functional.softplus(raw.narrow(1, OutputLayout.Bin, Layout.Bins));
        var square = (found - g).square().mean();
        var bins = Likelihood(found.detach() - g, raw.narrow(1, Layout.BinLogSigma, Layout.Bins)).mean();

        var (wanted, known) = Normalised(batch);
        var mask = tensor(known, [batch.Count, Layout.Quantities]).to(place);
        var sigma = raw.narrow(1, Layout.QuantityLogSigma, Layout.Quantities);
        var off = Likelihood(raw.narrow(1, Layout.Quantity, Layout.Quantities) - tensor(wanted, [batch.Count, Layout.Quantities]).to(place), sigma);
        var weight = (sigma.detach().clamp(OutputLayout.MinLogSigma, OutputLayout.MaxLogSigma) * (2 * recipe.Beta)).exp();
        var quantities = (off * weight * mask).sum() / mask.sum().clamp(1);

        var fractions = tensor(batch.Phases, [batch.Count, Layout.Phases]).to(place);
        var logits = raw.narrow(1, Layout.Phase, Layout.Phases);
        var entropy = nn.functional.cross_entropy(logits, fractions);
        var phases = Likelihood(nn.functional.softmax(logits, 1).detach() - fractions, raw.narrow(1, Layout.PhaseLogSigma, Layout.Phases)).mean();

        var loss = square + (recipe.QuantitiesWeight * quantities) + (recipe.PhasesWeight * entropy) + (recipe.SigmaWeight * (bins + phases));
        return (loss, new(Number(loss), Number(square), Number(quantities), Number(entropy), Number(bins)));
    }

    /// <summary>d²/2σ² + ln σ.</summary>
    private static Tensor Likelihood(Tensor off, Tensor logSigma)
    {
        var held = logSigma.clamp(OutputLayout.MinLogSigma, OutputLayout.MaxLogSigma);
        return (0.5 * off.square() * (-2 * held).exp()) + held;
    }

    private (float[] Wanted, float[] Known) Normalised(SampleBatch batch)
    {
        var (wanted, known) = (new float[batch.Quantities.Length], new float[batch.Quantities.Length]);
        for (var i = 0; i < wanted.Length; i++)
        {
            if (!float.IsFinite(batch.Quantities[i])) continue;
            (wanted[i], known[i]) = ((float)scale.Normalised(i % Layout.Quantities, batch.Quantities[i]), 1);
        }

        return (wanted, known);
    }

    private static double Number(Tensor value) => value.detach().cpu().item<float>();
}
