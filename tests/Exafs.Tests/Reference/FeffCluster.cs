using System.Globalization;
using System.Text;
using Exafs.Lab.Programs;
using Exafs.Physics.Scattering;
using Exafs.Physics.Structures;
using MathNet.Numerics.Interpolation;

namespace Exafs.Tests.Reference;

/// <summary>FEFF's own EXAFS of one absorber: every path of up to four legs that its pathfinder finds, with phase shifts that are there already.</summary>
/// <param name="K">3 to 13 Å⁻¹ [m].</param>
/// <param name="Chi">χ of single scattering, triangles, generic paths [3][m].</param>
/// <param name="Printed">χ of chi.dat [m].</param>
/// <param name="Paths">How many, degenerate ones counted as often as they are.</param>
/// <param name="Seconds">Of the processor, for input, paths, amplitudes and sum.</param>
public sealed record FeffCluster(double[] K, double[][] Chi, double[] Printed, int Paths, double Seconds)
{
    private const double Bohr = 0.52917721067;

    /// <param name="structure">Of one element.</param>
    /// <param name="absorber">Which atom.</param>
    /// <param name="halfLength">FEFF's RPATH, Å.</param>
    /// <param name="folder">With the phase.pad and xsect.json of <paramref name="data"/>.</param>
    /// <param name="data">The phase shifts.</param>
    public static FeffCluster Around(AtomicStructure structure, int absorber, double halfLength, string folder, ScatteringData data)
    {
        File.WriteAllText(Path.Combine(folder, "feff.inp"), Input(structure, absorber, halfLength));
        var before = ProgramSeconds();
        FeffProgram.Run("feff8l_rdinp", folder, "path.json", default);
        FeffProgram.Run("feff8l_pathfinder", folder, "paths.dat", default); // stops after it has written more than 1200 paths, which is fine
        FeffProgram.Run("feff8l_genfmt", folder, "feff.pad", default);
        FeffProgram.Run("feff8l_ff2x", folder, "chi.dat", default);
        var seconds = ProgramSeconds() - before;

        // chi.dat: k, χ, from the line after the heading on.
        var printed = File.ReadLines(Path.Combine(folder, "chi.dat"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => Array.ConvertAll(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2], number => double.Parse(number, CultureInfo.InvariantCulture)))
            .Where(row => row[0] is > 2.999 and < 13.001)
            .ToArray();
        double[] k = [.. printed.Select(row => row[0])];
        var chi = new[] { new double[k.Length], new double[k.Length], new double[k.Length] };
        using var file = File.OpenText(Path.Combine(folder, "feff.pad"));
        var pad = new PadReader(file);
        pad.Line();
        var energies = (int)pad.Fields(2, 3)[1];
        pad.Line();
        pad.Line();
        pad.Complexes(energies); // central phase
        pad.Complexes(energies); // p
        pad.Doubles(energies); // k
        var paths = 0;
        while (file.Peek() >= 0)
            paths += AddPath(pad, energies, data, k, chi);
        return new(k, chi, [.. printed.Select(row => row[1])], paths, seconds);
    }

    /// <summary>Deviation of k²χ, rms of 3 to 13 Å⁻¹ over that of <paramref name="whole"/>.</summary>
    public double Deviation(ReadOnlySpan<double> chi, IReadOnlyList<double> expected, IReadOnlyList<double> whole)
    {
        double deviation = 0, size = 0;
        for (var m = 0; m < K.Length; m++)
        {
            var k4 = Math.Pow(K[m], 4);
            deviation += k4 * Math.Pow(chi[(int)Math.Round(K[m] / 0.05)] - expected[m], 2);
            size += k4 * whole[m] * whole[m];
        }

        return Math.Sqrt(deviation / size);
    }

    /// <summary>Magnitude and phase of a path are interpolated in k by splines; FEFF itself joins them by straight lines, over as much as 1 Å⁻¹.</summary>
    private static int AddPath(PadReader pad, int energies, ScatteringData data, double[] k, double[][] chi)
    {
        var head = pad.Fields(2, 5);
        var (legs, degeneracy) = ((int)head[1], head[2]);
        var atoms = pad.Doubles(3 * legs);
        pad.Doubles(legs); // β
        pad.Doubles(legs); // η
        var length = pad.Doubles(legs).Sum() * Bohr;
        var count = data.K.Length;
        var magnitude = CubicSpline.InterpolateNatural(data.K, pad.Doubles(energies).Take(count));
        double[] phases = pad.Doubles(energies)[..count];
        for (var n = 1; n < count; n++)
            phases[n] -= 2 * Math.PI * Math.Round((phases[n] - phases[n - 1]) / (2 * Math.PI));
        var phase = CubicSpline.InterpolateNatural(data.K, phases);
        var sum = chi[legs == 2 ? 0 : legs == 3 || Same(0, 2) || Same(1, 3) ? 1 : 2];
        for (var m = 0; m < k.Length; m++)
            sum[m] += degeneracy * magnitude.Interpolate(k[m]) * Math.Sin((k[m] * length) + phase.Interpolate(k[m]));
        return (int)Math.Round(degeneracy);

        bool Same(int a, int b) => Enumerable.Range(0, 3).All(axis => Math.Abs(atoms[(3 * a) + axis] - atoms[(3 * b) + axis]) < 1e-4);
    }

    /// <summary>Processor time of the programs that this process has run, from /proc: its fields 16 and 17, in hundredths of a second; the second field ends with a bracket.</summary>
    private static double ProgramSeconds()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }

    private static string Input(AtomicStructure structure, int absorber, double halfLength)
    {
        var (z, symbol) = (structure.AtomicNumbers[absorber], Elements.SymbolOf(structure.AtomicNumbers[absorber]));
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture,
            $"TITLE cluster\nEDGE K\nS02 1\nCONTROL 1 1 1 1 1 1\nPRINT 1 0 0 0 0 0\nNLEG 4\nRPATH {halfLength}\nCRITERIA 0 0\nPOTENTIALS\n0 {z} {symbol}\n1 {z} {symbol}\nATOMS\n0 0 0 0\n"));
        foreach (var neighbour in NeighbourList.Of(structure, halfLength + 0.1).Of(absorber))
            text.Append(CultureInfo.InvariantCulture, $"{neighbour.Displacement.X:F10} {neighbour.Displacement.Y:F10} {neighbour.Displacement.Z:F10} 1\n");
        return text.Append("END\n").ToString();
    }
}
