namespace Exafs.Physics.Experiment;

/// <summary>Something that happens at a time. What it does is said relative to a quiet beamline.</summary>
public abstract record BeamEvent(DateTimeOffset At)
{
    /// <summary>Factor on the flux so many seconds after it.</summary>
    internal virtual double Flux(double seconds) => 1;

    /// <summary>Reported minus true energy, eV.</summary>
    internal virtual double EnergyError(double seconds) => 0;

    /// <summary>Factor on the signal of one chamber in a reading whose middle comes so many seconds after it.</summary>
    internal virtual double Signal(Detector detector, double seconds, double interval) => 1;

    internal double SecondsSince(DateTimeOffset start, double time) => (start - At).TotalSeconds + time;

    private protected static bool Lasts(double seconds, TimeSpan? duration) => seconds >= 0 && !(seconds >= duration?.TotalSeconds);
}

/// <summary>One injection more than the ring's regular ones: a part of the flux is missing, and comes back as exp(−t/damping).</summary>
public sealed record TopUp(DateTimeOffset At, double Depth, TimeSpan Damping) : BeamEvent(At)
{
    internal override double Flux(double seconds) => seconds < 0 ? 1 : 1 - (Depth * Math.Exp(-seconds / Damping.TotalSeconds));
}

/// <summary>The beam is gone; null: for good.</summary>
public sealed record BeamDump(DateTimeOffset At, TimeSpan? Duration = null) : BeamEvent(At)
{
    internal override double Flux(double seconds) => Lasts(seconds, Duration) ? 0 : 1;
}

/// <summary>An electronic spike: the one reading taken at that time is (1 + size) times what it should be.</summary>
public sealed record GlitchSpike(DateTimeOffset At, Detector Detector, double Size) : BeamEvent(At)
{
    internal override double Signal(Detector detector, double seconds, double interval) =>
        detector == Detector && seconds > -interval / 2 && seconds <= interval / 2 ? 1 + Size : 1;
}

/// <summary>The encoder loses steps: from then on energies are reported too high by so many eV.</summary>
public sealed record MonochromatorJump(DateTimeOffset At, double Shift) : BeamEvent(At)
{
    internal override double EnergyError(double seconds) => seconds >= 0 ? Shift : 0;
}

/// <summary>No current from the chamber behind the foil; null: for good.</summary>
public sealed record DeadReference(DateTimeOffset At, TimeSpan? Duration = null) : BeamEvent(At)
{
    internal override double Signal(Detector detector, double seconds, double interval) =>
        detector == Detector.IRefer && Lasts(seconds, Duration) ? 0 : 1;
}
