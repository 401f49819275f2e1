namespace Exafs.Signal;

/// <summary>Sums over the samples of each bin: their number, how far from the bin's angle they are, and every channel. Samples themselves are not kept.</summary>
internal sealed class QuickBins
{
    private const int Moments = 3;

    private readonly QuickGrid _grid;
    private readonly double[] _sums, _run;
    private readonly int _stride;
    private double _level;
    private long _blocks, _levels;

    public QuickBins(QuickGrid grid, int channels)
    {
        _grid = grid;
        Channels = channels;
        _stride = Moments + channels;
        _sums = new double[grid.Angles.Length * _stride];
        _run = new double[channels];
    }

    public int Channels { get; }

    /// <summary>First and last bin that has samples; First > Last: none has.</summary>
    public int First { get; private set; } = int.MaxValue;

    public int Last { get; private set; } = -1;

    public long Samples { get; private set; }

    public bool IsEmpty => _blocks == 0;

    /// <summary>Mean, over the blocks that have it, of what goes along with the samples, such as the sample's temperature; NaN: nothing does.</summary>
    public double Level => _levels > 0 ? _level : double.NaN;

    /// <summary>Samples of a bin.</summary>
    public double Count(int bin) => _sums[bin * _stride];

    /// <summary>Mean distance from the bin's angle, degree, and the mean square around it.</summary>
    public (double Mean, double Variance) Position(int bin)
    {
        ReadOnlySpan<double> sums = _sums.AsSpan(bin * _stride, Moments);
        double mean = sums[1] / sums[0];
        return (mean, Math.Max(0, (sums[2] / sums[0]) - (mean * mean)));
    }

    /// <summary>Mean of a channel over a bin.</summary>
    public double Mean(int bin, int channel) => _sums[(bin * _stride) + Moments + channel] / _sums[bin * _stride];

    /// <summary>One block of samples.</summary>
    /// <param name="angle">Degree [n].</param>
    /// <param name="columns">Channels, each with [n] values from the index <paramref name="from"/> on.</param>
    /// <param name="from">Where the block begins in the columns.</param>
    /// <param name="level">See <see cref="Level"/>.</param>
    public void Add(ReadOnlySpan<double> angle, ReadOnlySpan<double[]> columns, int from, double level)
    {
        _blocks++;
        if (double.IsFinite(level)) _level += (level - _level) / ++_levels;
        for (int i = 0; i < angle.Length;)
        {
            int bin = _grid.Bin(angle[i]), start = i++;
            if (bin < 0) continue;
            (double low, double high) = _grid.Ends(bin);
            while (i < angle.Length && angle[i] >= low && angle[i] < high) i++;
            AddRun(bin, angle[start..i], columns, from + start);
        }
    }

    /// <summary>What another one has, too; it is empty then.</summary>
    public void TakeFrom(QuickBins other)
    {
        if (other.IsEmpty) return;
        _blocks += other._blocks;
        _levels += other._levels;
        if (other._levels > 0) _level += (other._level - _level) * ((double)other._levels / _levels);
        Samples += other.Samples;
        if (other.Last >= 0)
        {
            (First, Last) = (Math.Min(First, other.First), Math.Max(Last, other.Last));
            Span<double> mine = Touched(other.First, other.Last), theirs = other.Touched(other.First, other.Last);
            for (int i = 0; i < mine.Length; i++) mine[i] += theirs[i];
        }

        other.Clear();
    }

    public void Clear()
    {
        if (Last >= 0) Touched(First, Last).Clear();
        (First, Last, Samples, _blocks, _levels, _level) = (int.MaxValue, -1, 0, 0, 0, 0);
    }

    private Span<double> Touched(int first, int last) => _sums.AsSpan(first * _stride, (last - first + 1) * _stride);

    private void AddRun(int bin, ReadOnlySpan<double> angle, ReadOnlySpan<double[]> columns, int from)
    {
        double finite = 0;
        for (int c = 0; c < columns.Length; c++)
        {
            // In the order of the samples, whatever the machine: the same scan has the same bits everywhere.
            double sum = 0;
            foreach (double value in columns[c].AsSpan(from, angle.Length)) sum += value;
            finite += _run[c] = sum;
        }

        if (!double.IsFinite(finite))
        {
            // A sample that is no number in one channel does not count in any.
            for (int i = 0; i < angle.Length && angle.Length > 1; i++) AddRun(bin, angle.Slice(i, 1), columns, from + i);
            return;
        }

        double nominal = _grid.Angles[bin], first = 0, second = 0;
        foreach (double a in angle)
        {
            double t = a - nominal;
            first += t;
            second += t * t;
        }

        Span<double> sums = _sums.AsSpan(bin * _stride, _stride);
        sums[0] += angle.Length;
        sums[1] += first;
        sums[2] += second;
        for (int c = 0; c < columns.Length; c++) sums[Moments + c] += _run[c];
        Samples += angle.Length;
        (First, Last) = (Math.Min(First, bin), Math.Max(Last, bin));
    }
}
