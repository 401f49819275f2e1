using System.Collections.Immutable;

namespace Exafs.Physics.Structures;

/// <summary>How many neighbours an atom has at which distance: dN/dR, Å⁻¹ [n], and g(R) [n].</summary>
/// <param name="Grid">The distances R.</param>
/// <param name="NeighboursPerAngstrom">Mean over all atoms of all frames; the sum over bins times the step is the coordination number. [n]</param>
/// <param name="NumberDensity">Neighbouring atoms per Å³; NaN where the box does not repeat on all sides.</param>
public sealed record PairDistribution(RadialGrid Grid, ImmutableArray<double> NeighboursPerAngstrom, double NumberDensity)
{
    /// <summary>g(R) [n]: neighbours over those of as many atoms evenly spread, 4π/3 (R₊³ − R₋³) ρ in the bin from R₋ to R₊.</summary>
    public ImmutableArray<double> G => [.. NeighboursPerAngstrom.Select((n, i) => n * Grid.Step / (NumberDensity * ShellVolume(i)))];

    /// <summary>Of all atoms, or of the neighbours of one element around the atoms of another.</summary>
    public static PairDistribution Of(IReadOnlyList<AtomicStructure> frames, RadialGrid grid, int? centre = null, int? neighbour = null)
    {
        grid.Check();
        if (frames.Count == 0) throw new ArgumentException("no frames, no neighbours");
        var counts = new long[grid.Count];
        var found = new List<Neighbour>();
        long centres = 0;
        double density = 0;
        foreach (AtomicStructure frame in frames)
        {
            var bins = CellBins.Of(frame, grid.Upper);
            long here = 0, neighbours = 0;
            for (var atom = 0; atom < frame.Count; atom++)
            {
                if (neighbour is null || frame.AtomicNumbers[atom] == neighbour) neighbours++;
                if (centre is not null && frame.AtomicNumbers[atom] != centre) continue;
                here++;
                found.Clear();
                bins.Search(atom, grid.Upper, found);
                foreach (Neighbour other in found)
                {
                    if (other.Distance < grid.Lower || (neighbour is not null && frame.AtomicNumbers[other.Atom] != neighbour)) continue;
                    counts[Math.Min((int)((other.Distance - grid.Lower) / grid.Step), grid.Count - 1)]++;
                }
            }

            Cell cell = frame.Cell;
            centres += here;
            density += cell is { PeriodicA: true, PeriodicB: true, PeriodicC: true } ? here * (neighbours / cell.Volume) : double.NaN;
        }

        if (centres == 0) throw new ArgumentException($"no atoms of element {centre}");
        return new(grid, [.. counts.Select(count => count / (centres * grid.Step))], density / centres);
    }

    /// <summary>Neighbours from <paramref name="from"/> to <paramref name="to"/>, Å; of a bin that is cut, its share.</summary>
    public double CoordinationNumber(double from, double to) =>
        Enumerable.Range(0, Grid.Count).Sum(i => NeighboursPerAngstrom[i] * Overlap(i, from, to));

    /// <summary>How much of a bin lies between two distances, Å.</summary>
    internal double Overlap(int index, double from, double to)
    {
        var lower = Grid.Lower + (index * Grid.Step);
        return Math.Max(0, Math.Min(to, lower + Grid.Step) - Math.Max(from, lower));
    }

    private double ShellVolume(int index)
    {
        var lower = Grid.Lower + (index * Grid.Step);
        return 4 * Math.PI / 3 * (Math.Pow(lower + Grid.Step, 3) - Math.Pow(lower, 3));
    }
}
