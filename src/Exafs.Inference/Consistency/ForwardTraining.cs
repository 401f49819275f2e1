using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Inference.Training;
using Exafs.Physics.Libraries;
using static TorchSharp.torch;

namespace Exafs.Inference.Consistency;

/// <summary>A forward network that learns, step by step; it can be written down at any step and go on from there. Not thread-safe.</summary>
public sealed class ForwardTraining : IDisposable
{
    private const double ShownShare = 0.02;

    private readonly LearningNetwork _network;
    private readonly ForwardSamples _samples;
    private readonly float[] _inputs, _targets;
    private readonly int _batch;

    /// <param name="library">Its training structures are learnt from.</param>
    /// <param name="parameters">Of the pack's features.</param>
    /// <param name="shape">Of <see cref="ForwardModel.ShapeFor"/>.</param>
    /// <param name="recipe">How it learns; of the weights of losses none counts.</param>
    /// <param name="seed">Of its first weights and its samples.</param>
    /// <param name="deviceName">cpu, cuda:0, …</param>
    /// <exception cref="InvalidDataException">The shape or the recipe cannot be, or the library has nothing to learn from.</exception>
    public ForwardTraining(StructureLibrary library, FeatureParameters parameters, NetworkShape shape, TrainingRecipe recipe, int seed, string deviceName = "cpu")
    {
        (_network, _samples, _batch) = (new(shape, recipe, seed, deviceName), new(library.Training, parameters, seed), recipe.Batch);
        (_inputs, _targets) = (new float[_batch * ForwardSamples.Inputs], new float[_batch * _samples.Targets]);
    }

    /// <summary>Steps done.</summary>
    public int Step => _network.Step;

    public bool IsDone => _network.IsDone;

    /// <summary>Mean R-factor of the samples, over about the last 50 steps.</summary>
    public double Loss { get; private set; }

    /// <summary>Its weights as they are.</summary>
    public NetworkWeights Weights => _network.Weights;

    /// <summary>One step down; its samples depend on the seed and on the number of the step.</summary>
    /// <exception cref="InvalidDataException">The loss is no number: the learning rate is too great.</exception>
    public void Learn()
    {
        var before = Step;
        _samples.Begin(before);
        for (var row = 0; row < _batch; row++)
            _samples.Next(_inputs.AsSpan(row * ForwardSamples.Inputs, ForwardSamples.Inputs), _targets.AsSpan(row * _samples.Targets, _samples.Targets));
        var loss = _network.Learn(_inputs, _batch, predicted =>
        {
            var off = ForwardLoss.Of(predicted, tensor(_targets, [_batch, _samples.Targets]).to(predicted.device));
            return (off, (double)off.detach().cpu().item<float>());
        });
        Loss += (before == 0 ? 1 : Math.Max(ShownShare, 1.0 / (before + 1))) * (loss - Loss);
    }

    /// <inheritdoc cref="NetworkTraining.Save"/>
    public void Save(Stream stream, string recipe) => _network.Save(stream, recipe);

    /// <inheritdoc cref="NetworkTraining.TryRestore"/>
    public bool TryRestore(Stream stream, string recipe) => _network.TryRestore(stream, recipe);

    public void Dispose() => _network.Dispose();
}
