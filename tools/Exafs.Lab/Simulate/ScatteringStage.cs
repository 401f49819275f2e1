using System.Security.Cryptography;
using System.Text;
using Exafs.Lab.Programs;
using Exafs.Physics.Libraries;
using Exafs.Physics.Scattering;
using Spectre.Console;

namespace Exafs.Lab.Simulate;

/// <summary>Potentials and phase shifts by FEFF, once: a file is named by FEFF's input, so that it is found again.</summary>
public sealed class ScatteringStage(TrainingConfig config, SimulateFolder folder, IAnsiConsole people)
{
    /// <exception cref="UsageException">FEFF is not installed, or fails.</exception>
    public ScatteringFiles Run(CancellationToken stopping)
    {
        var crystal = new FeffCrystal(config.Element, config.Scattering.Structure, config.Scattering.LatticeAngstrom) { Edge = config.Edge };
        var file = Make("potentials", crystal, stopping);
        var other = config.HasValidation
            ? Make("self-consistent", crystal with { SelfConsistent = true, SelfConsistentRadius = config.Scattering.SelfConsistentRadiusAngstrom }, stopping)
            : null;

        var engine = new Lazy<PathEngine>(() => EngineOf(file));
        var otherEngine = new Lazy<PathEngine>(() => EngineOf(other ?? throw new InvalidOperationException("no validation, no other potentials")));
        return new(
            file,
            Sha256(file) + (other is null ? "" : "+" + Sha256(other)),
            Read(file).Source["program"],
            (frames, absorbers, generic, seed, cancellation) => engine.Value.Evaluate(frames, absorbers, generic, seed, cancellation),
            (frames, absorbers, generic, seed, cancellation) => otherEngine.Value.Evaluate(frames, absorbers, generic, seed, cancellation));
    }

    private string Make(string name, FeffCrystal crystal, CancellationToken stopping)
    {
        var input = crystal.Input();
        var file = Path.Combine(folder.Scattering, $"{name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(input)))[..12]}.safetensors");
        if (File.Exists(file)) return file;
        Directory.CreateDirectory(folder.Scattering);
        people.Say($"FEFF: {crystal.Element} {crystal.Edge}, {name}{(crystal.SelfConsistent ? ", takes half a minute" : "")}");
        var data = FeffProgram.Scattering(crystal, stopping);
        AtomicFile.Write(Path.ChangeExtension(file, ".inp"), stream => stream.Write(Encoding.UTF8.GetBytes(input)));
        // Of shards that make it at once, the first is right for all.
        AtomicFile.Write(file, stream => ScatteringFile.Write(data, stream), overwrite: false);
        return file;
    }

    private PathEngine EngineOf(string file) => new(Read(file), new PathEngineOptions { MaximumHalfLength = config.Structures.MaximumHalfLengthAngstrom });

    private static ScatteringData Read(string file)
    {
        using var stream = File.OpenRead(file);
        return ScatteringFile.Read(stream);
    }

    private static string Sha256(string file)
    {
        using var stream = File.OpenRead(file);
        return LibraryManifest.Sha256(stream);
    }
}
