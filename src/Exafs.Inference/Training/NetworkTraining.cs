using Exafs.Inference.Networks;
using Exafs.Inference.Targets;
using static TorchSharp.torch;

namespace Exafs.Inference.Training;

/// <summary>One network that learns from samples, step by step; it can be written down at any step and go on from there. Not thread-safe.</summary>
public sealed class NetworkTraining : IDisposable
{
    private const double ShownShare = 0.02;

    private readonly LearningNetwork _network;
    private readonly TrainingLoss _loss;

    /// <param name="shape">Of the network.</param>
    /// <param name="recipe">How it learns.</param>
    /// <param name="scale">What brings the quantities to size 1.</param>
    /// <param name="seed">Of its first weights.</param>
    /// <param name="deviceName">cpu, cuda:0, …</param>
    /// <exception cref="InvalidDataException">The shape or the recipe cannot be.</exception>
    public NetworkTraining(NetworkShape shape, TrainingRecipe recipe, QuantityScale scale, int seed, string deviceName = "cpu") =>
        (_network, _loss) = (new(shape, recipe, seed, deviceName), new(recipe, scale));

    /// <summary>Threads of the processor that all networks of this process take.</summary>
    public static void UseThreads(int count) => set_num_threads(count);

    /// <summary>Steps done.</summary>
    public int Step => _network.Step;

    public bool IsDone => _network.IsDone;

    /// <summary>Running mean over about the last 50 steps.</summary>
    public TrainingLosses Losses { get; private set; }

    /// <summary>Its weights as they are.</summary>
    public NetworkWeights Weights => _network.Weights;

    /// <summary>One step down.</summary>
    /// <exception cref="InvalidDataException">The loss is no number: the learning rate is too great.</exception>
    public void Learn(SampleBatch batch)
    {
        var before = Step;
        var parts = _network.Learn(batch.Features, batch.Count, raw => _loss.Of(raw, batch));
        Losses = before == 0 ? parts : Losses.Towards(parts, Math.Max(ShownShare, 1.0 / (before + 1)));
    }

    /// <summary>Writes down all that its going on depends on.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="recipe">What it was made with; one that goes on must have the same.</param>
    public void Save(Stream stream, string recipe) => _network.Save(stream, recipe);

    /// <summary>Goes on from what was written down.</summary>
    /// <returns>False where that was made with another recipe.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public bool TryRestore(Stream stream, string recipe) => _network.TryRestore(stream, recipe);

    public void Dispose() => _network.Dispose();
}
