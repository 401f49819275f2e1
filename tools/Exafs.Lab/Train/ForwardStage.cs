using System.Globalization;
using Exafs.Inference.Consistency;
using Exafs.Inference.Networks;
using Exafs.Physics.Libraries;
using Spectre.Console;

namespace Exafs.Lab.Train;

/// <summary>Trains the network from the structure back to χ(k), with its state in a file every minute and its weights in a file at the end.</summary>
/// <param name="config">How.</param>
/// <param name="library">Of what.</param>
/// <param name="fingerprint">Of both: what is kept in files is used for the same only.</param>
/// <param name="folder">Of these files.</param>
/// <param name="people">Who is told.</param>
/// <param name="clock">For the time left.</param>
internal sealed class ForwardStage(NetworkConfig config, StructureLibrary library, string fingerprint, string folder, IAnsiConsole people, TimeProvider clock)
{
    private const string RecipeKey = "recipe";
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(1);

    private readonly string _weights = Path.Combine(folder, "forward.safetensors"), _state = Path.Combine(folder, "forward.state.safetensors");

    /// <summary>The network, trained now or before; null where the configuration wants none.</summary>
    /// <param name="deviceName">cpu, cuda:0, …</param>
    /// <param name="stopping">Writes the state down and stops.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<NetworkWeights?> RunAsync(string deviceName, CancellationToken stopping)
    {
        if (config.Forward is not { } section) return null;
        var shape = ForwardModel.ShapeFor(config.Features, section.Hidden, section.Depth);
        if (Finished(shape) is { } finished) return finished;
        using var training = new ForwardTraining(library, config.Features, shape, section.Recipe, (int)(config.Seed & int.MaxValue), deviceName);
        if (File.Exists(_state))
        {
            using var stream = File.OpenRead(_state);
            if (training.TryRestore(stream, fingerprint)) people.Say($"forward network goes on at step {training.Step}.");
        }

        await TrainingProgress.RunAsync(people, clock, section.Steps, training.Step, progress =>
        {
            var saved = clock.GetTimestamp();
            while (!training.IsDone)
            {
                if (stopping.IsCancellationRequested) Save(training);
                stopping.ThrowIfCancellationRequested();
                training.Learn();
                progress.At("forward network", training.Step, string.Create(CultureInfo.InvariantCulture, $"R-factor {training.Loss:F4}"));
                if (clock.GetElapsedTime(saved) < SaveEvery) continue;
                Save(training);
                saved = clock.GetTimestamp();
            }

            return Task.CompletedTask;
        }).ConfigureAwait(false);
        var weights = training.Weights;
        AtomicFile.Write(_weights, stream => Safetensors.Of(weights.Tensors(), [new(RecipeKey, fingerprint)]).Write(stream));
        File.Delete(_state);
        return weights;
    }

    private NetworkWeights? Finished(NetworkShape shape)
    {
        if (!File.Exists(_weights)) return null;
        using var stream = File.OpenRead(_weights);
        var file = Safetensors.Read(stream);
        return file.Metadata.GetValueOrDefault(RecipeKey) == fingerprint ? NetworkWeights.Of(shape, file) : null;
    }

    private void Save(ForwardTraining training)
    {
        if (training.Step > 0) AtomicFile.Write(_state, stream => training.Save(stream, fingerprint));
    }
}
