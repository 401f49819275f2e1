using static TorchSharp.torch;

namespace Exafs.Inference.Consistency;

/// <summary>What a forward network is trained to make small.</summary>
public static class ForwardLoss
{
    /// <summary>Mean over the rows of Σ(Δx)²/Σx²: Parseval's R-factor, so that a faint spectrum counts as much as a strong one.</summary>
    /// <param name="predicted">[rows, points].</param>
    /// <param name="target">[rows, points].</param>
    public static Tensor Of(Tensor predicted, Tensor target) =>
        ((predicted - target).square().sum([1]) / target.square().sum([1])).mean();
}
