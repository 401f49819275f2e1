using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Inference.Targets;
using Exafs.Inference.Training;
using Exafs.Lab.Simulate;
using Exafs.Physics.Libraries;
using Spectre.Console;

namespace Exafs.Lab.Train;

/// <summary>Trains the members of an ensemble one after the other, each with its state in a file every minute and its weights in a file at the end.</summary>
internal sealed class MemberTraining(NetworkConfig config, StructureLibrary library, string fingerprint, string folder, IAnsiConsole people, TimeProvider clock)
{
    private const string RecipeKey = "recipe";
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(1);

    private readonly FeaturePlan _plan = new(config.Features);
    private readonly StructurePool _pool = StructurePool.Training(library, config.Samples);

    public NetworkShape Shape { get; } = config.Network.For(new(config.Features));

    /// <summary>Of what training sees.</summary>
    public QuantityScale Scale => QuantityScale.Of(_pool.AllQuantities);

    /// <summary>Weights of a member that is done with this recipe; null where it is not.</summary>
    public NetworkWeights? Finished(int member)
    {
        if (!File.Exists(WeightsFile(member))) return null;
        using var stream = File.OpenRead(WeightsFile(member));
        var file = Safetensors.Read(stream);
        return file.Metadata.GetValueOrDefault(RecipeKey) == fingerprint ? NetworkWeights.Of(Shape, file) : null;
    }

    /// <summary>Trains one to its end, or goes on with it.</summary>
    /// <param name="member">From 0.</param>
    /// <param name="deviceName">cpu, cuda:0, …</param>
    /// <param name="makers">Threads that make samples.</param>
    /// <param name="stopping">Writes the state down and stops.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task TrainAsync(int member, string deviceName, int makers, CancellationToken stopping)
    {
        using var training = new NetworkTraining(Shape, config.Training, Scale, SeedOf(member), deviceName);
        if (File.Exists(StateFile(member)))
        {
            using var stream = File.OpenRead(StateFile(member));
            if (training.TryRestore(stream, fingerprint)) people.Say($"member {member} goes on at step {training.Step}.");
        }

        var samples = config.Seed + (ulong)member;
        await using var batches = new BatchStream([.. Enumerable.Range(0, makers).Select(_ => new SampleMaker(_pool, _plan, config.Samples, samples))], training.Step, config.Training.Batch);
        await TrainingProgress.RunAsync(people, clock, config.Training.Steps, training.Step, async progress =>
        {
            var saved = clock.GetTimestamp();
            while (!training.IsDone)
            {
                if (stopping.IsCancellationRequested) Save(training, member);
                training.Learn(await batches.NextAsync(stopping).ConfigureAwait(false));
                progress.At($"member {member}", training.Step, training.Losses);
                if (clock.GetElapsedTime(saved) < SaveEvery) continue;
                Save(training, member);
                saved = clock.GetTimestamp();
            }
        }).ConfigureAwait(false);
        AtomicFile.Write(WeightsFile(member), stream => Safetensors.Of(training.Weights.Tensors(), [new(RecipeKey, fingerprint)]).Write(stream));
        File.Delete(StateFile(member));
    }

    private void Save(NetworkTraining training, int member)
    {
        if (training.Step > 0) AtomicFile.Write(StateFile(member), stream => training.Save(stream, fingerprint));
    }

    private int SeedOf(int member) => (int)((config.Seed + (ulong)member) & int.MaxValue);

    private string WeightsFile(int member) => Path.Combine(folder, $"member-{member}.safetensors");

    private string StateFile(int member) => Path.Combine(folder, $"member-{member}.state.safetensors");
}
