using System.Collections.Immutable;
using System.CommandLine;
using Exafs.Inference.Networks;
using Exafs.Inference.Packs;
using Exafs.Inference.Training;
using Exafs.Physics.Libraries;
using Spectre.Console;

namespace Exafs.Lab.Train;

/// <summary>exafs-lab train: from a library to a model pack.</summary>
public sealed class TrainCommand(IAnsiConsole people, TimeProvider clock)
{
    /// <summary>Folder of the pack with what is unfinished.</summary>
    private const string TrainingFolder = "training";

    public static Command Define(IAnsiConsole people, CancellationToken stopping)
    {
        var config = new Option<string>("--config") { Description = "How the networks are made, such as config/training/fe-network.json.", Required = true };
        var data = new Option<string>("--data") { Description = "Folder of a library, or one that simulate made.", Required = true };
        var output = new Option<string>("--output") { Description = "Folder of the pack; what is done already in its folder training is not done again.", Required = true };
        var member = new Option<int?>("--member") { Description = "Only this one, from 0: the process that ends last joins all." };
        var device = new Option<string>("--device") { Description = "cpu, cuda:0, …", DefaultValueFactory = _ => "cpu" };
        var makers = new Option<int>("--makers") { Description = "Threads that make samples.", DefaultValueFactory = _ => 1 };
        var threads = new Option<int>("--threads") { Description = "Threads of the network on the processor.", DefaultValueFactory = _ => 1 };
        var command = new Command("train", "Trains the networks of a model pack. Goes on where it was stopped.") { config, data, output, member, device, makers, threads };
        command.SetAction((parsed, _) => new TrainCommand(people, TimeProvider.System).RunAsync(
            parsed.GetValue(config)!, parsed.GetValue(data)!, parsed.GetValue(output)!, parsed.GetValue(member), parsed.GetValue(device)!, parsed.GetValue(makers), parsed.GetValue(threads), stopping));
        return command;
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">Configuration, library or machine do not allow it.</exception>
    public async Task<int> RunAsync(string configFile, string data, string output, int? member, string device, int makers, int threads, CancellationToken stopping)
    {
        if (makers < 1) throw new UsageException($"--makers: {makers} is not at least 1");
        if (threads < 1) throw new UsageException($"--threads: {threads} is not at least 1");
        var config = NetworkConfig.Load(configFile);
        if (member is { } one && (one < 0 || one >= config.Members)) throw new UsageException($"--member: {one} is not one of 0 to {config.Members - 1}");
        try
        {
            NetworkTraining.UseThreads(threads);
            var folder = Path.GetFullPath(output);
            Directory.CreateDirectory(Path.Combine(folder, TrainingFolder));
            var (library, fingerprint) = Load(config, data);
            var training = new MemberTraining(config, library, fingerprint, Path.Combine(folder, TrainingFolder), people, clock);
            foreach (var i in member is { } only ? [only] : Enumerable.Range(0, config.Members))
                if (training.Finished(i) is null) await training.TrainAsync(i, device, makers, stopping).ConfigureAwait(false);
            return Join(config, training, folder);
        }
        catch (OperationCanceledException)
        {
            people.Say("Stopped; the same command goes on.");
            return ExitCode.SomeFailed;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or DllNotFoundException)
        {
            throw new UsageException($"{error.Message.TrimEnd('.')}. What is finished stays, and the same command goes on.");
        }
    }

    private static (StructureLibrary Library, string Fingerprint) Load(NetworkConfig config, string data)
    {
        var folder = File.Exists(Path.Combine(data, LibraryManifest.FileName)) ? data : Path.Combine(data, "library");
        var library = StructureLibrary.Load(folder);
        if ((library.Manifest.Element, library.Manifest.Edge) != (config.Element, config.Edge))
            throw new UsageException($"--data: the library is of {library.Manifest.Element} {library.Manifest.Edge}, the configuration of {config.Element} {config.Edge}");
        return (library, config.Fingerprint(Path.Combine(folder, LibraryManifest.FileName)));
    }

    private int Join(NetworkConfig config, MemberTraining training, string folder)
    {
        NetworkWeights?[] members = [.. Enumerable.Range(0, config.Members).Select(training.Finished)];
        if (Array.FindIndex(members, weights => weights is null) is >= 0 and var missing)
        {
            people.Say($"Member {missing} is not done yet: no pack yet. The process that ends last joins them.");
            return ExitCode.Done;
        }

        var manifest = new PackManifest
        {
            Name = config.Name,
            Element = config.Element,
            Edge = config.Edge,
            Features = config.Features,
            QuantityScale = training.Scale,
            Network = training.Shape,
            Members = config.Members,
            Recipe = config.Recipe,
            Made = new(clock.GetUtcNow(), "exafs-lab train", ImmutableSortedDictionary<string, string>.Empty.Add("exafs-lab", $"{typeof(TrainCommand).Assembly.GetName().Version}")),
        };
        var pack = ModelPack.Save(folder, manifest, [.. members.OfType<NetworkWeights>()], half: config.Half);
        people.Say($"{folder}: pack {pack.Identity.Name}, {config.Members} networks, {pack.Identity.Sha256[..12]}.");
        return ExitCode.Done;
    }
}
