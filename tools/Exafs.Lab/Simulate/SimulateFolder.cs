using System.Globalization;

namespace Exafs.Lab.Simulate;

/// <summary>Where everything lies under the output folder.</summary>
/// <param name="Root">The output folder.</param>
public sealed record SimulateFolder(string Root)
{
    /// <summary>Trajectories, a folder a run.</summary>
    public string Dynamics => Path.Combine(Root, "dynamics");

    /// <summary>Potentials and phase shifts, as FEFF left them, and what is used of them.</summary>
    public string Scattering => Path.Combine(Root, "scattering");

    /// <summary>Structures that are finished, a folder a run.</summary>
    public string Structures => Path.Combine(Root, "structures");

    /// <summary>What each session of each stage cost.</summary>
    public string Sessions => Path.Combine(Root, "sessions");

    /// <summary>What is kept in the end.</summary>
    public string Library => Path.Combine(Root, "library");

    public string Structure(string run, int index) => Path.Combine(Structures, run, index.ToString("000", CultureInfo.InvariantCulture) + ".safetensors");

    public string Reference(string run) => Path.Combine(Structures, run, "reference.safetensors");

    /// <summary>How many structures there are, of all runs.</summary>
    public int CountStructures() => Directory.Exists(Structures) ? Directory.EnumerateFiles(Structures, "*.safetensors", SearchOption.AllDirectories).Count() : 0;

    /// <summary>Why a run gives no structures.</summary>
    public string Refused(string run) => Path.Combine(Structures, run, "refused.txt");
}
