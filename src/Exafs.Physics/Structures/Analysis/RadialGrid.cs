using System.Collections.Immutable;

namespace Exafs.Physics.Structures;

/// <summary>Distances R = <paramref name="Start"/> + i·<paramref name="Step"/>, Å; a bin reaches half a step to either side of its R.</summary>
public readonly record struct RadialGrid(double Start, double Step, int Count)
{
    /// <summary>Å [n].</summary>
    public ImmutableArray<double> R
    {
        get
        {
            RadialGrid grid = this;
            return [.. Enumerable.Range(0, Count).Select(i => grid.Start + (i * grid.Step))];
        }
    }

    /// <summary>Where the first bin begins, Å.</summary>
    public double Lower => Start - (Step / 2);

    /// <summary>Where the last bin ends, Å.</summary>
    public double Upper => Lower + (Count * Step);

    public double At(int index) => Start + (index * Step);

    /// <summary>Both ends included, as far as the step meets the last.</summary>
    public static RadialGrid Between(double first, double last, double step)
    {
        var grid = new RadialGrid(first, step, step > 0 ? (int)Math.Round((last - first) / step) + 1 : 0);
        grid.Check();
        return grid;
    }

    internal void Check()
    {
        if (!(Step > 0) || Count < 1 || !(Lower >= 0) || !double.IsFinite(Upper))
            throw new ArgumentException($"{Count} distances from {Start} Å in steps of {Step} Å are no grid: bins lie above zero");
    }
}
