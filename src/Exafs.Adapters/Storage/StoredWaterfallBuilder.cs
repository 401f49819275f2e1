using System.Collections.Immutable;

namespace Exafs.Adapters.Storage;

/// <summary>Rows → a waterfall on the axes of the last row that has such.</summary>
internal sealed class StoredWaterfallBuilder(double origin, double rMax)
{
    private readonly List<(float Row, float Time, float Kelvin, long? ChiGrid, float[] Re, float[] Im, long? GGrid, float[] G)> _rows = [];

    public void Add(long row, float time, float kelvin, long? chiGrid, float[] re, float[] im, long? gGrid, float[] g) => _rows.Add((row, time, kelvin, chiGrid, re, im, gGrid, g));

    /// <param name="points">The points of a grid.</param>
    public StoredWaterfall Build(Func<long, ImmutableArray<double>> points)
    {
        long? chiGrid = _rows.LastOrDefault(row => row.ChiGrid is not null).ChiGrid, gGrid = _rows.LastOrDefault(row => row.GGrid is not null).GGrid;
        StoredAxis r = Axis(chiGrid, points), gr = Axis(gGrid, points);
        float[] chi = Filled(r), g = Filled(gr);
        for (int i = 0; i < _rows.Count; i++)
        {
            if (_rows[i] is { ChiGrid: not null } chiRow && chiRow.ChiGrid == chiGrid)
            {
                for (int j = 0; j < Math.Min(r.Count, chiRow.Re.Length); j++)
                    chi[(i * r.Count) + j] = float.Hypot(chiRow.Re[j], chiRow.Im[j]);
            }

            if (_rows[i] is { GGrid: not null } gRow && gRow.GGrid == gGrid)
                gRow.G.AsSpan(0, Math.Min(gr.Count, gRow.G.Length)).CopyTo(g.AsSpan(i * gr.Count));
        }

        return new(origin, [.. _rows.Select(row => row.Row)], [.. _rows.Select(row => row.Time)], [.. _rows.Select(row => row.Kelvin)], r, chi, gr, g);

        float[] Filled(StoredAxis axis) => [.. Enumerable.Repeat(float.NaN, _rows.Count * axis.Count)];
    }

    private StoredAxis Axis(long? grid, Func<long, ImmutableArray<double>> points)
    {
        if (grid is not { } id || points(id) is not { Length: > 1 } all)
            return default;
        return new(all[0], all[1] - all[0], all.Count(value => value <= rMax + 1e-9));
    }
}
