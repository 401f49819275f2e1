using System.Collections.Immutable;

namespace Exafs.Pipeline;

/// <summary>
/// What one publisher's running numbers say about scans that never came. A value: <see cref="Next"/> gives the state after one more number.
/// At any time <c>Announced = (numbers seen, repeats aside) + Missed</c>.
/// </summary>
public sealed record SequenceTracker
{
    /// <summary>A jump forward by more than this is a publisher that counts anew, not a loss.</summary>
    public const long LargestGap = 1_000_000;

    /// <summary>So many gaps are remembered for scans that arrive late.</summary>
    public const int RememberedGaps = 16;

    private ImmutableList<Gap> _gaps = [];

    /// <summary>Numbers that must have been given out.</summary>
    public long Announced { get; private init; }

    /// <summary>Numbers that were given out and did not come.</summary>
    public long Missed { get; private init; }

    /// <summary>The same number twice running.</summary>
    public long Repeated { get; private init; }

    /// <summary>Numbers that came after a higher one and filled a gap.</summary>
    public long Late { get; private init; }

    /// <summary>Times that the publisher began to count anew.</summary>
    public long Restarts { get; private init; }

    /// <summary>Highest number since the last restart; null before the first.</summary>
    public long? Last { get; private init; }

    /// <summary>The state after one more number.</summary>
    public SequenceTracker Next(long number) => Last switch
    {
        null => this with { Announced = 1, Last = number },
        { } last when number == last => this with { Repeated = Repeated + 1 },
        { } last when number > last => Forward(last, number),
        _ => Backward(number),
    };

    private SequenceTracker Forward(long last, long number)
    {
        var step = (ulong)number - (ulong)last;
        if (step > LargestGap)
            return Restarted(number);
        if (step == 1)
            return this with { Announced = Announced + 1, Last = number };
        var gaps = _gaps.Count < RememberedGaps ? _gaps : _gaps.RemoveAt(0);
        return this with
        {
            Announced = Announced + (long)step,
            Missed = Missed + (long)step - 1,
            Last = number,
            _gaps = gaps.Add(new Gap(last + 1, number - 1)),
        };
    }

    private SequenceTracker Backward(long number)
    {
        var index = _gaps.FindIndex(gap => gap.First <= number && number <= gap.Last);
        if (index < 0)
            return Restarted(number);
        var gap = _gaps[index];
        var gaps = _gaps.RemoveAt(index);
        if (number < gap.Last)
            gaps = gaps.Insert(index, gap with { First = number + 1 });
        if (number > gap.First)
            gaps = gaps.Insert(index, gap with { Last = number - 1 });
        return this with { Missed = Missed - 1, Late = Late + 1, _gaps = gaps };
    }

    private SequenceTracker Restarted(long number) =>
        this with { Announced = Announced + 1, Restarts = Restarts + 1, Last = number, _gaps = [] };

    private readonly record struct Gap(long First, long Last);
}
