namespace Exafs.Physics.Scattering;

/// <summary>SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): the same numbers for the same seed, whatever the runtime.</summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1ul << 53));

    /// <summary><paramref name="count"/> different numbers below <paramref name="total"/>, in random order.</summary>
    public int[] Choose(int count, int total)
    {
        int[] all = [.. Enumerable.Range(0, total)];
        count = Math.Min(count, total);
        for (var i = 0; i < count; i++)
        {
            var other = i + (int)(NextDouble() * (total - i));
            (all[i], all[other]) = (all[other], all[i]);
        }

        return all[..count];
    }
}
