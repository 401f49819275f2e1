namespace TorchSharp.Modules;

/// <summary>The settings that all optimizers have.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }
    public double InitialLearningRate { get; set; }
}
