using System.Globalization;
using Exafs.Inference.Networks;
using Exafs.Inference.Targets;
using Exafs.Physics.Libraries;
using TorchSharp;
using static TorchSharp.torch;

namespace Exafs.Inference.Training;

/// <summary>One network that learns, step by step; it can be written down at any step and go on from there. Not thread-safe.</summary>
public sealed class NetworkTraining : IDisposable
{
    private const string StepKey = "step", RecipeKey = "recipe";
    private const double ShownShare = 0.02;

    private readonly TrainingRecipe _recipe;
    private readonly TorchModule _module;
    private readonly AdamW _optimizer;
    private readonly TrainingLoss _loss;
    private readonly Device _device;

    /// <param name="shape">Of the network.</param>
    /// <param name="recipe">How it learns.</param>
    /// <param name="scale">What brings the quantities to size 1.</param>
    /// <param name="seed">Of its first weights.</param>
    /// <param name="deviceName">cpu, cuda:0, …</param>
    /// <exception cref="InvalidDataException">The shape or the recipe cannot be.</exception>
    public NetworkTraining(NetworkShape shape, TrainingRecipe recipe, QuantityScale scale, int seed, string deviceName = "cpu")
    {
        recipe.Check();
        (_recipe, _device) = (recipe, device(deviceName));
        // What dropout leaves out; a training that goes on draws anew.
        manual_seed(seed);
        _module = TorchModule.Of(NetworkWeights.Random(shape, seed));
        _module.to(_device);
        _module.train();
        _optimizer = new(_module.named_parameters());
        _loss = new(recipe, scale);
    }

    /// <summary>Threads of the processor that all networks of this process take.</summary>
    public static void UseThreads(int count) => set_num_threads(count);

    /// <summary>Steps done.</summary>
    public int Step => _optimizer.Steps;

    public bool IsDone => Step >= _recipe.Steps;

    /// <summary>Running mean over about the last 50 steps.</summary>
    public TrainingLosses Losses { get; private set; }

    /// <summary>Its weights as they are.</summary>
    public NetworkWeights Weights => _module.ToWeights();

    /// <summary>One step down.</summary>
    /// <exception cref="InvalidDataException">The loss is no number: the learning rate is too great.</exception>
    public void Learn(SampleBatch batch)
    {
        using var scope = NewDisposeScope();
        _module.zero_grad();
        var (loss, parts) = _loss.Of(_module.call(tensor(batch.Features, [batch.Count, batch.Inputs]).to(_device)), batch);
        if (!double.IsFinite(parts.Total)) throw new InvalidDataException($"step {Step}: the loss is {parts.Total}; a smaller learning_rate may help");
        loss.backward();
        nn.utils.clip_grad_norm_(_module.parameters(), _recipe.GradientNorm);
        Losses = Step == 0 ? parts : Losses.Towards(parts, Math.Max(ShownShare, 1.0 / (Step + 1)));
        _optimizer.Step(_recipe.RateAt(Step), _recipe.WeightDecay);
    }

    /// <summary>Writes down all that its going on depends on.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="recipe">What it was made with; one that goes on must have the same.</param>
    public void Save(Stream stream, string recipe) =>
        Safetensors.Of(_optimizer.State(), [new(StepKey, Step.ToString(CultureInfo.InvariantCulture)), new(RecipeKey, recipe)]).Write(stream);

    /// <summary>Goes on from what was written down.</summary>
    /// <returns>False where that was made with another recipe.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public bool TryRestore(Stream stream, string recipe)
    {
        var file = Safetensors.Read(stream);
        if (file.Metadata.GetValueOrDefault(RecipeKey) != recipe) return false;
        if (!int.TryParse(file.Metadata.GetValueOrDefault(StepKey), CultureInfo.InvariantCulture, out var step) || step < 1) throw new InvalidDataException("the state of a training has no step");
        _optimizer.Restore(file, step);
        return true;
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _module.Dispose();
    }
}
