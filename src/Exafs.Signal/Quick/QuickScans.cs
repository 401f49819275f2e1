using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Exafs.Signal;

/// <summary>
/// Samples of a quick-scanning monochromator, as they come → scans, up and down apart, on one grid. Samples are summed into bins at once and not kept, so that memory is bounded however slow the sweep is.
/// The result does not depend on how the samples are cut into pieces, to the last bit.
/// </summary>
/// <remarks>
/// Turning points are found on means over blocks of samples: noise and the steps of the encoder average out, a single wrong reading does nothing.
/// Samples since the furthest position are summed apart until it is certain whether the monochromator has turned there.
/// A sweep that was joined in its middle, or lost its beginning in a gap, is left out: nothing of it was announced.
/// </remarks>
public sealed class QuickScans
{
    private const double BlocksPerSecond = 10_000; // a hundred for each sweep at 100 sweeps a second
    private const double LongestJump = 0.5; // degrees from block to block: 50 Hz and ±2° make 0.06
    private const int MostJumps = 16;
    private const double WholeRange = 0.9;
    private const double HighestEnergy = 1e6; // eV, beyond all beamlines: a smaller angle is no reading
    private const double LeastTurns = 4; // a way of fewer least ways back is vibration, not a sweep

    private readonly QuickParameters _parameters;
    private readonly int _channels, _length;
    private readonly double _leastAngle;
    private readonly QuickAxis _axis = new();
    private readonly QuickEncoder _encoder;
    private readonly double[] _angle;
    private readonly double[][] _columns;
    private readonly List<QuickScan> _found = [];
    private QuickGrid? _grid;
    private QuickBins? _sweep, _since;
    private QuickTurns? _turns;
    private int _held, _jumps;
    private bool _isPartial;
    private double _level, _last;
    private long _number, _lastLength;
    private double _lastWay, _leastWay;

    /// <param name="parameters">Grid and turning points.</param>
    /// <param name="channels">Channels beside the angle.</param>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="first">Index of the first sample that will come; above 0 the first sweep was joined in its middle.</param>
    public QuickScans(QuickParameters parameters, int channels, double sampleRate, long first)
    {
        _parameters = parameters;
        _channels = channels;
        _leastAngle = Monochromator.Angle(HighestEnergy, parameters.DSpacing);
        _length = (int)Math.Clamp(sampleRate / BlocksPerSecond, 1, 1 << 16);
        _angle = new double[_length];
        _encoder = new QuickEncoder(_length);
        _columns = [.. Enumerable.Range(0, channels).Select(_ => new double[_length])];
        Next = first;
        _isPartial = first > 0;
        _number = _isPartial ? -1 : 0;
    }

    /// <summary>Index of the sample that is to come next.</summary>
    public long Next { get; private set; }

    /// <summary>Takes samples that follow the last ones.</summary>
    /// <param name="angle">Bragg angle, degree [n].</param>
    /// <param name="columns">The channels, each [n] or longer.</param>
    /// <param name="level">What goes along, such as the sample's temperature; NaN: nothing.</param>
    /// <returns>The sweeps that are over; the list is used again.</returns>
    public IReadOnlyList<QuickScan> Add(ReadOnlySpan<double> angle, ReadOnlySpan<double[]> columns, double level)
    {
        _found.Clear();
        for (int i = 0; i < angle.Length;)
        {
            int inBlock = (int)(Next % _length), n = Math.Min(_length - inBlock, angle.Length - i);
            long block = Next / _length;
            Next += n;
            if (inBlock == 0 && n == _length)
            {
                TakeBlock(block, angle.Slice(i, n), columns, i, level);
            }
            else if (inBlock == 0 || _held == inBlock)
            {
                // Part of a block waits for the rest; after a gap the first part is missing, and the rest is passed over.
                if (inBlock == 0) _level = level;
                angle.Slice(i, n).CopyTo(_angle.AsSpan(inBlock));
                for (int c = 0; c < _channels; c++) columns[c].AsSpan(i, n).CopyTo(_columns[c].AsSpan(inBlock));
                _held = inBlock + n;
                if (_held == _length)
                {
                    TakeBlock(block, _angle, _columns, 0, _level);
                    _held = 0;
                }
            }

            i += n;
        }

        return _found;
    }

    /// <summary>The next samples did not come: the sweep that they belong to is over, and has a defect. Null: none had begun.</summary>
    /// <param name="samples">How many are missing.</param>
    public QuickScan? Lose(long samples)
    {
        long lost = Next, period = _lastLength > 0 ? _lastLength : long.MaxValue;
        QuickScan? scan = Interrupt(new Defect("lost_points", $"samples {lost} to {lost + samples - 1} did not arrive"), out long begun);

        // As many sweeps as turning points fell into the gap; the rest of the last one counts when it is over.
        _number += begun >= 0 ? Math.Max(0, (lost + samples - begun) / period) - 1 : samples / period;
        Next += samples;
        return scan;
    }

    /// <summary>The run is over: the sweep that was under way is given out if it is as long as the one before.</summary>
    public QuickScan? End()
    {
        QuickScan? scan = null;
        if (_held > 0) TakeBlock(Next / _length, _angle.AsSpan(0, _held), _columns, 0, _level);
        if (_turns?.Sweep is { } sweep && IsSweep(sweep) && !_isPartial && sweep.Way >= WholeRange * _lastWay)
        {
            _sweep!.TakeFrom(_since!);
            scan = Scan(_sweep, sweep, null);
        }

        Restart();
        return scan;
    }

    /// <summary>The sweep under way ends here.</summary>
    /// <param name="defect">Why.</param>
    public QuickScan? Interrupt(Defect defect) => Interrupt(defect, out _);

    private QuickScan? Interrupt(Defect defect, out long begun)
    {
        QuickScan? scan = null;
        begun = -1;
        if (_turns?.Sweep is { } sweep && IsSweep(sweep))
        {
            begun = sweep.Begin * _length;
            _sweep!.TakeFrom(_since!);
            if (_isPartial) _number++;
            else scan = Scan(_sweep, sweep, defect);
        }

        Restart();
        return scan;
    }

    private void Restart()
    {
        _sweep?.Clear();
        _since?.Clear();
        _turns = null;
        _held = _jumps = 0;
        _isPartial = true;
    }

    private void TakeBlock(long block, ReadOnlySpan<double> angle, ReadOnlySpan<double[]> columns, int from, double level)
    {
        ReadOnlySpan<double> position = _encoder.Take(angle);
        double at = _encoder.Middle;
        if (!(at >= _leastAngle && at < 90)) return;
        if (_turns is null)
        {
            Start(at);
        }
        else if (Math.Abs(at - _last) > LongestJump)
        {
            if (++_jumps <= MostJumps) return;
            if (Interrupt(new Defect("encoder_jump", $"the angle jumps from {_last:G6} to {at:G6} degrees at sample {block * _length}")) is { } torn) _found.Add(torn);
            Start(at);
        }

        (_last, _jumps) = (at, 0);
        if (_turns!.Next(at, block) == QuickMotion.Onwards)
        {
            _sweep!.TakeFrom(_since!);
            _sweep.Add(position, columns, from, level);
            return;
        }

        _since!.Add(position, columns, from, level);
        if (_turns.Ended is { } ended) Turn(ended);
    }

    private void Turn(QuickSweep ended)
    {
        if (IsSweep(ended))
        {
            if (_isPartial) _number++;
            else _found.Add(Scan(_sweep!, ended, null));
            _lastWay = ended.Way;
            _lastLength = (_turns!.Sweep.Begin - ended.Begin) * _length;
        }

        _isPartial = false;
        _sweep!.Clear();
        (_sweep, _since) = (_since, _sweep);
    }

    private bool IsSweep(QuickSweep sweep) => sweep.Sign != 0 && sweep.Way >= LeastTurns * _leastWay;

    private void Start(double at)
    {
        double dSpacing = _parameters.DSpacing, around = _parameters.E0 is { } e0 ? Monochromator.Angle(e0, dSpacing) : at;
        _grid ??= (_parameters.E0 is { } edge ? QuickGrid.Around(edge, dSpacing, _parameters.Grid) : null) ?? QuickGrid.Uniform(at, dSpacing, _parameters.AngularStep);
        _sweep ??= new QuickBins(_grid, _channels);
        _since ??= new QuickBins(_grid, _channels);
        _leastWay = QuickTurns.Degrees(_parameters.Turn, double.IsNaN(around) ? at : around, dSpacing);
        _turns = new QuickTurns(_leastWay, _parameters.TurnPart);
    }

    private QuickScan Scan(QuickBins bins, QuickSweep sweep, Defect? defect)
    {
        ImmutableArray<double> energies = [];
        ImmutableArray<ImmutableArray<double>> columns = [.. Enumerable.Repeat(ImmutableArray<double>.Empty, _channels)];
        if (bins.Last >= 0)
        {
            (int first, int last) = defect is null ? _axis.For(bins.First, bins.Last) : (bins.First, bins.Last);
            double[] energy = _grid!.Energies.AsSpan()[first..(last + 1)].ToArray();
            double[][] values = QuickPoints.Of(bins, _grid, first, last);
            if (sweep.Sign < 0)
            {
                Array.Reverse(energy);
                foreach (double[] column in values) Array.Reverse(column);
            }

            energies = ImmutableCollectionsMarshal.AsImmutableArray(energy);
            columns = [.. values.Select(ImmutableCollectionsMarshal.AsImmutableArray)];
        }

        // A greater angle is a smaller energy.
        return new QuickScan(++_number, sweep.Begin * _length, Math.Max(sweep.Begin, sweep.Arrival) * _length, sweep.Sign > 0 ? ScanDirection.Down : ScanDirection.Up, energies, columns)
        {
            Samples = bins.Samples,
            Level = bins.Level,
            Defect = defect,
        };
    }
}
