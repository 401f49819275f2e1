using System.Collections.Immutable;

namespace Exafs.Signal;

/// <summary>The energies that all scans of a run are rebinned to, up and down alike, as bins of the Bragg angle.</summary>
/// <remarks>
/// Around an edge: the three regions of <see cref="RebinGrid"/>, but laid from E0 outwards, so that no end of a scan moves them. Without an edge: uniform in angle, on multiples of the step.
/// The bin of an angle is looked up in a table of equal cells; no sine is taken for a sample.
/// </remarks>
public sealed class QuickGrid
{
    // Farther than scans reach: k = 32 Å⁻¹.
    private const double FarthestBelow = 1500, FarthestAbove = 4000;

    // Around the first angle, where the grid is uniform in angle, eV.
    private const double HalfWindow = 3000, DefaultStep = 0.5;

    private const int FewestBins = 500, MostBins = 50_000, LeastCells = 1 << 14;

    private readonly double[] _angles, _edges;
    private readonly int[] _cells;
    private readonly double _cellsPerDegree;

    private QuickGrid(double[] angles, double dSpacing, int cells)
    {
        int m = angles.Length;
        _angles = angles;
        _edges = new double[m + 1];
        for (int i = 1; i < m; i++) _edges[i] = (angles[i - 1] + angles[i]) / 2;
        _edges[0] = angles[0] - (_edges[1] - angles[0]);
        _edges[m] = angles[^1] + (angles[^1] - _edges[m - 1]);
        Energies = [.. Monochromator.Energies(angles, dSpacing)];

        _cells = new int[cells];
        _cellsPerDegree = cells / (_edges[m] - _edges[0]);
        for (int cell = 0, bin = 0; cell < cells; cell++)
        {
            double from = _edges[0] + (cell / _cellsPerDegree);
            while (bin + 1 < m && from >= _edges[bin + 1]) bin++;
            _cells[cell] = bin;
        }
    }

    /// <summary>Bragg angles of the bins, degree [m], ascending.</summary>
    public ReadOnlySpan<double> Angles => _angles;

    /// <summary>Their photon energies, eV [m], so descending.</summary>
    public ImmutableArray<double> Energies { get; }

    /// <summary>Three regions around an edge.</summary>
    /// <returns>Null where the crystal does not reach the edge.</returns>
    public static QuickGrid? Around(double e0, double dSpacing, RebinParameters parameters)
    {
        double least = Math.Max(e0 + (parameters.Pre1 ?? -FarthestBelow), 1.0001 * Monochromator.Energy(90, dSpacing));
        double most = e0 + (parameters.Exafs2 ?? FarthestAbove);
        double preStep = Step(parameters.PreStep), kStep = Step(parameters.ExafsKStep);
        double edgeStep = Step(parameters.XanesStep ?? (0.05 * Math.Max(1, (int)(e0 / 1250))));
        double exafs1 = Math.Max(parameters.Exafs1, Math.Max(parameters.Pre2 + edgeStep, 1));
        if (!(least < e0 && e0 < most)) return null;

        List<double> energies = [];
        for (int i = 1; e0 + parameters.Pre2 - (i * preStep) is var energy && energy >= least && energies.Count < MostBins; i++) energies.Add(energy);
        energies.Reverse();
        int intervals = (int)Math.Clamp(Math.Round((exafs1 - parameters.Pre2) / edgeStep), 1, MostBins);
        for (int i = 0; i < intervals; i++) Add(e0 + parameters.Pre2 + (i * (exafs1 - parameters.Pre2) / intervals));
        double k1 = Wavenumber.FromEnergy(exafs1);
        for (int i = 0; e0 + Wavenumber.ToEnergy(k1 + (i * kStep)) is var energy && energy <= most && energies.Count < MostBins; i++) Add(energy);

        double[] angles = [.. energies.Select(energy => Monochromator.Angle(energy, dSpacing)).Reverse()];
        return angles.Length < 2 ? null : new QuickGrid(angles, dSpacing, Math.Max(LeastCells, angles.Length));

        void Add(double energy)
        {
            if (energy >= least && energy <= most) energies.Add(energy);
        }
    }

    /// <summary>Uniform in angle, around an angle that occurs.</summary>
    /// <param name="angle">Degree, above 0 and below 90.</param>
    /// <param name="dSpacing">Å.</param>
    /// <param name="step">Degree; null: about half an eV at that angle, rounded to 1, 2 or 5 of a decade.</param>
    public static QuickGrid Uniform(double angle, double dSpacing, double? step)
    {
        double energy = Monochromator.Energy(angle, dSpacing), highest = Monochromator.Angle(energy - HalfWindow, dSpacing);
        double from = Monochromator.Angle(energy + HalfWindow, dSpacing), to = energy > HalfWindow && highest < 90 ? highest : 90;
        double wanted = step is > 0 ? step.Value : Round(Math.Min(QuickTurns.Degrees(DefaultStep, angle, dSpacing), (to - from) / FewestBins));
        double width = Math.Clamp(wanted, (to - from) / MostBins, (to - from) / FewestBins);
        int first = (int)Math.Floor(from / width) + 1, last = (int)Math.Floor(to / width);
        double[] angles = [.. Enumerable.Range(first, last - first + 1).Select(i => i * width)];
        return new QuickGrid(angles, dSpacing, angles.Length);
    }

    /// <summary>The bin that an angle in degrees falls into; −1 outside of all.</summary>
    internal int Bin(double angle)
    {
        double at = (angle - _edges[0]) * _cellsPerDegree;
        if (!(at >= 0 && at < _cells.Length)) return -1;
        int bin = _cells[(int)at];
        while (bin < _angles.Length && angle >= _edges[bin + 1]) bin++;
        return bin < _angles.Length ? bin : -1;
    }

    /// <summary>Lower and upper end of a bin, degree.</summary>
    internal (double From, double To) Ends(int bin) => (_edges[bin], _edges[bin + 1]);

    private static double Step(double step) => Math.Max(Math.Abs(step), 1e-3);

    private static double Round(double step)
    {
        double decade = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return decade * (step / decade) switch { >= 5 => 5, >= 2 => 2, _ => 1 };
    }
}
