namespace Exafs.Adapters.SlowValues;

/// <summary>Readings of one channel in the order of their times, in whatever order they come; when it is full the oldest goes. Not thread-safe.</summary>
/// <param name="capacity">Readings that are kept.</param>
public sealed class SlowSeries(int capacity)
{
    private (double Time, double Value)[] _ring = new (double, double)[Math.Min(16, capacity)];
    private int _first;

    /// <summary>Readings that are there.</summary>
    public int Count { get; private set; }

    /// <summary>The reading of the latest time; there must be one.</summary>
    public (double Time, double Value) Newest => this[Count - 1];

    private ref (double Time, double Value) this[int at] => ref _ring[(_first + at) % _ring.Length];

    /// <summary>Takes one reading in. Of two of the same time the one that came later holds, since it may be a correction.</summary>
    /// <param name="time">s since 1970-01-01 UTC.</param>
    /// <param name="value">In the unit of the series.</param>
    /// <returns>Why it was left out: not_finite, duplicate, too_late; null: it was not.</returns>
    public string? Add(double time, double value)
    {
        if (!double.IsFinite(time) || !double.IsFinite(value))
            return "not_finite";
        int place = Place(time);
        if (place < Count && this[place].Time == time)
        {
            if (this[place].Value == value)
                return "duplicate";
            this[place] = (time, value);
            return null;
        }

        if (Count == capacity)
        {
            if (place == 0)
                return "too_late";
            _first = (_first + 1) % _ring.Length;
            Count--;
            place--;
        }
        else if (Count == _ring.Length)
        {
            Grow();
        }

        Count++;
        for (int i = Count - 1; i > place; i--)
            this[i] = this[i - 1];
        this[place] = (time, value);
        return null;
    }

    /// <summary>
    /// The value at a time: on the line between the readings around it. Where the later one has not come yet the last one is held, and before the first one that one;
    /// never over more than the limit, and nothing is laid across a gap that is wider.
    /// </summary>
    /// <param name="time">s since 1970-01-01 UTC.</param>
    /// <param name="limit">s.</param>
    public SlowValue At(double time, double limit)
    {
        if (Count == 0)
            return default;
        int place = Place(time);
        if (place == Count)
        {
            double age = time - Newest.Time;
            return age <= limit ? new(Newest.Value, SlowBasis.Held, age) : new(null, SlowBasis.TooOld, age);
        }

        (double later, double next) = this[place];
        if (later == time)
            return new(next, SlowBasis.Interpolated, 0);
        if (place == 0)
            return later - time <= limit ? new(next, SlowBasis.Held, later - time) : new(null, SlowBasis.TooNew, later - time);
        (double earlier, double last) = this[place - 1];
        double apart = later - earlier, part = (time - earlier) / apart;
        return apart <= limit
            ? new(Math.Clamp((last * (1 - part)) + (next * part), Math.Min(last, next), Math.Max(last, next)), SlowBasis.Interpolated, apart)
            : new(null, SlowBasis.Gap, apart);
    }

    // Of the first reading that is not before this time; most come at the end.
    private int Place(double time)
    {
        if (Count > 0 && Newest.Time < time)
            return Count;
        int from = 0, to = Count;
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (this[middle].Time < time)
                from = middle + 1;
            else
                to = middle;
        }

        return from;
    }

    private void Grow()
    {
        var wider = new (double Time, double Value)[Math.Min(capacity, 2 * _ring.Length)];
        for (int i = 0; i < Count; i++)
            wider[i] = this[i];
        (_ring, _first) = (wider, 0);
    }
}
