using System.CommandLine;
using Exafs.Inference.Networks;
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
            var working = Path.Combine(folder, TrainingFolder);
            var (library, libraryFile) = Load(config, data);
            var training = new MemberTraining(config, library, config.Fingerprint(libraryFile), working, people, clock);
            foreach (var i in member is { } only ? [only] : Enumerable.Range(0, config.Members))
                if (training.Finished(i) is null) await training.TrainAsync(i, device, makers, stopping).ConfigureAwait(false);
            if (Members(config, training) is not { } members) return ExitCode.Done;
            var forward = await new ForwardStage(config, library, config.ForwardFingerprint(libraryFile), working, people, clock).RunAsync(device, stopping).ConfigureAwait(false);
            var pack = await new PackStage(config, library, libraryFile, folder, people, clock).RunAsync(members, training.Scale, forward, working, stopping).ConfigureAwait(false);
            people.Say($"{folder}: pack {pack.Identity.Name}, {config.Members} networks, {pack.Identity.Sha256[..12]}.");
            return ExitCode.Done;
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

    private static (StructureLibrary Library, string File) Load(NetworkConfig config, string data)
    {
        var folder = File.Exists(Path.Combine(data, LibraryManifest.FileName)) ? data : Path.Combine(data, "library");
        var library = StructureLibrary.Load(folder);
        if ((library.Manifest.Element, library.Manifest.Edge) != (config.Element, config.Edge))
            throw new UsageException($"--data: the library is of {library.Manifest.Element} {library.Manifest.Edge}, the configuration of {config.Element} {config.Edge}");
        return (library, Path.Combine(folder, LibraryManifest.FileName));
    }

    /// <summary>All of them; null where one is not done yet.</summary>
    private NetworkWeights[]? Members(NetworkConfig config, MemberTraining training)
    {
        NetworkWeights?[] members = [.. Enumerable.Range(0, config.Members).Select(training.Finished)];
        if (Array.FindIndex(members, weights => weights is null) is var missing and >= 0)
        {
            people.Say($"Member {missing} is not done yet: no pack yet. The process that ends last joins them.");
            return null;
        }

        return [.. members.OfType<NetworkWeights>()];
    }
}
