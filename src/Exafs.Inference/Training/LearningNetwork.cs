using System.Globalization;
using Exafs.Inference.Networks;
using Exafs.Physics.Libraries;
using TorchSharp;
using static TorchSharp.torch;

namespace Exafs.Inference.Training;

/// <summary>A network that learns, step by step, whatever it is punished for; it can be written down at any step and go on from there. Not thread-safe.</summary>
internal sealed class LearningNetwork : IDisposable
{
    private const string StepKey = "step", RecipeKey = "recipe";

    private readonly TrainingRecipe _recipe;
    private readonly TorchModule _module;
    private readonly AdamW _optimizer;
    private readonly Device _device;

    /// <inheritdoc cref="NetworkTraining(NetworkShape, TrainingRecipe, Targets.QuantityScale, int, string)"/>
    public LearningNetwork(NetworkShape shape, TrainingRecipe recipe, int seed, string deviceName)
    {
        recipe.Check();
        (_recipe, _device) = (recipe, device(deviceName));
        // What dropout leaves out; a training that goes on draws anew.
        manual_seed(seed);
        _module = TorchModule.Of(NetworkWeights.Random(shape, seed));
        _module.to(_device);
        _module.train();
        _optimizer = new(_module.named_parameters());
    }

    public int Step => _optimizer.Steps;

    public bool IsDone => Step >= _recipe.Steps;

    public NetworkWeights Weights => _module.ToWeights();

    /// <summary>One step down.</summary>
    /// <param name="inputs">Row after row [count × inputs].</param>
    /// <param name="count">Rows.</param>
    /// <param name="punished">From the outputs to what is made small, and its parts.</param>
    /// <exception cref="InvalidDataException">The loss is no number: the learning rate is too great.</exception>
    public T Learn<T>(float[] inputs, int count, Func<Tensor, (Tensor Loss, T Parts)> punished)
    {
        using var scope = NewDisposeScope();
        _module.zero_grad();
        var (loss, parts) = punished(_module.call(tensor(inputs, [count, inputs.Length / count]).to(_device)));
        var total = loss.detach().cpu().item<float>();
        if (!float.IsFinite(total)) throw new InvalidDataException($"step {Step}: the loss is {total}; a smaller learning_rate may help");
        loss.backward();
        nn.utils.clip_grad_norm_(_module.parameters(), _recipe.GradientNorm);
        _optimizer.Step(_recipe.RateAt(Step), _recipe.WeightDecay);
        return parts;
    }

    /// <inheritdoc cref="NetworkTraining.Save"/>
    public void Save(Stream stream, string recipe) =>
        Safetensors.Of(_optimizer.State(), [new(StepKey, Step.ToString(CultureInfo.InvariantCulture)), new(RecipeKey, recipe)]).Write(stream);

    /// <inheritdoc cref="NetworkTraining.TryRestore"/>
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
