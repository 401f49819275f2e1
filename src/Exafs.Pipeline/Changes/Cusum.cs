namespace Exafs.Pipeline.Changes;

/// <summary>Page's one-sided cumulative sum: optimal for a shift of known size (Lorden 1971). A value: <see cref="Next"/> gives the state after one more.</summary>
/// <param name="Sum">S ≥ 0.</param>
/// <param name="Scans">Since S was last zero: the shift began so many scans ago.</param>
public readonly record struct Cusum(double Sum, int Scans)
{
    /// <summary>S ← max(0, S + z − k).</summary>
    /// <param name="z">Standardised deviation; what is no number changes nothing.</param>
    /// <param name="reference">k: half the shift that it is made for.</param>
    public Cusum Next(double z, double reference)
    {
        if (!double.IsFinite(z)) return this;
        var sum = Math.Max(0, Sum + z - reference);
        return new(sum, sum > 0 ? Scans + 1 : 0);
    }
}
