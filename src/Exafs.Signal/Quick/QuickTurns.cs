namespace Exafs.Signal;

/// <summary>Finds where a monochromator turns, from positions that may be noisy: a turn is believed when the way back is longer than noise and ringing are.</summary>
/// <remarks>
/// Where exactly it turned is not asked of the noisy top of the curve: a sweep ends when the position comes near the turning point, and the next begins when it leaves,
/// so that times are as good as the crossings are steep, their middle is the middle of the sweep, and a rest at the turning point belongs to neither.
/// </remarks>
/// <param name="turn">Least way back, degree; half of it counts as near.</param>
/// <param name="part">Least way back as a part of the way before.</param>
internal sealed class QuickTurns(double turn, double part)
{
    private const int Resolution = 16;

    private readonly double _near = turn / 2;
    private readonly List<(long Block, double At)> _approach = [];
    private int _sign;
    private double _begin, _furthest, _low = double.PositiveInfinity, _high = double.NegativeInfinity;
    private long _nearLow, _nearHigh, _began, _left = -1;

    /// <summary>The sweep as far as it has come.</summary>
    public QuickSweep Sweep => new(_sign, _began, Arrival(), Math.Abs(_furthest - _begin));

    /// <summary>The sweep that the last position ended; null: it ended none.</summary>
    public QuickSweep? Ended { get; private set; }

    /// <summary>An energy difference as an angle, degree.</summary>
    public static double Degrees(double energy, double angle, double dSpacing) =>
        energy / Monochromator.Energy(angle, dSpacing) * Math.Tan(double.DegreesToRadians(angle)) * (180 / Math.PI);

    /// <summary>One more position. After a turn <see cref="Sweep"/> is the new one.</summary>
    /// <param name="at">Degree.</param>
    /// <param name="block">Its index, rising.</param>
    public QuickMotion Next(double at, long block)
    {
        Ended = null;
        if (_sign == 0)
        {
            Start(at, block);
            return QuickMotion.Onwards;
        }

        double back = _sign * (_furthest - at);
        if (back <= 0)
        {
            _furthest = at;
            _left = -1;
            Approach(at, block);
            return QuickMotion.Onwards;
        }

        if (back < _near) _left = -1;
        else if (_left < 0) _left = block;
        if (back <= Math.Max(turn, part * Math.Abs(_furthest - _begin))) return QuickMotion.Back;

        Ended = Sweep;
        _sign = -_sign;
        (_begin, _furthest, _began, _left) = (_furthest, at, _left, -1);
        _approach.Clear();
        _approach.Add((block, at));
        return QuickMotion.Turned;
    }

    private void Start(double at, long block)
    {
        (_low, _high) = (Math.Min(_low, at), Math.Max(_high, at));
        if (at <= _low + _near) _nearLow = block;
        if (at >= _high - _near) _nearHigh = block;
        if (_high - _low <= turn) return;
        _sign = at == _high ? 1 : -1;
        (_begin, _began, _furthest) = _sign > 0 ? (_low, _nearLow + 1, _high) : (_high, _nearHigh + 1, _low);
        _approach.Add((block, at));
    }

    private long Arrival()
    {
        for (int i = _approach.Count - 1; i >= 0; i--)
            if (Math.Abs(_furthest - _approach[i].At) >= _near) return _approach[i].Block + 1;
        return _began;
    }

    // As few positions as tell when the furthest one was near.
    private void Approach(double at, long block)
    {
        if (Math.Abs(at - _approach[^1].At) < _near / Resolution) return;
        _approach.Add((block, at));
        int old = 0;
        while (old + 1 < _approach.Count && Math.Abs(at - _approach[old + 1].At) >= _near) old++;
        if (old > 0) _approach.RemoveRange(0, old);
    }
}
