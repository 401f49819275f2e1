using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Exafs.Physics.Scattering;

namespace Exafs.Lab.Programs;

/// <summary>FEFF8L: the potentials and phase shifts of a crystal.</summary>
public static class FeffProgram
{
    private const string Package = "feff85exafs";

    /// <summary>Runs FEFF's programs for input, potentials and phase shifts in a folder that is gone afterwards.</summary>
    /// <exception cref="UsageException">FEFF is not installed, or what it says where it did not get to the phase shifts.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static ScatteringData Scattering(FeffCrystal crystal, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("exafs-feff-").FullName;
        try
        {
            return Scattering(crystal, folder, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The same in <paramref name="folder"/>, which keeps FEFF's files.</summary>
    /// <exception cref="UsageException">FEFF is not installed, or what it says where it did not get to the phase shifts.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static ScatteringData Scattering(FeffCrystal crystal, string folder, CancellationToken cancellation)
    {
        File.WriteAllText(Path.Combine(folder, "feff.inp"), crystal.Input());
        Run("feff8l_rdinp", folder, "pot.json", cancellation);
        Run("feff8l_pot", folder, "pot.pad", cancellation);
        Run("feff8l_xsph", folder, "phase.pad", cancellation);
        using StreamReader phases = File.OpenText(Path.Combine(folder, "phase.pad"));
        try
        {
            return PhasePad.Read(phases) with { Source = Source(crystal, folder) };
        }
        catch (InvalidDataException error)
        {
            throw new UsageException($"FEFF's phase.pad: {error.Message}");
        }
    }

    /// <summary>Runs one of FEFF's programs, which is to leave a file.</summary>
    /// <exception cref="UsageException">FEFF is not installed, or what it says where it left no such file.</exception>
    public static void Run(string program, string folder, string leaves, CancellationToken cancellation)
    {
        // FEFF's programs end with 0 whatever happened.
        File.Delete(Path.Combine(folder, leaves));
        ProgramResult result = new ExternalProgram(program, Package).Run([], folder, null, cancellation);
        if (result.ExitCode == 0 && File.Exists(Path.Combine(folder, leaves))) return;
        string[] said = result.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var why = said.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? string.Join("; ", said.TakeLast(4));
        throw new UsageException($"{program} left no {leaves}: {(why.Length > 0 ? why : "it says nothing")}");
    }

    private static ImmutableSortedDictionary<string, string> Source(FeffCrystal crystal, string folder)
    {
        using JsonDocument global = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "global.json")));
        return new Dictionary<string, string>
        {
            ["program"] = $"{Text("vfeff")} {Text("vf85e")}",
            ["element"] = crystal.Element,
            ["structure"] = crystal.Structure,
            ["lattice_angstrom"] = crystal.Lattice.ToString(CultureInfo.InvariantCulture),
            ["cluster_radius_angstrom"] = crystal.Radius.ToString(CultureInfo.InvariantCulture),
            ["self_consistent"] = crystal.SelfConsistent ? string.Create(CultureInfo.InvariantCulture, $"within {crystal.SelfConsistentRadius} angstrom") : "no",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

        string Text(string key) => global.RootElement.GetProperty(key).GetString()!.Trim();
    }
}
