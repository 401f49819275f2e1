using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Exafs.Lab.Simulate.Dynamics;
using Exafs.Lab.Simulate.Ensembles;
using Exafs.Physics.Libraries;

namespace Exafs.Lab.Simulate;

/// <summary>The structures of one run as files, one each: what is finished is there whole, and says by what recipe it was made.</summary>
/// <param name="folder">Of the whole command.</param>
/// <param name="config">The recipe, but for <paramref name="scattering"/>.</param>
/// <param name="scattering">SHA-256 of the scattering data, of both kinds.</param>
public sealed class StructureParts(SimulateFolder folder, TrainingConfig config, string scattering)
{
    // Another number when what is made of the same recipe changes.
    private const string RecipeVersion = "1";
    private const string RecipeKey = "recipe_sha256";

    /// <summary>Names everything that the structures of a run depend on.</summary>
    /// <param name="run">The run.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="trajectory">SHA-256 of its frames.</param>
    public string RecipeOf(PlannedRun run, DynamicsOutcome outcome, string trajectory)
    {
        var words = string.Join('\n', RecipeVersion, JsonSerializer.Serialize(config.Structures), config.Seed, config.Element, JsonSerializer.Serialize(run), outcome.Phase, trajectory, scattering);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)));
    }

    /// <summary>What a run gives: its structures, and the reference where it is the one.</summary>
    public ImmutableArray<StructurePart> Of(PlannedRun run)
    {
        var name = run.Run.Name;
        IEnumerable<StructurePart> reference = name == config.Reference ? [new(null, folder.Reference(name))] : [];
        return [.. Enumerable.Range(0, config.Structures.PerRun).Select(index => new StructurePart(index, folder.Structure(name, index))), .. reference];
    }

    /// <summary>Null where it is not there, not whole, or made by another recipe.</summary>
    public static StructureSet? Load(string file, string recipe)
    {
        try
        {
            if (!File.Exists(file)) return null;
            using var stream = File.OpenRead(file);
            var part = Safetensors.Read(stream);
            return part.Metadata.GetValueOrDefault(RecipeKey) == recipe ? StructureSet.Of(part) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    public static void Save(string file, StructureSet structure, string recipe)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.Write(file, Safetensors.Of(structure.File.Tensors.Values, structure.File.Metadata.SetItem(RecipeKey, recipe)).Write);
    }

    /// <summary>Why a run gives no structures; null where it does, or that is not known yet.</summary>
    public string? LoadRefusal(PlannedRun run, string recipe)
    {
        var file = folder.Refused(run.Run.Name);
        return File.Exists(file) && File.ReadAllLines(file) is [var of, var reason] && of == recipe ? reason : null;
    }

    public void SaveRefusal(PlannedRun run, string recipe, string reason)
    {
        var file = folder.Refused(run.Run.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes($"{recipe}\n{reason.ReplaceLineEndings(" ")}\n")));
    }
}
