using System.Collections.Immutable;

namespace Exafs.Adapters.Streams.Xspress;

/// <summary>The frames of one acquisition, held until every element has said both its counts and its dead time.</summary>
/// <remarks>Each process sends its frames in order, so a frame that is whole says that those before it are whole or lost.</remarks>
internal sealed class FluorescenceAcquisition
{
    private readonly SortedDictionary<long, double[]> _rows = [];
    private readonly long[] _counts, _factors;
    private readonly int[] _columns;

    /// <param name="id">Its id.</param>
    /// <param name="channels">The elements that are waited for, ascending.</param>
    public FluorescenceAcquisition(string id, ImmutableArray<int> channels)
    {
        (Id, Channels) = (id, channels);
        (_counts, _factors) = (new long[channels.Length], new long[channels.Length]);
        _columns = new int[channels[^1] + 1];
        Array.Fill(_columns, -1);
        for (int i = 0; i < channels.Length; i++)
            _columns[channels[i]] = i;
    }

    public string Id { get; }

    public ImmutableArray<int> Channels { get; }

    /// <summary>Numbers held.</summary>
    public long Values => (long)_rows.Count * Channels.Length * 2;

    /// <summary>The scan of it that grows; -1: none.</summary>
    public long Scan { get; set; } = -1;

    /// <summary>Whether the block goes on where its elements stopped; else it is of another acquisition of the same id.</summary>
    public bool Continues(in FluorescenceBlock block)
    {
        for (int c = 0; c < block.Channels; c++)
        {
            if (Column(block.FirstChannel + c) is var column and >= 0
                && ((block.Counts.Length > 0 && block.FirstFrame < _counts[column]) || (block.Factors.Length > 0 && block.FirstFrame < _factors[column])))
                return false;
        }

        return true;
    }

    /// <summary>Takes what of the block is waited for; false: it has other elements too.</summary>
    public bool Add(in FluorescenceBlock block)
    {
        bool isAwaited = true;
        for (int c = 0; c < block.Channels; c++)
        {
            int column = Column(block.FirstChannel + c);
            if (column < 0)
            {
                isAwaited = false;
                continue;
            }

            if (block.Counts.Length > 0)
            {
                Fill(block, block.Counts, c, 2 * column);
                _counts[column] = block.End;
            }

            if (block.Factors.Length > 0)
            {
                Fill(block, block.Factors, c, (2 * column) + 1);
                _factors[column] = block.End;
            }
        }

        return isAwaited;
    }

    /// <summary>The next frame that is whole: counts and factor of each element; those before it that are not are lost.</summary>
    public bool TryNext(out long frame, out double[] row)
    {
        long heard = Math.Min(_counts.Min(), _factors.Min());
        while (First() is (var first, { } held))
        {
            bool isWhole = IsWhole(held);
            if (!isWhole && first >= heard)
                break;
            _rows.Remove(first);
            if (!isWhole)
                continue;
            (frame, row) = (first, held);
            return true;
        }

        (frame, row) = (0, []);
        return false;
    }

    /// <summary>Gives up the oldest frames, since some element says nothing.</summary>
    public void Drop(long mostValues)
    {
        while (Values > mostValues && First() is (var first, { }))
            _rows.Remove(first);
    }

    private static bool IsWhole(double[] row)
    {
        foreach (double value in row)
        {
            if (double.IsNaN(value))
                return false;
        }

        return true;
    }

    private void Fill(in FluorescenceBlock block, double[] values, int channel, int at)
    {
        for (int f = 0; f < block.Frames; f++)
        {
            if (!_rows.TryGetValue(block.FirstFrame + f, out double[]? row))
            {
                _rows[block.FirstFrame + f] = row = new double[Channels.Length * 2];
                Array.Fill(row, double.NaN);
            }

            row[at] = values[(f * block.Channels) + channel];
        }
    }

    private int Column(int channel) => channel < _columns.Length ? _columns[channel] : -1;

    private (long Frame, double[]? Row) First()
    {
        foreach ((long frame, double[] row) in _rows)
            return (frame, row);
        return (0, null);
    }
}
