using System.CommandLine;
using System.Globalization;
using Exafs.Inference.Decomposition;
using Exafs.Inference.Features;
using Exafs.Inference.Packs;
using Exafs.Lab.Compare;
using Exafs.Physics.Experiment;
using Exafs.Physics.Libraries;
using Spectre.Console;

namespace Exafs.Lab.Decompose;

/// <summary>exafs-lab decomposition: what makes the errors of a decomposition over a pack's library hold, into the pack.</summary>
internal static class DecompositionCommand
{
    public static Command Define(IAnsiConsole people)
    {
        var pack = new Option<string>("--pack") { Description = "Folder of the pack, such as config/packs/fe; decomposition.json is written there, and its hash into pack.json where there is one.", Required = true };
        var command = new Command("decomposition", "Finds, on simulated measurements of held-out potentials, the errors of the decomposition over a pack's library and the limits beyond which a spectrum is unlike it. train does it for packs with networks.") { pack };
        command.SetAction(parsed => Run(parsed.GetValue(pack)!, people));
        return command;
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The pack cannot be read.</exception>
    private static int Run(string folder, IAnsiConsole people)
    {
        try
        {
            var packFile = Path.Combine(folder, PackManifest.FileName);
            var pack = File.Exists(packFile) ? PackManifest.Read(File.ReadAllBytes(packFile)) : null;
            var libraryFolder = ComparePack.LibraryOf(folder);
            var library = StructureLibrary.Load(libraryFolder);
            var (element, edge) = (library.Manifest.Element, library.Manifest.Edge);
            var energy = AbsorptionEdge.Tabulated.FirstOrDefault(each => each.Element == element && each.Name == edge)?.Energy ?? throw new UsageException($"--pack: the {edge} edge of {element} is not tabulated");
            Write(folder, Path.Combine(libraryFolder, LibraryManifest.FileName), library, (pack?.Features.EdgeEnergy ?? energy, pack?.Features.AtomicExponent ?? BeamlineCalibration.AtomicExponent), people);
            if (pack is null) return ExitCode.Done;
            var signed = pack with { Files = pack.Files.SetItem(DecompositionManifest.FileName, Entry(Path.Combine(folder, DecompositionManifest.FileName))) };
            AtomicFile.Write(packFile, stream => stream.Write(signed.ToBytes()));
            return ExitCode.Done;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException($"--pack: {error.Message}");
        }
    }

    private static LibraryFile Entry(string path)
    {
        using var stream = File.OpenRead(path);
        return new(LibraryManifest.Sha256(stream), stream.Length);
    }

    /// <summary>Makes and writes it.</summary>
    /// <param name="folder">Of the pack.</param>
    /// <param name="libraryFile">Manifest of its library.</param>
    /// <param name="library">The library.</param>
    /// <param name="scale">Of the edge.</param>
    /// <param name="people">Who is told.</param>
    public static void Write(string folder, string libraryFile, StructureLibrary library, (double EdgeEnergy, double AtomicExponent) scale, IAnsiConsole people)
    {
        using var stream = File.OpenRead(libraryFile);
        var made = DecompositionManifest.Make(library, LibraryManifest.Sha256(stream), new() { EdgeEnergy = scale.EdgeEnergy, AtomicExponent = scale.AtomicExponent });
        AtomicFile.Write(Path.Combine(folder, DecompositionManifest.FileName), made.Write);
        people.Say(string.Create(CultureInfo.InvariantCulture, $"decomposition: by {made.Spectra} simulated spectra, R-factor of the fit up to {made.Limits.FitRFactor:G3}, melt beside crystals up to {made.Limits.MeltBesideCrystal:G3}."));
    }
}
