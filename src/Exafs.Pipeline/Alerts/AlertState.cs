namespace Exafs.Pipeline.Alerts;

/// <summary>Where one alert stands. A value: <see cref="Next"/> gives the state after one more scan.</summary>
/// <param name="Held">Scans running on which it held.</param>
/// <param name="Cleared">Scans running on which it did not.</param>
/// <param name="IsFiring">Somebody was to be told, and it is not over.</param>
public readonly record struct AlertState(int Held, int Cleared, bool IsFiring)
{
    /// <summary>It holds, but not for long enough.</summary>
    public bool IsPending => !IsFiring && Held > 0;

    /// <param name="holds">Null: the scan does not say; nothing changes.</param>
    /// <param name="rule">How long it has to hold, and not to hold.</param>
    public AlertState Next(bool? holds, AlertRule rule)
    {
        if (holds is not { } now) return this;
        var (held, cleared) = now ? (Math.Min(Held + 1, int.MaxValue - 1), 0) : (0, Math.Min(Cleared + 1, int.MaxValue - 1));
        return new(held, cleared, IsFiring ? cleared < rule.ClearScans : held >= rule.ForScans);
    }
}
