using Exafs.Inference.Training;

namespace Exafs.Lab.Train;

/// <summary>The part forward of a configuration: the network from the structure back to χ(k).</summary>
public sealed record ForwardSection
{
    public int Hidden { get; init; } = 256;

    /// <summary>Residual blocks.</summary>
    public int Depth { get; init; } = 2;

    /// <inheritdoc cref="TrainingRecipe.Steps"/>
    public int Steps { get; init; } = 6000;

    /// <inheritdoc cref="TrainingRecipe.Batch"/>
    public int Batch { get; init; } = 256;

    /// <inheritdoc cref="TrainingRecipe.LearningRate"/>
    public double LearningRate { get; init; } = 2e-3;

    internal TrainingRecipe Recipe => new() { Steps = Steps, Batch = Batch, LearningRate = LearningRate };

    /// <exception cref="InvalidDataException">Something in it cannot be.</exception>
    public void Check()
    {
        if (Hidden is < 1 or > 4096) throw new InvalidDataException($"forward: hidden: {Hidden} is not between 1 and 4096");
        if (Depth is < 0 or > 16) throw new InvalidDataException($"forward: depth: {Depth} is not between 0 and 16");
        Recipe.Check();
    }
}
