using System.Collections.Immutable;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Targets;

/// <summary>Numbers about a structure that a network gives beside the radial distribution; NaN where a structure has none, as a liquid has no shells.</summary>
public static class Quantities
{
    /// <summary>Shells, and N, R, σ², C3 of each.</summary>
    public const int Shells = StructureSet.ShellCount, ShellValues = StructureSet.ShellValues;

    /// <summary>Where they stand; N of shell s, from 0, is at <see cref="FirstShell"/> + 4s.</summary>
    public const int Within32 = 0, Density = 1, FirstShell = 2;

    public const int Count = FirstShell + (Shells * ShellValues);

    /// <summary>In order [14].</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "n_within_3_2", "density_per_angstrom3",
        .. Enumerable.Range(1, Shells).SelectMany(shell => new[] { $"n{shell}", $"r{shell}_angstrom", $"sigma2_{shell}_angstrom2", $"c3_{shell}_angstrom3" }),
    ];

    /// <summary>Of every structure, row after row [n, 14].</summary>
    public static double[] Of(StructureSet set)
    {
        var (within, density) = (set.Label("n_within_3_2"), set.Label("density_per_angstrom3"));
        ReadOnlySpan<float> shells = set.Shells.As<float>();
        var all = new double[set.Count * Count];
        for (var i = 0; i < set.Count; i++)
        {
            var row = all.AsSpan(i * Count, Count);
            (row[Within32], row[Density]) = (within[i], density[i]);
            for (var j = 0; j < Shells * ShellValues; j++) row[FirstShell + j] = shells[(i * Shells * ShellValues) + j];
        }

        return all;
    }

    /// <summary>Of a mixture: means over its atoms. A shell of it is all its parts' shells of that number as one distribution, so that moments add exactly.</summary>
    /// <param name="parts">Of each part, row after row [p, 14].</param>
    /// <param name="weights">Parts of the atoms; they add to 1 [p].</param>
    /// <param name="mixture">Result [14].</param>
    public static void Mix(ReadOnlySpan<double> parts, ReadOnlySpan<double> weights, Span<double> mixture)
    {
        mixture[..Count].Clear();
        for (var p = 0; p < weights.Length; p++)
        {
            mixture[Within32] += weights[p] * parts[(p * Count) + Within32];
            // Volumes add, of so many atoms each.
            mixture[Density] += weights[p] / parts[(p * Count) + Density];
        }

        mixture[Density] = 1 / mixture[Density];
        for (var shell = FirstShell; shell < Count; shell += ShellValues) MixShell(parts[shell..], weights, mixture.Slice(shell, ShellValues));
    }

    /// <summary>Central moments of a sum of distributions: σ² = ⟨σ²ᵢ + dᵢ²⟩, C3 = ⟨C3ᵢ + 3σ²ᵢdᵢ + dᵢ³⟩, d = Rᵢ − R.</summary>
    private static void MixShell(ReadOnlySpan<double> parts, ReadOnlySpan<double> weights, Span<double> shell)
    {
        for (var p = 0; p < weights.Length; p++)
        {
            var neighbours = weights[p] * parts[p * Count];
            shell[0] += neighbours;
            shell[1] += neighbours * parts[(p * Count) + 1];
        }

        shell[1] /= shell[0];
        for (var p = 0; p < weights.Length; p++)
        {
            ReadOnlySpan<double> part = parts.Slice(p * Count, ShellValues);
            var (share, d) = (weights[p] * part[0] / shell[0], part[1] - shell[1]);
            shell[2] += share * (part[2] + (d * d));
            shell[3] += share * (part[3] + (3 * part[2] * d) + (d * d * d));
        }
    }
}
