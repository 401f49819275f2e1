namespace Exafs.Pipeline;

/// <summary>How long to wait before the next attempt: twice as long each time up to a limit, shortened at random by up to a half so that clients do not knock together.</summary>
/// <param name="First">Longest wait before the second attempt.</param>
/// <param name="Longest">Longest wait of all.</param>
public readonly record struct Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <summary>Failed attempts so far.</summary>
    public int Failures { get; private init; }

    /// <summary>The state after one more failure.</summary>
    public Backoff Next() => this with { Failures = Failures + 1 };

    /// <summary>The wait after <see cref="Failures"/> failures.</summary>
    /// <param name="random">Uniform in [0, 1).</param>
    public TimeSpan Delay(double random)
    {
        if (Failures == 0)
            return TimeSpan.Zero;
        var ticks = Math.Min(First.Ticks * Math.Pow(2, Failures - 1), Longest.Ticks);
        return TimeSpan.FromTicks((long)(ticks * (1 - (random / 2))));
    }
}
