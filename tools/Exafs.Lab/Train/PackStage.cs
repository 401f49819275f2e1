using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Exafs.Inference.Consistency;
using Exafs.Inference.Networks;
using Exafs.Inference.Packs;
using Exafs.Inference.Targets;
using Exafs.Inference.Training;
using Exafs.Lab.Decompose;
using Exafs.Physics.Libraries;
using Spectre.Console;

namespace Exafs.Lab.Train;

/// <summary>From trained networks to a pack whose error bars hold: it is asked about one half of the held-out potentials, and what it gets wrong there is told of the other half.</summary>
/// <param name="config">How the networks were made.</param>
/// <param name="library">Of what.</param>
/// <param name="libraryFile">The library's manifest.</param>
/// <param name="folder">Of the pack.</param>
/// <param name="people">Who is told.</param>
/// <param name="clock">For progress, and when it was made.</param>
internal sealed class PackStage(NetworkConfig config, StructureLibrary library, string libraryFile, string folder, IAnsiConsole people, TimeProvider clock)
{
    /// <summary>Makes and writes it.</summary>
    /// <param name="members">Networks that answer together.</param>
    /// <param name="scale">Of the quantities in training.</param>
    /// <param name="forward">From the structure back to χ(k).</param>
    /// <param name="working">A folder for what is not finished.</param>
    /// <param name="stopping">Stops; what was asked of the pack is asked again.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<ModelPack> RunAsync(IReadOnlyList<NetworkWeights> members, QuantityScale scale, NetworkWeights? forward, string working, CancellationToken stopping)
    {
        var manifest = Manifest(members, scale, forward);
        var facts = new PackFacts { LibrarySha256 = Sha256(libraryFile), Forward = forward is null || library.Validation is null ? [] : ForwardErrors(forward) };
        if (facts.Forward.Count > 0) people.Say(string.Create(CultureInfo.InvariantCulture, $"forward network: R-factor on held-out structures {facts.Forward.Average():F4}."));
        if (library.Validation is not null && config.CalibrationEvery is { } every)
        {
            var raw = ModelPack.Save(Path.Combine(working, "uncalibrated"), manifest, members, forward, config.Half);
            var errors = await ErrorsAsync(raw, HeldOutHalf.Calibration, every, stopping).ConfigureAwait(false);
            manifest = manifest with { Calibration = ErrorCalibration.Fit(errors, scale), OutOfDistribution = ErrorCalibration.Limits(errors.Statistics) };
            facts = facts with { Coverage = (await ErrorsAsync(raw, HeldOutHalf.Evaluation, every, stopping).ConfigureAwait(false)).Coverage(manifest.Calibration) };
            Directory.Delete(Path.Combine(working, "uncalibrated"), recursive: true);
        }

        AtomicFile.Write(Path.Combine(folder, ModelCard.FileName), stream => stream.Write(Encoding.UTF8.GetBytes(ModelCard.Of(manifest, library.Manifest, facts))));
        // A pack that holds its library can also take spectra apart into it.
        if (File.Exists(Path.Combine(folder, ModelPack.LibraryFolder, LibraryManifest.FileName)))
            DecompositionCommand.Write(folder, libraryFile, library, (config.Features.EdgeEnergy, config.Features.AtomicExponent), people);
        return ModelPack.Save(folder, manifest, members, forward, config.Half, ModelCard.FileName);
    }

    private PackManifest Manifest(IReadOnlyList<NetworkWeights> members, QuantityScale scale, NetworkWeights? forward) => new()
    {
        Name = config.Name,
        Element = config.Element,
        Edge = config.Edge,
        Features = config.Features,
        QuantityScale = scale,
        Network = members[0].Shape,
        Members = members.Count,
        Forward = forward?.Shape,
        NominalCalibration = new() { DeltaE0 = config.Samples.DeltaE0, DeltaE0Sigma = config.Samples.DeltaE0Spread, S02 = config.Samples.S02, S02Sigma = config.Samples.S02Spread },
        Recipe = config.Recipe,
        Made = new(clock.GetUtcNow(), "exafs-lab train", ImmutableSortedDictionary<string, string>.Empty.Add("exafs-lab", $"{typeof(TrainCommand).Assembly.GetName().Version}")),
    };

    private IReadOnlyList<double> ForwardErrors(NetworkWeights forward)
    {
        using var model = new ForwardModel(NetworkEngine.Managed.Load(forward), config.Features);
        return model.RFactorsOf(library.Validation!);
    }

    private async Task<HeldOutErrors> ErrorsAsync(ModelPack raw, HeldOutHalf half, int every, CancellationToken stopping)
    {
        var errors = new HeldOutErrors(raw);
        EvaluationOptions[] grid = [.. EvaluationGrid.Of(half, config.Seed)];
        await TrainingProgress.RunAsync(people, clock, grid.Length, 0, progress =>
        {
            for (var i = 0; i < grid.Length; i++)
            {
                stopping.ThrowIfCancellationRequested();
                errors.Add(library, grid[i], every);
                progress.At(half == HeldOutHalf.Calibration ? "error bars" : "coverage", i + 1, $"{errors.Spectra} spectra");
            }

            return Task.CompletedTask;
        }).ConfigureAwait(false);
        return errors;
    }

    private static string Sha256(string file)
    {
        using var stream = File.OpenRead(file);
        return LibraryManifest.Sha256(stream);
    }
}
