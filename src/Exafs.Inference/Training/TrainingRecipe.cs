namespace Exafs.Inference.Training;

/// <summary>How a network learns.</summary>
public sealed record TrainingRecipe
{
    /// <summary>Batches.</summary>
    public int Steps { get; init; } = 20_000;

    /// <summary>Samples in a batch.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>Greatest learning rate: it rises to it along a cosine, and falls along another to nearly nothing.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Part of the steps in which the rate rises.</summary>
    public double Warmup { get; init; } = 0.1;

    /// <summary>Of AdamW, per unit of the learning rate.</summary>
    public double WeightDecay { get; init; } = 1e-2;

    /// <summary>Gradients of all weights together are not longer than this.</summary>
    public double GradientNorm { get; init; } = 1;

    /// <summary>Weight of the quantities beside g(R), whose weight is 1.</summary>
    public double QuantitiesWeight { get; init; } = 0.1;

    /// <summary>Weight of the phases.</summary>
    public double PhasesWeight { get; init; } = 0.2;

    /// <summary>Weight of the errors of g(R) and of the phases.</summary>
    public double SigmaWeight { get; init; } = 0.02;

    /// <summary>β of the β-NLL: 0 is the likelihood itself, 1 weighs all samples alike (M. Seitzer et al., ICLR 2022).</summary>
    public double Beta { get; init; } = 0.5;

    /// <summary>Learning rate of a step.</summary>
    internal double RateAt(int step)
    {
        var warm = Math.Max(1, Warmup * Steps);
        return step < warm
            ? LearningRate * (0.04 + (0.96 * 0.5 * (1 - Math.Cos(Math.PI * step / warm))))
            : LearningRate * (1e-4 + ((1 - 1e-4) * 0.5 * (1 + Math.Cos(Math.PI * (step - warm) / Math.Max(1, Steps - warm)))));
    }

    /// <exception cref="InvalidDataException">Something in it cannot be.</exception>
    public void Check()
    {
        Require(Steps is >= 1 and <= 10_000_000, "steps", Steps);
        Require(Batch is >= 1 and <= 65_536, "batch", Batch);
        Require(LearningRate is > 0 and < 1, "learning_rate", LearningRate);
        Require(Warmup is >= 0 and < 1, "warmup", Warmup);
        Require(Beta is >= 0 and <= 1, "beta", Beta);
        Require(GradientNorm > 0, "gradient_norm", GradientNorm);
        foreach (var (name, weight) in new[] { ("weight_decay", WeightDecay), ("quantities_weight", QuantitiesWeight), ("phases_weight", PhasesWeight), ("sigma_weight", SigmaWeight) })
            Require(weight >= 0 && double.IsFinite(weight), name, weight);

        static void Require(bool holds, string name, double value)
        {
            if (!holds) throw new InvalidDataException($"{name}: {value} cannot be");
        }
    }
}
