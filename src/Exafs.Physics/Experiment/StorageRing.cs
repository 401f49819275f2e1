namespace Exafs.Physics.Experiment;

/// <summary>The current of the ring: it decays from refill to refill. Seconds apart it is a top-up ring, hours apart a decaying one.</summary>
public sealed record StorageRing
{
    /// <summary>From refill to refill, s, counted from midnight UTC of 1970-01-01.</summary>
    public double RefillInterval { get; init; } = 60;

    /// <summary>Time in which the current falls to 1/e, s.</summary>
    public double Lifetime { get; init; } = 36_000;

    /// <summary>Part of the flux that is missing at the moment of a refill, while the injected beam still oscillates, 0 to 1.</summary>
    public double DipDepth { get; init; } = 0.05;

    /// <summary>Time in which the oscillation is damped to 1/e, s.</summary>
    public double DampingTime { get; init; } = 0.01;

    /// <summary>Flux relative to that of the full ring.</summary>
    /// <param name="time">s since 1970-01-01 UTC.</param>
    internal double RelativeFlux(double time)
    {
        var since = time - (RefillInterval * Math.Floor(time / RefillInterval));
        return Math.Exp(-since / Lifetime) * (1 - (DipDepth * Math.Exp(-since / DampingTime)));
    }
}
