using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Physics.Experiment;

/// <summary>Which energies a scan takes, and for how long each.</summary>
public abstract record EnergyGrid
{
    /// <summary>Dead time after each reading, s.</summary>
    public virtual double Settling => 0;

    /// <summary>The readings in the order of acquisition.</summary>
    /// <param name="e0">Tabulated edge, eV.</param>
    /// <param name="direction">Down reverses the energies.</param>
    public ImmutableArray<GridPoint> Sweep(double e0, ScanDirection direction)
    {
        var points = Ascending(e0);
        if (direction == ScanDirection.Down)
            Array.Reverse(points);
        var sweep = ImmutableArray.CreateBuilder<GridPoint>(points.Length);
        var time = 0.0;
        foreach (var (energy, dwell) in points)
        {
            sweep.Add(new(energy, time + (dwell / 2), dwell, dwell + Settling));
            time += dwell + Settling;
        }

        return sweep.MoveToImmutable();
    }

    /// <summary>Energies, eV, ascending, and dwell times, s [n].</summary>
    protected abstract (double Energy, double Dwell)[] Ascending(double e0);
}
