using System.Globalization;
using System.Numerics;
using System.Text;
using Exafs.Lab.Programs;
using Exafs.Physics.Scattering;
using Vector = Exafs.Physics.Structures.Vector;

namespace Exafs.SystemTests.Physics;

/// <summary>FEFF's own curved-wave amplitudes of paths given by hand: paths.dat and phase.pad to feff8l_genfmt, feff.pad back, in full precision.</summary>
internal static class FeffPaths
{
    private const double Bohr = 0.52917721067;

    /// <summary>χ̃ at the k of the data [path][n].</summary>
    /// <param name="folder">With phase.pad, global.json and genfmt.json.</param>
    /// <param name="data">Of that phase.pad.</param>
    /// <param name="paths">Atoms between absorber and absorber, Å.</param>
    public static Complex[][] Evaluate(string folder, ScatteringData data, IReadOnlyList<Vector[]> paths)
    {
        File.WriteAllText(Path.Combine(folder, "paths.dat"), PathsFile(paths));
        FeffProgram.Run("feff8l_genfmt", folder, "feff.pad", default);
        using var file = File.OpenText(Path.Combine(folder, "feff.pad"));
        var pad = new PadReader(file);
        pad.Line();
        var energies = (int)pad.Fields(2, 3)[1];
        pad.Line();
        pad.Line();
        pad.Complexes(energies); // central phase
        pad.Complexes(energies); // p
        pad.Doubles(energies); // k, in single precision
        return [.. paths.Select(path => Next(pad, energies, data, path.Length + 1))];
    }

    private static Complex[] Next(PadReader pad, int energies, ScatteringData data, int legs)
    {
        Assert.Equal(legs, (int)pad.Fields(2, 2)[1]);
        pad.Doubles(3 * legs); // atoms
        pad.Doubles(legs); // β
        pad.Doubles(legs); // η
        var length = pad.Doubles(legs).Sum() * Bohr;
        var (magnitude, phase) = (pad.Doubles(energies), pad.Doubles(energies));
        return [.. Enumerable.Range(0, data.K.Length).Select(n => Complex.FromPolarCoordinates(magnitude[n], phase[n] + (data.K[n] * length)))];
    }

    private static string PathsFile(IReadOnlyList<Vector[]> paths)
    {
        var text = new StringBuilder("by hand\n " + new string('-', 71) + "\n");
        for (var path = 0; path < paths.Count; path++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{path + 1} {paths[path].Length + 1} 1.000 index, nleg, degeneracy, r= 1.0\n x y z ipot label rleg beta eta\n");
            foreach (var atom in paths[path].Append(default))
                text.Append(CultureInfo.InvariantCulture, $"{atom.X:F14} {atom.Y:F14} {atom.Z:F14} {(atom == default ? 0 : 1)} 'Fe    ' 1.0 0.0 0.0\n");
        }

        return text.ToString();
    }
}
