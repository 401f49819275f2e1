using System.Globalization;
using System.Text;
using Exafs.Lab.Programs;
using Exafs.Physics.Libraries;

namespace Exafs.Lab.Heat;

/// <summary>χ(k) of wüstite, FeO, at several temperatures: FEFF on the rock-salt crystal with a correlated Debye model. What iron turns into where it oxidises; no network has seen it.</summary>
/// <remarks>a = 4.307 Å at 293 K, linear expansion 1.2e-5/K, Debye temperature 417 K; paths of up to four legs and 6 Å. Vacancies of iron are left out.</remarks>
public static class OxideSpectra
{
    public const string FileName = "oxide.safetensors";

    /// <summary>By how much the edge of Fe²⁺ lies above the metal's, eV.</summary>
    public const double EdgeShift = 3;

    private const double Lattice = 4.307, Expansion = 1.2e-5, DebyeKelvin = 417, Radius = 6.5;
    private const int Points = 361;

    private static readonly double[] s_kelvin = [300, 600, 900, 1200, 1500];

    /// <summary>Makes the file in a folder.</summary>
    /// <exception cref="UsageException">FEFF is not installed, or what it says.</exception>
    public static void Make(string folder, Action<string> say, CancellationToken stopping)
    {
        var chi = new double[s_kelvin.Length * Points];
        for (var i = 0; i < s_kelvin.Length; i++)
        {
            say($"FEFF: FeO at {s_kelvin[i]} K");
            OfFeff(s_kelvin[i], stopping).CopyTo(chi.AsSpan(i * Points));
        }

        double[] k = [.. Enumerable.Range(0, Points).Select(i => 0.05 * i)];
        var file = Safetensors.Of(
            [StoredTensor.Doubles("k", k, Points), StoredTensor.Doubles("temperature_kelvin", s_kelvin, s_kelvin.Length), StoredTensor.Floats("chi", chi, s_kelvin.Length, Points)],
            [new("made", "exafs-lab heat --make-oxide: feff8l, FeO rock salt, a = 4.307 angstrom at 293 K, correlated Debye model 417 K, S02 1")]);
        Directory.CreateDirectory(folder);
        AtomicFile.Write(Path.Combine(folder, FileName), file.Write);
    }

    /// <summary>T, χ(k) at k = 0, 0.05, … 18 Å⁻¹; S0² = 1.</summary>
    /// <exception cref="UsageException">There is no such file, or it is none.</exception>
    public static IReadOnlyList<(double Kelvin, double[] Chi)> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var stream = File.OpenRead(path);
            var file = Safetensors.Read(stream);
            var kelvin = file["temperature_kelvin"].ToDoubles();
            var chi = file["chi"].Shaped(kelvin.Length, Points).ToDoubles();
            return [.. kelvin.Select((t, i) => (t, chi[(i * Points)..((i + 1) * Points)]))];
        }
        catch (Exception wrong) when (wrong is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: {wrong.Message}");
        }
    }

    private static double[] OfFeff(double kelvin, CancellationToken stopping)
    {
        var folder = Directory.CreateTempSubdirectory("exafs-feo-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "feff.inp"), Input(kelvin));
            foreach (var (program, leaves) in new[] { ("rdinp", "pot.json"), ("pot", "pot.pad"), ("xsph", "phase.pad"), ("pathfinder", "paths.dat"), ("genfmt", "feff.pad"), ("ff2x", "chi.dat") })
                FeffProgram.Run($"feff8l_{program}", folder, leaves, stopping);
            var rows = File.ReadLines(Path.Combine(folder, "chi.dat"))
                .Where(line => !line.StartsWith('#') && line.Trim().Length > 0)
                .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .ToDictionary(row => (int)Math.Round(double.Parse(row[0], CultureInfo.InvariantCulture) / 0.05), row => double.Parse(row[1], CultureInfo.InvariantCulture));
            return [.. Enumerable.Range(0, Points).Select(i => rows.GetValueOrDefault(i))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Input(double kelvin)
    {
        var half = Lattice * (1 + (Expansion * (kelvin - 293))) / 2;
        var text = new StringBuilder();
        text.AppendLine("TITLE FeO").AppendLine("EDGE K").AppendLine("S02 1").AppendLine("CONTROL 1 1 1 1 1 1").AppendLine("EXAFS 20").AppendLine("RPATH 6").AppendLine("NLEG 4");
        text.AppendLine(CultureInfo.InvariantCulture, $"DEBYE {kelvin} {DebyeKelvin}");
        text.AppendLine("POTENTIALS").AppendLine("0 26 Fe").AppendLine("1 26 Fe").AppendLine("2 8 O").AppendLine("ATOMS");
        var reach = (int)(Radius / half);
        foreach (var (x, y, z) in from x in Enumerable.Range(-reach, (2 * reach) + 1)
                                  from y in Enumerable.Range(-reach, (2 * reach) + 1)
                                  from z in Enumerable.Range(-reach, (2 * reach) + 1)
                                  where half * Math.Sqrt((x * x) + (y * y) + (z * z)) < Radius
                                  orderby (x * x) + (y * y) + (z * z)
                                  select (x, y, z))
        {
            var potential = (x, y, z) == (0, 0, 0) ? 0 : (x + y + z) % 2 == 0 ? 1 : 2;
            text.AppendLine(CultureInfo.InvariantCulture, $"{x * half:F6} {y * half:F6} {z * half:F6} {potential}");
        }

        return text.AppendLine("END").ToString();
    }
}
