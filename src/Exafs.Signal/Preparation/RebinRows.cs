namespace Exafs.Signal;

/// <summary>Makes the rows of a <see cref="RebinPlan"/>, from the lowest nominal energy to the highest: which points of the scan count, and how much.</summary>
internal ref struct RebinRows(ReadOnlySpan<double> energy, ReadOnlySpan<double> grid, RebinMethod method)
{
    private readonly ReadOnlySpan<double> _energy = energy;
    private readonly ReadOnlySpan<double> _grid = grid;
    private int _next;

    /// <summary>Weights of all rows so far.</summary>
    public List<double> Weights { get; } = [];

    /// <summary>Adds row i with the points between the middles to its neighbours; returns the first point.</summary>
    public int AddBetweenMiddleEnergies(int i)
    {
        double from = i > 0 ? (_grid[i - 1] + _grid[i]) / 2 : _grid.Length > 1 ? _grid[0] - ((_grid[1] - _grid[0]) / 2) : double.NegativeInfinity;
        double to = i + 1 < _grid.Length ? (_grid[i] + _grid[i + 1]) / 2 : _grid.Length > 1 ? _grid[i] + ((_grid[i] - _grid[i - 1]) / 2) : double.PositiveInfinity;
        while (_next < _energy.Length && _energy[_next] < from) _next++;
        int first = _next;
        while (_next < _energy.Length && _energy[_next] < to) _next++;

        // The first nominal energy is the first point, but for the rounding of E0 + (E − E0).
        double at = Math.Abs(_grid[i] - _energy[0]) < 1e-6 ? Math.Max(_grid[i], _energy[0]) : _grid[i];
        return Reaches(first, _next, at) ? AddBin(first, _next, at) : AddInterpolation(0, _energy.Length, at);
    }

    /// <summary>Adds row i with the points that Larch takes; returns the first point.</summary>
    public int AddLarch(int i, Compatibility compatibility)
    {
        bool newer = compatibility == Compatibility.Larch2026_3_1;
        int n = _energy.Length, first = i == 0 && newer ? IndexOf(_grid[0] - 5) : _next;
        int end = i == _grid.Length - 1 ? n - 1 : (IndexOf(_grid[i]) + IndexOf(_grid[i + 1]) + 1) / 2;
        _next = end;
        if (end - first >= 3) return AddBin(first, end, _grid[i]);

        int extended = end + 1;
        if (extended - first < (newer ? 3 : 2)) extended++;
        int begin = AddInterpolation(first, Math.Min(n, extended), _grid[i]);
        return begin >= 0 || !newer ? begin : AddInterpolation(Math.Max(0, first - 1), Math.Min(n, extended + 1), _grid[i]);
    }

    /// <summary>Whether the least-squares line through the points, or their mean, is at the energy no noisier than one point is.</summary>
    private readonly bool Reaches(int first, int end, double at)
    {
        if (end - first < 2) return false;
        if (method != RebinMethod.Line) return true;
        (double mean, double spread) = MeanAndSpread(first, end);
        return (at - mean) * (at - mean) <= spread * (1 - (1.0 / (end - first)));
    }

    private readonly int AddBin(int first, int end, double at)
    {
        double share = 1.0 / (end - first);
        (double mean, double spread) = MeanAndSpread(first, end);
        for (int j = first; j < end; j++)
        {
            Weights.Add(method switch
            {
                RebinMethod.Boxcar => share,
                RebinMethod.Centroid => share * _energy[j] / mean,
                _ => share + (spread > 0 ? (at - mean) * (_energy[j] - mean) / spread : 0),
            });
        }

        return first;
    }

    /// <summary>Mean of the energies of some points, and the sum of their squared distances from it.</summary>
    private readonly (double Mean, double Spread) MeanAndSpread(int first, int end)
    {
        double mean = 0, spread = 0;
        for (int j = first; j < end; j++) mean += _energy[j] - _energy[first];
        mean = _energy[first] + (mean / (end - first));
        for (int j = first; j < end; j++) spread += (_energy[j] - mean) * (_energy[j] - mean);
        return (mean, spread);
    }

    /// <summary>Adds straight interpolation between two of the points; without a row, and −1, where the energy lies outside of them.</summary>
    private readonly int AddInterpolation(int first, int end, double at)
    {
        if (end <= first || !(_energy[first] <= at && at <= _energy[end - 1])) return -1;
        int above = first;
        while (above < end && _energy[above] <= at) above++;
        int below = above - 1;
        double part = above < end ? (at - _energy[below]) / (_energy[above] - _energy[below]) : 0;
        Weights.Add(1 - part);
        if (part > 0) Weights.Add(part);
        return below;
    }

    private readonly int IndexOf(double value)
    {
        int low = 0, high = _energy.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_energy[middle] <= value) low = middle + 1;
            else high = middle;
        }

        return Math.Max(0, low - 1);
    }
}
