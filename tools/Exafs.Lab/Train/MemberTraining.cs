using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Inference.Targets;
using Exafs.Inference.Training;
using Exafs.Physics.Libraries;
using Exafs.Physics.Scattering;
using Spectre.Console;

namespace Exafs.Lab.Train;

/// <summary>Trains the members of an ensemble one after the other, each with its state in a file every minute and its weights in a file at the end.</summary>
internal sealed class MemberTraining
{
    private const string RecipeKey = "recipe";
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(1);

    private readonly NetworkConfig _config;
    private readonly string _fingerprint, _folder;
    private readonly IAnsiConsole _people;
    private readonly TimeProvider _clock;
    private readonly FeaturePlan _plan;
    private readonly StructurePool _pool;
    private readonly ScatteringData? _scattering;

    /// <param name="config">How networks are made.</param>
    /// <param name="library">Of what.</param>
    /// <param name="fingerprint">Of both: what is kept in files is used for the same only.</param>
    /// <param name="folder">Of these files.</param>
    /// <param name="people">Who is told.</param>
    /// <param name="clock">For the time left.</param>
    /// <exception cref="InvalidDataException">Library and configuration do not fit together.</exception>
    public MemberTraining(NetworkConfig config, StructureLibrary library, string fingerprint, string folder, IAnsiConsole people, TimeProvider clock)
    {
        (_config, _fingerprint, _folder, _people, _clock) = (config, fingerprint, folder, people, clock);
        _plan = new(config.Features);
        _pool = StructurePool.Training(library, config.Samples);
        _scattering = config.Samples.ShellDisorder > 0 ? ScatteringFile.Read(library.Open(StructureLibrary.ScatteringFile)) : null;
        Shape = config.Network.For(_plan);
        Scale = SampleMaker.Scale(_pool, config.Samples, config.Seed);
    }

    public NetworkShape Shape { get; }

    /// <summary>Of what training sees; the same for all members.</summary>
    public QuantityScale Scale { get; }

    /// <summary>Weights of a member that is done with this recipe; null where it is not.</summary>
    public NetworkWeights? Finished(int member)
    {
        if (!File.Exists(WeightsFile(member))) return null;
        using var stream = File.OpenRead(WeightsFile(member));
        var file = Safetensors.Read(stream);
        return file.Metadata.GetValueOrDefault(RecipeKey) == _fingerprint ? NetworkWeights.Of(Shape, file) : null;
    }

    /// <summary>Trains one to its end, or goes on with it.</summary>
    /// <param name="member">From 0.</param>
    /// <param name="deviceName">cpu, cuda:0, …</param>
    /// <param name="makers">Threads that make samples.</param>
    /// <param name="stopping">Writes the state down and stops.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task TrainAsync(int member, string deviceName, int makers, CancellationToken stopping)
    {
        using var training = new NetworkTraining(Shape, _config.Training, Scale, SeedOf(member), deviceName);
        if (File.Exists(StateFile(member)))
        {
            using var stream = File.OpenRead(StateFile(member));
            if (training.TryRestore(stream, _fingerprint)) _people.Say($"member {member} goes on at step {training.Step}.");
        }

        var samples = _config.Seed + (ulong)member;
        await using var batches = new BatchStream([.. Enumerable.Range(0, makers).Select(_ => new SampleMaker(_pool, _scattering, _plan, _config.Samples, samples))], training.Step, _config.Training.Batch);
        await TrainingProgress.RunAsync(_people, _clock, _config.Training.Steps, training.Step, async progress =>
        {
            try
            {
                var saved = _clock.GetTimestamp();
                while (!training.IsDone)
                {
                    training.Learn(await batches.NextAsync(stopping).ConfigureAwait(false));
                    progress.At($"member {member}", training.Step, training.Losses);
                    if (_clock.GetElapsedTime(saved) < SaveEvery) continue;
                    Save(training, member);
                    saved = _clock.GetTimestamp();
                }
            }
            catch (OperationCanceledException)
            {
                Save(training, member);
                throw;
            }
        }).ConfigureAwait(false);
        AtomicFile.Write(WeightsFile(member), stream => Safetensors.Of(training.Weights.Tensors(), [new(RecipeKey, _fingerprint)]).Write(stream));
        File.Delete(StateFile(member));
    }

    private void Save(NetworkTraining training, int member)
    {
        if (training.Step > 0) AtomicFile.Write(StateFile(member), stream => training.Save(stream, _fingerprint));
    }

    private int SeedOf(int member) => (int)((_config.Seed + (ulong)member) & int.MaxValue);

    private string WeightsFile(int member) => Path.Combine(_folder, $"member-{member}.safetensors");

    private string StateFile(int member) => Path.Combine(_folder, $"member-{member}.state.safetensors");
}
