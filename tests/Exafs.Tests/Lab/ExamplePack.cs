using System.Collections.Immutable;
using System.Globalization;
using Exafs.Inference.Decomposition;
using Exafs.Physics.Libraries;
using Exafs.Signal;

namespace Exafs.Tests.Lab;

/// <summary>A pack of an iron that is nothing but a formula, and foils of it.</summary>
public static class ExamplePack
{
    /// <summary>Eight atoms and six, then twelve, then twenty-four, with an amplitude and a phase that vary slowly with k.</summary>
    public static double Chi(double k) => Shell(k, 8, 2.48, 0.005) + Shell(k, 6, 2.87, 0.006) + Shell(k, 12, 4.05, 0.008) + Shell(k, 24, 4.75, 0.009);

    /// <summary>One shell of <paramref name="n"/> atoms.</summary>
    public static double Shell(double k, double n, double r, double sigma2) =>
        n * 0.6 * k * k * k / ((k * k) + 9) * Math.Exp(-0.12 * k) / (1 + (0.05 * k * k)) * Math.Exp(-2 * k * k * sigma2) * Math.Sin((2 * k * r) - 3 - (0.4 * k) + (4 / (1 + k))) / (2.5 * r * r);

    /// <summary>0, 0.05, … Å⁻¹.</summary>
    public static ImmutableArray<double> Grid(double end) => [.. Enumerable.Range(0, (int)Math.Round(end / 0.05) + 1).Select(i => i * 0.05)];

    /// <summary>Writes the pack, with a manifest and a reference alone.</summary>
    /// <param name="folder">Is made.</param>
    /// <param name="kmax">Where its reference ends, Å⁻¹.</param>
    public static string Write(string folder, double kmax = 18)
    {
        var library = Directory.CreateDirectory(Path.Combine(folder, "library")).FullName;
        using (FileStream file = File.Create(Path.Combine(library, StructureLibrary.ReferenceFile)))
            StructureSet.Of(Sample(Grid(kmax), 300, 0, LibrarySplit.Training), [.. Grid(kmax)], [.. R]).File.Write(file);
        WriteManifest(library, [StructureLibrary.ReferenceFile]);
        return folder;
    }

    /// <summary>Writes a library of three phases, six structures each, and two of another potential.</summary>
    public static string WriteLibrary(string folder)
    {
        Directory.CreateDirectory(folder);
        ImmutableArray<double> k = Grid(18);
        StructureSet Set(int structures, LibrarySplit split) => StructureSet.Joined([.. Enumerable.Range(0, structures).Select(i => StructureSet.Of(Sample(k, 100 + (90 * i), i % 3, split), [.. k], [.. R]))]);
        using (FileStream file = File.Create(Path.Combine(folder, StructureLibrary.TrainingFile))) Set(18, LibrarySplit.Training).File.Write(file);
        using (FileStream file = File.Create(Path.Combine(folder, StructureLibrary.ValidationFile))) Set(2, LibrarySplit.Validation).File.Write(file);
        WriteManifest(folder, [StructureLibrary.TrainingFile, StructureLibrary.ValidationFile]);
        return folder;
    }

    private static DecompositionManifest? s_decomposition;

    /// <summary>Writes the pack with its library, what makes the errors of a decomposition hold, and a reference, without networks.</summary>
    public static string WriteWhole(string folder)
    {
        var library = WriteLibrary(Path.Combine(folder, "library"));
        using (FileStream file = File.Create(Path.Combine(library, StructureLibrary.ReferenceFile)))
            StructureSet.Of(Sample(Grid(18), 300, 0, LibrarySplit.Training), [.. Grid(18)], [.. R]).File.Write(file);
        WriteManifest(library, [StructureLibrary.TrainingFile, StructureLibrary.ValidationFile, StructureLibrary.ReferenceFile]);
        using (FileStream manifest = File.OpenRead(Path.Combine(library, LibraryManifest.FileName)))
            s_decomposition ??= DecompositionManifest.Make(StructureLibrary.Load(library), LibraryManifest.Sha256(manifest), new() { EdgeEnergy = 7112 }, 20); // the same each time
        using (FileStream file = File.Create(Path.Combine(folder, DecompositionManifest.FileName))) s_decomposition.Write(file);
        return folder;
    }

    /// <summary>Writes µ(E) of a foil as two columns.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="s02">Its amplitude.</param>
    /// <param name="deltaE0">By how much the theory begins above its edge, eV.</param>
    /// <param name="edge">Where µ rises, eV.</param>
    /// <param name="chi">χ of the wavenumber above the theory's beginning; null: <see cref="Chi"/>.</param>
    /// <param name="end">Last energy, relative to the edge, eV.</param>
    public static string WriteFoil(string path, double s02 = 0.8, double deltaE0 = 6, double edge = 7112, Func<double, double>? chi = null, double end = 800)
    {
        var lines = new List<string> { "# energy_ev mu" };
        for (double e = -150; e <= end; e += e is > -20 and < 40 ? 0.5 : 2)
        {
            var step = 0.5 + (Math.Atan(e / 0.8) / Math.PI);
            var k = Math.Sqrt(Math.Max(0, e - deltaE0) * Wavenumber.KSquaredPerEnergy);
            var fine = s02 * (chi ?? Chi)(k) * (1 - Math.Exp(-Math.Pow(k / 2, 4)));
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{edge + e:F2} {0.3 + (1.2 * step * (1 + fine)) - (1e-4 * e):F8}"));
        }

        File.WriteAllLines(path, lines);
        return path;
    }

    /// <summary>Runs that were dropped leave a gap in their indices.</summary>
    private const int FirstRun = 4;

    private static ImmutableArray<double> R => [.. Enumerable.Range(0, 326).Select(i => 1.5 + (0.02 * i))];

    private static StructureSample Sample(ImmutableArray<double> k, double temperature, int phase, LibrarySplit split)
    {
        var (stretch, width) = (1 + (0.02 * phase), 0.005 * (1 + (temperature / 300)));
        return new()
        {
            Chi = [.. k.Select(at => Chi(at * stretch))],
            ChiGeneric = [.. k.Select(_ => 0.0)],
            NeighboursPerAngstrom = [.. R.Select(r => 8 / Math.Sqrt(2 * Math.PI * width) * Math.Exp(-Math.Pow(r - (2.48 * stretch), 2) / (2 * width)))],
            Run = FirstRun + phase,
            Potential = split == LibrarySplit.Validation ? 1 : 0,
            Phase = phase,
            Split = split,
            TemperatureKelvin = temperature,
            Lattice = 2.87 * stretch,
            Density = 0.085 / stretch,
            Within32 = 14 - phase,
            Shells = [8, 2.48 * stretch, width, 0, 6, 2.87 * stretch, width, 0, 12, 4.05, phase == 2 ? double.NaN : width, 0],
            LocalStructure = [0, 0, 0, 1, 0],
            Frames = 8,
            Scale = 1,
            DisplacementFactor = 1,
            Disorder = 0,
        };
    }

    private static void WriteManifest(string folder, string[] files)
    {
        var manifest = new LibraryManifest
        {
            Format = LibraryManifest.CurrentFormat,
            Element = "Fe",
            Edge = "K",
            Seed = 1,
            ConfigSha256 = "",
            Programs = ImmutableSortedDictionary<string, string>.Empty,
            Phases = ["bcc", "fcc", "liquid"],
            Potentials = [new("eam", "none"), new("bop", "none")],
            Runs = [.. new[] { "bcc", "fcc", "liquid" }.Select((phase, i) => new LibraryRun($"{phase}-1", "training", phase, "eam", 300, 128, 6, "", FirstRun + i))],
            Dropped = [],
            Counts = [],
            Files = files.ToImmutableSortedDictionary(name => name, name => Entry(Path.Combine(folder, name))),
            Made = new(DateTimeOffset.UnixEpoch, "nowhere", []),
        };
        using FileStream stream = File.Create(Path.Combine(folder, LibraryManifest.FileName));
        manifest.Write(stream);
    }

    private static LibraryFile Entry(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return new(LibraryManifest.Sha256(stream), stream.Length);
    }
}
