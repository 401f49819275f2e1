namespace Exafs.Adapters.SlowValues;

/// <summary>A series with its name, and what is made of it.</summary>
internal sealed class SlowChannel(string name, string unit, int capacity)
{
    public string Name { get; } = name;

    public string Unit { get; } = unit;

    public SlowSeries Series { get; } = new(capacity);

    /// <summary>Whether scans get it as a channel.</summary>
    public bool IsKept { get; init; }

    /// <summary>Of a temperature: what to add for kelvin.</summary>
    public double Zero { get; set; }

    /// <summary>When something last came, s since 1970-01-01 UTC.</summary>
    public double Heard { get; set; }
}
